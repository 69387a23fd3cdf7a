package dev.trapline.gdbstub.session;

/** Little-endian values. */
final class Values {
    private Values() {}

    /** The value of at most 8 bytes, zero-extended. */
    static long toLong(byte[] value) {
        long result = 0;
        for (int i = Math.min(8, value.length) - 1; i >= 0; i--) {
            result = result << 8 | value[i] & 0xff;
        }
        return result;
    }

    /** The lower 32 bits. */
    static byte[] word(long value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }
}
