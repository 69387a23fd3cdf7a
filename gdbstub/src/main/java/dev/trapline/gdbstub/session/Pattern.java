package dev.trapline.gdbstub.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Bytes to look for. One of them, its anchor, is looked for in eight bytes of memory at once; where it is the others are
 * compared. Memory of a machine is mostly zeros, so the anchor is another byte if there is one.
 */
final class Pattern {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long TOP_OF_EACH = 0x8080_8080_8080_8080L;

    private final byte[] bytes;
    private final int anchor;

    /** @param bytes at least one */
    Pattern(byte[] bytes) {
        this.bytes = bytes;
        int rarest = 0;
        for (int i = 1; i < bytes.length; i++) {
            if (commonness(bytes[i]) < commonness(bytes[rarest])) {
                rarest = i;
            }
        }
        anchor = rarest;
    }

    /** Roughly how often a byte is met in memory, as an order. */
    private static int commonness(byte b) {
        if (b == 0) {
            return 3;
        }
        return b == -1 ? 2 : b == ' ' || b == 'e' || b == 1 || (b & 0xff) == 0xe0 ? 1 : 0;
    }

    /** Offset of the first place in the first {@code length} bytes. */
    OptionalLong find(byte[] in, int length) {
        // Places of the anchor at which the whole pattern is within.
        int end = length - bytes.length + anchor + 1;
        byte wanted = bytes[anchor];
        long wantedInEach = (wanted & 0xff) * EACH;
        int at = anchor;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long zeroWhereWanted = (long) LONGS.get(in, at) ^ wantedInEach;
            if ((zeroWhereWanted - EACH & ~zeroWhereWanted & TOP_OF_EACH) != 0) {
                for (int i = at; i < at + Long.BYTES; i++) {
                    if (in[i] == wanted && isAt(in, i - anchor)) {
                        return OptionalLong.of(i - anchor);
                    }
                }
            }
        }
        for (; at < end; at++) {
            if (in[at] == wanted && isAt(in, at - anchor)) {
                return OptionalLong.of(at - anchor);
            }
        }
        return OptionalLong.empty();
    }

    private boolean isAt(byte[] in, int start) {
        return Arrays.equals(bytes, 0, bytes.length, in, start, start + bytes.length);
    }
}
