package dev.trapline.emu.board.boot;

import dev.trapline.emu.board.boot.KernelImage.UImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** Reads U-Boot's legacy image format: a header of 64 big-endian bytes with checksums, then the kernel. */
final class UImageFile {
    static final long MAGIC = 0x2705_1956L;

    private static final int HEADER_BYTES = 64;
    private static final int HEADER_CRC_AT = 4;
    private static final int SIZE_AT = 12;
    private static final int LOAD_AT = 16;
    private static final int ENTRY_AT = 20;
    private static final int DATA_CRC_AT = 24;
    private static final int OS_AT = 28;
    private static final int OS_LINUX = 5;
    private static final int ARCH_AT = 29;
    private static final int ARCH_ARM = 2;
    private static final int TYPE_AT = 30;
    private static final int TYPE_KERNEL = 2;
    private static final int COMPRESSION_AT = 31;
    private static final int UNCOMPRESSED = 0;
    private static final int GZIP = 1;

    private UImageFile() {}

    static UImage parse(Image image) {
        if (image.size() < HEADER_BYTES) {
            throw KernelFormats.truncated(image, "the uImage header", HEADER_BYTES);
        }
        byte[] header = new byte[HEADER_BYTES];
        System.arraycopy(image.raw(), 0, header, 0, HEADER_BYTES);
        for (int i = 0; i < 4; i++) {
            header[HEADER_CRC_AT + i] = 0;
        }
        checksum(image, "header", header, 0, HEADER_BYTES, image.bigWord(HEADER_CRC_AT));
        byte[] b = image.raw();
        if (b[OS_AT] != OS_LINUX || b[ARCH_AT] != ARCH_ARM || b[TYPE_AT] != TYPE_KERNEL) {
            throw new BootException(
                    "kernel " + image.name() + " is a uImage of system " + b[OS_AT] + ", architecture " + b[ARCH_AT]
                            + ", type " + b[TYPE_AT] + "; only a Linux kernel (5, 2, 2) can be started",
                    "give the kernel itself (a zImage)");
        }
        long size = image.bigWord(SIZE_AT);
        if (HEADER_BYTES + size > image.size()) {
            throw KernelFormats.truncated(image, "the uImage", HEADER_BYTES + size);
        }
        checksum(image, "data", b, HEADER_BYTES, (int) size, image.bigWord(DATA_CRC_AT));
        byte[] payload = switch (b[COMPRESSION_AT]) {
            case UNCOMPRESSED -> payload(image, (int) size);
            case GZIP -> gunzip(image, (int) size);
            default ->
                throw new BootException(
                        "kernel " + image.name() + " is a uImage compressed by method " + b[COMPRESSION_AT]
                                + "; only none (0) and gzip (1) are known here",
                        "give the kernel itself (a zImage)");
        };
        return new UImage(image, payload, image.bigWord(LOAD_AT), image.bigWord(ENTRY_AT));
    }

    private static byte[] payload(Image image, int size) {
        byte[] payload = new byte[size];
        System.arraycopy(image.raw(), HEADER_BYTES, payload, 0, size);
        return payload;
    }

    private static byte[] gunzip(Image image, int size) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(image.raw(), HEADER_BYTES, size))) {
            return in.readNBytes(Image.MAX_BYTES);
        } catch (IOException e) {
            throw new BootException(
                    "kernel " + image.name() + " is a uImage whose gzip data is damaged: " + e.getMessage(),
                    "fetch or build it again");
        }
    }

    private static void checksum(Image image, String what, byte[] bytes, int from, int length, long expected) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        if (crc.getValue() != expected) {
            throw new BootException(
                    String.format(
                            "kernel %s is a damaged uImage: the checksum of its %s is 0x%08x, it says 0x%08x",
                            image.name(), what, crc.getValue(), expected),
                    "fetch or build it again");
        }
    }
}
