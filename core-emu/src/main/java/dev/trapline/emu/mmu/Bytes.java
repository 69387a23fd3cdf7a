package dev.trapline.emu.mmu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian values of 1, 2, 4 or 8 bytes in an array, at any alignment. */
final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    /** Zero-extended. */
    static long get(byte[] from, int at, int size) {
        return switch (size) {
            case 1 -> from[at] & 0xff;
            case 2 -> (short) SHORT.get(from, at) & 0xffff;
            case 4 -> (int) INT.get(from, at) & 0xffff_ffffL;
            default -> (long) LONG.get(from, at);
        };
    }

    static void put(byte[] to, int at, int size, long value) {
        switch (size) {
            case 1 -> to[at] = (byte) value;
            case 2 -> SHORT.set(to, at, (short) value);
            case 4 -> INT.set(to, at, (int) value);
            default -> LONG.set(to, at, value);
        }
    }

    /** The low {@code size} bytes in the other order. */
    static long reverse(long value, int size) {
        return Long.reverseBytes(value) >>> 64 - 8 * size;
    }
}
