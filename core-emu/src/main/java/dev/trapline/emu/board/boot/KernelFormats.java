package dev.trapline.emu.board.boot;

import dev.trapline.emu.board.boot.KernelImage.Raw;
import dev.trapline.emu.board.boot.KernelImage.Unpacking;
import dev.trapline.emu.board.boot.KernelImage.ZImage;

/** Recognises what a file given as kernel is, and refuses those this machine cannot start. */
final class KernelFormats {
    static final long ELF_MAGIC = 0x464c_457fL;

    private static final long ZIMAGE_MAGIC = 0x016f_2818L;
    private static final int ZIMAGE_MAGIC_AT = 0x24;
    private static final int ZIMAGE_START_AT = 0x28;
    private static final int ZIMAGE_END_AT = 0x2c;
    private static final int ZIMAGE_ENDIANNESS_AT = 0x30;
    private static final long ZIMAGE_ENDIANNESS = 0x0403_0201L;
    private static final int ZIMAGE_EXTENSION_AT = 0x34;
    private static final long ZIMAGE_EXTENSION = 0x4545_4545L;
    private static final int ZIMAGE_TABLE_AT = 0x38;
    private static final int ZIMAGE_HEADER_BYTES = 0x3c;

    /** Tag of the extension that gives the unpacked sizes: five more words follow. */
    private static final long TAG_KERNEL_SIZE = 0x5a53_4c4bL;

    private static final int ARM64_MAGIC_AT = 56;
    private static final long ARM64_MAGIC = 0x644d_5241L;
    private static final int X86_MAGIC_AT = 0x202;
    private static final long X86_MAGIC = 0x5372_6448L;
    private static final long FDT_MAGIC = 0xd00d_feedL;

    private KernelFormats() {}

    static KernelImage recognise(Image image) {
        if (image.isElf()) {
            return ElfFile.parse(image);
        }
        if (isBig(image, 0, UImageFile.MAGIC)) {
            return UImageFile.parse(image);
        }
        if (is(image, ZIMAGE_MAGIC_AT, ZIMAGE_MAGIC) || isBig(image, ZIMAGE_MAGIC_AT, ZIMAGE_MAGIC)) {
            return zImage(image);
        }
        refuseForeign(image);
        return new Raw(image);
    }

    private static ZImage zImage(Image image) {
        if (image.size() < ZIMAGE_HEADER_BYTES) {
            throw truncated(image, "its header", ZIMAGE_HEADER_BYTES);
        }
        boolean big = isBig(image, ZIMAGE_MAGIC_AT, ZIMAGE_MAGIC);
        long start = big ? image.bigWord(ZIMAGE_START_AT) : image.word(ZIMAGE_START_AT);
        long end = big ? image.bigWord(ZIMAGE_END_AT) : image.word(ZIMAGE_END_AT);
        if (end <= start) {
            throw new BootException(
                    String.format(
                            "kernel %s is a damaged zImage: its header has it end (0x%x) before it starts (0x%x)",
                            image.name(), end, start),
                    "fetch or build it again");
        }
        // Only Linux's header counts the bytes of the file; Xen's counts memory.
        if (isLinux(image) && end - start > image.size()) {
            throw truncated(image, "the zImage", end - start);
        }
        return new ZImage(image, Math.max(end - start, image.size()), big ? Unpacking.UNKNOWN : unpacking(image));
    }

    /** Has this a zImage's header and is not Linux? */
    static boolean isOtherZImage(Image image) {
        return image.size() >= ZIMAGE_HEADER_BYTES && is(image, ZIMAGE_MAGIC_AT, ZIMAGE_MAGIC) && !isLinux(image);
    }

    /** Of a zImage: only Linux has this word. */
    private static boolean isLinux(Image image) {
        return is(image, ZIMAGE_ENDIANNESS_AT, ZIMAGE_ENDIANNESS)
                || isBig(image, ZIMAGE_ENDIANNESS_AT, ZIMAGE_ENDIANNESS);
    }

    /** Linux {@code arch/arm/boot/compressed}: a table of (words, tag, data...) that kexec and U-Boot read as well. */
    private static Unpacking unpacking(Image image) {
        if (!is(image, ZIMAGE_EXTENSION_AT, ZIMAGE_EXTENSION)) {
            return Unpacking.UNKNOWN;
        }
        long at = image.word(ZIMAGE_TABLE_AT);
        while (at % 4 == 0 && at + 8 <= image.size()) {
            long words = image.word((int) at);
            if (words < 2 || at + 4 * words > image.size()) {
                break;
            }
            if (image.word((int) at + 4) == TAG_KERNEL_SIZE && words >= 5) {
                long sizeAt = image.word((int) at + 8);
                if (sizeAt + 4 > image.size()) {
                    break;
                }
                return new Unpacking(image.word((int) at + 16), image.word((int) sizeAt), image.word((int) at + 12));
            }
            at += 4 * words;
        }
        return Unpacking.UNKNOWN;
    }

    private static void refuseForeign(Image image) {
        if (is(image, ARM64_MAGIC_AT, ARM64_MAGIC)) {
            throw new BootException(
                    "kernel " + image.name() + " is an arm64 Image, and this machine is 32-bit ARMv7-A",
                    "give an armhf (ARMv7) kernel, such as Debian's linux-image-armmp-lpae");
        }
        if (is(image, X86_MAGIC_AT, X86_MAGIC)) {
            throw new BootException(
                    "kernel " + image.name() + " is an x86 bzImage, and this machine is ARMv7-A",
                    "give an armhf (ARMv7) kernel, such as Debian's linux-image-armmp-lpae");
        }
        if (isBig(image, 0, FDT_MAGIC)) {
            throw new BootException(
                    "kernel " + image.name() + " is a device tree or FIT image, not a kernel",
                    "give a device tree as --dtb, or the kernel inside the FIT image (dumpimage takes it out)");
        }
        byte[] b = image.raw();
        if (b.length > 2 && (b[0] & 0xff) == 0x1f && (b[1] & 0xff) == 0x8b && b[2] == 8) {
            throw new BootException(
                    "kernel " + image.name() + " is compressed with gzip", "decompress it with gunzip first");
        }
    }

    static BootException truncated(Image image, String what, long needs) {
        return new BootException(
                "kernel " + image.name() + " is cut short: " + what + " needs " + needs + " bytes, the file has "
                        + image.size(),
                "fetch or build it again");
    }

    private static boolean is(Image image, int at, long word) {
        return at + 4 <= image.size() && image.word(at) == word;
    }

    private static boolean isBig(Image image, int at, long word) {
        return at + 4 <= image.size() && image.bigWord(at) == word;
    }
}
