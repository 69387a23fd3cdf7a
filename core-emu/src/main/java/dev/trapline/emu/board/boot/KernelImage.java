package dev.trapline.emu.board.boot;

import java.util.List;

/** What a file given as kernel turned out to be. */
sealed interface KernelImage {
    /**
     * A zImage (Linux {@code Documentation/arch/arm/booting.rst} 4): placed as it is, entered at its first byte.
     *
     * @param bytesInMemory bytes from its start it lays claim to; more than the file for Xen, whose header counts its
     *     zero-initialised data
     * @param unpacks what its decompressor will write
     */
    record ZImage(Image image, long bytesInMemory, Unpacking unpacks) implements KernelImage {}

    /**
     * Where a zImage's decompressor writes, as far as its header tells. The kernel goes to {@code textOffset} from the
     * start of RAM rounded down to 128 MiB; a zImage that lies in the way first moves itself behind it.
     *
     * @param textOffset bytes, or 0 if the header does not tell
     * @param inflatedBytes size of the kernel without its zero-initialised data
     * @param bssBytes size of that data
     */
    record Unpacking(long textOffset, long inflatedBytes, long bssBytes) {
        static final Unpacking UNKNOWN = new Unpacking(0, 0, 0);
    }

    /** No format known: loaded as a Linux kernel would be and entered at its first byte. */
    record Raw(Image image) implements KernelImage {}

    /**
     * A 32-bit ARM executable.
     *
     * @param entry physical address of its first instruction; bit 0 set for Thumb
     */
    record Elf(Image image, List<ElfSegment> segments, long entry) implements KernelImage {}

    /** A part of an ELF file and where it goes: {@code fileBytes} from {@code offset}, zeroes up to {@code memoryBytes}. */
    record ElfSegment(long address, int offset, int fileBytes, long memoryBytes) {}

    /**
     * U-Boot's wrapping of a Linux kernel.
     *
     * @param payload the kernel within, decompressed
     * @param load where it goes
     * @param entry where it starts
     */
    record UImage(Image image, byte[] payload, long load, long entry) implements KernelImage {}
}
