package dev.trapline.emu.machine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast 128-bit hash of bytes at a place: for frames, over (frame, contents); for the state of parts, over their
 * canonical bytes. It tells states apart, not forgers: damage on disk is SHA-256's and CRC's matter.
 *
 * <p>Pairs of 64-bit words, each word plus a key of its own, are multiplied to 128 bits and summed (the NH construction of
 * UMAC, Black et al. 1999); the sums of both halves and the place then go through a mixer (MurmurHash3's).
 * Bytes that are all zero hash to zero wherever they are, so a frame counts the same whether or not it was ever touched.
 */
final class PageHash {
    /** Longs of a block; longer input is hashed block by block. */
    private static final int BLOCK = 512;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] KEYS = keys(BLOCK);

    long high;
    long low;

    /** Hashes {@code length} bytes, a multiple of 16, as of place {@code place}. */
    void of(byte[] bytes, int length, long place) {
        high = 0;
        low = 0;
        for (int from = 0; from < length; from += BLOCK * 8) {
            block(bytes, from, Math.min(length - from, BLOCK * 8), place * 0x1_0001 + from);
        }
    }

    private void block(byte[] bytes, int from, int length, long place) {
        long sumLow = 0;
        long sumHigh = 0;
        long any = 0;
        for (int i = 0; i < length; i += 16) {
            long x = (long) LONG.get(bytes, from + i);
            long y = (long) LONG.get(bytes, from + i + 8);
            any |= x | y;
            x += KEYS[i >>> 3];
            y += KEYS[(i >>> 3) + 1];
            sumLow += x * y;
            sumHigh += Math.unsignedMultiplyHigh(x, y);
        }
        if (any == 0) {
            return;
        }
        long m = mix(sumLow ^ mix(place));
        high += m;
        low += mix(sumHigh + m);
    }

    private static long mix(long x) {
        x ^= x >>> 33;
        x *= 0xff51_afd7_ed55_8ccdL;
        x ^= x >>> 33;
        x *= 0xc4ce_b9fe_1a85_ec53L;
        return x ^ x >>> 33;
    }

    /** SplitMix64 (Steele et al. 2014) from a fixed seed. */
    private static long[] keys(int n) {
        long[] keys = new long[n];
        long state = 0x7472_6170_6c69_6e65L;
        for (int i = 0; i < n; i++) {
            state += 0x9e37_79b9_7f4a_7c15L;
            long z = state;
            z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
            z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
            keys[i] = z ^ z >>> 31;
        }
        return keys;
    }
}
