package dev.trapline.emu.board.fdt;

/** Big-endian words in byte arrays: all numbers of a flattened tree are stored so. */
final class Bytes {
    private Bytes() {}

    static int big32(byte[] b, int at) {
        return (b[at] & 0xff) << 24 | (b[at + 1] & 0xff) << 16 | (b[at + 2] & 0xff) << 8 | b[at + 3] & 0xff;
    }

    static long unsigned32(byte[] b, int at) {
        return big32(b, at) & 0xffff_ffffL;
    }

    static long big64(byte[] b, int at) {
        return (long) big32(b, at) << 32 | unsigned32(b, at + 4);
    }

    static void putBig32(byte[] b, int at, int value) {
        b[at] = (byte) (value >>> 24);
        b[at + 1] = (byte) (value >>> 16);
        b[at + 2] = (byte) (value >>> 8);
        b[at + 3] = (byte) value;
    }
}
