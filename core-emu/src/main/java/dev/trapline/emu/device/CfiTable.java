package dev.trapline.emu.device;

/**
 * What a flash chip answers to a query (CFI, JEDEC JESD68.01; layout of the Intel command set, vendor 0x0001): one byte
 * an address of the chip.
 *
 * @param chipBytes size of one chip, a power of two
 * @param blockBytes size of one erase block of one chip, a multiple of 256
 * @param bufferBytes size of one chip's write buffer, a power of two
 */
record CfiTable(int chipBytes, int blockBytes, int bufferBytes) {
    private static final int EXTENDED = 0x31;

    /** The bytes from address 0; addresses beyond read as zero. */
    byte[] bytes() {
        byte[] t = new byte[0x60];
        text(t, 0x10, "QRY");
        half(t, 0x13, 0x0001); // Intel/Sharp extended command set
        half(t, 0x15, EXTENDED);
        half(t, 0x17, 0); // no alternate command set
        half(t, 0x19, 0);
        t[0x1b] = 0x45; // Vcc 4.5 V to 5.5 V, no Vpp
        t[0x1c] = 0x55;
        t[0x1f] = 0x07; // typical times, as powers of two: word 128 us, buffer 128 us, block 1024 ms, chip none
        t[0x20] = 0x07;
        t[0x21] = 0x0a;
        t[0x23] = 0x04; // maximum times, as powers of two of the typical ones
        t[0x24] = 0x04;
        t[0x25] = 0x04;
        t[0x27] = (byte) Integer.numberOfTrailingZeros(chipBytes);
        half(t, 0x28, 0x0002); // x8 and x16
        half(t, 0x2a, Integer.numberOfTrailingZeros(bufferBytes));
        t[0x2c] = 1; // one region of equal blocks
        half(t, 0x2d, chipBytes / blockBytes - 1);
        half(t, 0x2f, blockBytes / 256);
        text(t, EXTENDED, "PRI10");
        t[0x3f] = 1; // one protection register field
        return t;
    }

    private static void half(byte[] t, int at, int value) {
        t[at] = (byte) value;
        t[at + 1] = (byte) (value >>> 8);
    }

    private static void text(byte[] t, int at, String s) {
        for (int i = 0; i < s.length(); i++) {
            t[at + i] = (byte) s.charAt(i);
        }
    }
}
