package dev.trapline.emu.board.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** Kernels of every format, as small as their headers allow, filled with bytes that are never zero. */
final class TestImages {
    private TestImages() {}

    static byte[] bytes(int length) {
        byte[] b = new byte[length];
        for (int i = 0; i < length; i++) {
            b[i] = (byte) (i % 251 + 1);
        }
        return b;
    }

    static Image raw(int length) {
        return Image.of("raw.bin", bytes(length));
    }

    static Image initrd(int length) {
        return Image.of("initrd.gz", bytes(length));
    }

    /** A Linux zImage without the extension table. */
    static byte[] zImage(int fileBytes, int endInHeader) {
        return ByteBuffer.wrap(bytes(fileBytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x24, 0x016f2818)
                .putInt(0x28, 0)
                .putInt(0x2c, endInHeader)
                .putInt(0x30, 0x04030201)
                .array();
    }

    /** A Linux zImage that tells what it unpacks into. */
    static byte[] unpackingZImage(int fileBytes, int textOffset, int inflatedBytes, int bssBytes) {
        int table = 0x100;
        int sizeAt = 0x200;
        return ByteBuffer.wrap(zImage(fileBytes, fileBytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x34, 0x45454545)
                .putInt(0x38, table)
                .putInt(table, 2)
                .putInt(table + 4, 0x12345678)
                .putInt(table + 8, 5)
                .putInt(table + 12, 0x5a534c4b)
                .putInt(table + 16, sizeAt)
                .putInt(table + 20, bssBytes)
                .putInt(table + 24, textOffset)
                .putInt(sizeAt, inflatedBytes)
                .array();
    }

    /** A zImage header as Xen has it: no endianness word, its end counting zero-initialised data. */
    static byte[] xen(int fileBytes, int memoryBytes) {
        return ByteBuffer.wrap(bytes(fileBytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x24, 0x016f2818)
                .putInt(0x28, 0)
                .putInt(0x2c, memoryBytes)
                .array();
    }

    /** An ELF executable of one segment. */
    static byte[] elf(int virtual, int physical, int fileBytes, int memoryBytes, int entry) {
        int dataAt = 0x100;
        ByteBuffer b = ByteBuffer.wrap(bytes(dataAt + fileBytes)).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, 0x464c457f).put(4, (byte) 1).put(5, (byte) 1).put(6, (byte) 1);
        b.putShort(16, (short) 2)
                .putShort(18, (short) 40)
                .putInt(20, 1)
                .putInt(24, entry)
                .putInt(28, 52);
        b.putInt(32, 0).putInt(36, 0x5000400).putShort(40, (short) 52).putShort(42, (short) 32);
        b.putShort(44, (short) 1)
                .putShort(46, (short) 40)
                .putShort(48, (short) 0)
                .putShort(50, (short) 0);
        int ph = 52;
        b.putInt(ph, 1).putInt(ph + 4, dataAt).putInt(ph + 8, virtual).putInt(ph + 12, physical);
        b.putInt(ph + 16, fileBytes)
                .putInt(ph + 20, memoryBytes)
                .putInt(ph + 24, 7)
                .putInt(ph + 28, 4);
        return b.array();
    }

    /** A uImage with right checksums; {@code compression} 0 none, 1 gzip. */
    static byte[] uImage(byte[] data, int load, int entry, int compression) {
        CRC32 crc = new CRC32();
        crc.update(data);
        ByteBuffer b = ByteBuffer.allocate(64 + data.length).order(ByteOrder.BIG_ENDIAN);
        b.putInt(0, 0x27051956).putInt(12, data.length).putInt(16, load).putInt(20, entry);
        b.putInt(24, (int) crc.getValue());
        b.put(28, (byte) 5).put(29, (byte) 2).put(30, (byte) 2).put(31, (byte) compression);
        b.put(64, data);
        CRC32 header = new CRC32();
        header.update(b.array(), 0, 64);
        b.putInt(4, (int) header.getValue());
        return b.array();
    }
}
