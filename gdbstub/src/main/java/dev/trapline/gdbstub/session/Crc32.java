package dev.trapline.gdbstub.session;

/**
 * The checksum of {@code qCRC}: polynomial 0x04c11db7, most significant bit first, initially all ones, not inverted.
 *
 * @rsp General Query Packets, qCRC
 */
final class Crc32 {
    private static final int POLYNOMIAL = 0x04c1_1db7;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value < 0 ? POLYNOMIAL : 0);
            }
            TABLE[i] = value;
        }
    }

    private int value = -1;

    void update(byte[] bytes, int count) {
        int crc = value;
        for (int i = 0; i < count; i++) {
            crc = crc << 8 ^ TABLE[(crc >>> 24 ^ bytes[i]) & 0xff];
        }
        value = crc;
    }

    int value() {
        return value;
    }
}
