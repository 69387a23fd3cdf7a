package dev.trapline.emu.device.virtio;

/** Integers in bytes, lowest first, as all of virtio 1.x has them (and legacy virtio, whose order is the guest's). */
final class LittleEndian {
    private LittleEndian() {}

    static int int16(byte[] b, int at) {
        return b[at] & 0xff | (b[at + 1] & 0xff) << 8;
    }

    static int int32(byte[] b, int at) {
        return int16(b, at) | int16(b, at + 2) << 16;
    }

    static long int64(byte[] b, int at) {
        return int32(b, at) & 0xffff_ffffL | (long) int32(b, at + 4) << 32;
    }

    static void setInt16(byte[] b, int at, int v) {
        b[at] = (byte) v;
        b[at + 1] = (byte) (v >>> 8);
    }

    static void setInt32(byte[] b, int at, int v) {
        setInt16(b, at, v);
        setInt16(b, at + 2, v >>> 16);
    }

    static void setInt64(byte[] b, int at, long v) {
        setInt32(b, at, (int) v);
        setInt32(b, at + 4, (int) (v >>> 32));
    }

    /** {@code size} bytes (1 to 8) as one number; bytes beyond the array are zero. */
    static long bytes(byte[] b, int at, int size) {
        long v = 0;
        for (int i = 0; i < size && at + i < b.length; i++) {
            v |= (b[at + i] & 0xffL) << 8 * i;
        }
        return v;
    }
}
