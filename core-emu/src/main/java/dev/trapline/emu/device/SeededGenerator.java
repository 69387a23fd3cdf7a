package dev.trapline.emu.device;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/**
 * Numbers that look random and follow from a seed alone: xoshiro256** by D. Blackman and S. Vigna, its four words filled
 * by SplitMix64. Not for secrets: a machine that must run the same twice has none.
 */
public final class SeededGenerator implements Snapshottable {
    private final long[] s = new long[4];

    public SeededGenerator(long seed) {
        long x = seed;
        for (int i = 0; i < 4; i++) {
            x += 0x9e37_79b9_7f4a_7c15L;
            long z = x;
            z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
            z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
            s[i] = z ^ z >>> 31;
        }
    }

    /** The next 64 bits. */
    public long next() {
        long result = Long.rotateLeft(s[1] * 5, 7) * 9;
        long t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = Long.rotateLeft(s[3], 45);
        return result;
    }

    /** A number from 0 to {@code bound - 1}; the bias of the remainder does not matter where this is used. */
    public long below(long bound) {
        return Long.remainderUnsigned(next(), bound);
    }

    /** Fills a range with the bytes of successive numbers, lowest byte first; the rest of the last number is dropped. */
    public void fill(byte[] to, int at, int length) {
        for (int i = 0; i < length; ) {
            long v = next();
            for (int b = 0; b < 8 && i < length; b++, i++) {
                to[at + i] = (byte) (v >>> 8 * b);
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        out.int64s(s);
    }

    @Override
    public void restore(StateReader in) {
        in.int64s(s);
    }
}
