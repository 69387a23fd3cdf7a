package dev.trapline.emu.board.boot;

import dev.trapline.emu.board.boot.KernelImage.Elf;
import dev.trapline.emu.board.boot.KernelImage.ElfSegment;
import java.util.ArrayList;
import java.util.List;

/** Reads a 32-bit ARM executable (System V ABI, ELF header and program headers; IHI 0044 for ARM). */
final class ElfFile {
    private static final int HEADER_BYTES = 52;
    private static final int PROGRAM_HEADER_BYTES = 32;
    private static final int CLASS_AT = 4;
    private static final int CLASS_32 = 1;
    private static final int DATA_AT = 5;
    private static final int DATA_LITTLE = 1;
    private static final int TYPE_AT = 16;
    private static final int TYPE_EXECUTABLE = 2;
    private static final int MACHINE_AT = 18;
    private static final int MACHINE_ARM = 40;
    private static final int ENTRY_AT = 24;
    private static final int PHOFF_AT = 28;
    private static final int PHENTSIZE_AT = 42;
    private static final int PHNUM_AT = 44;
    private static final int PT_LOAD = 1;

    private ElfFile() {}

    static Elf parse(Image image) {
        header(image);
        long entry = image.word(ENTRY_AT);
        List<ElfSegment> segments = new ArrayList<>();
        long physicalEntry = -1;
        long tableAt = image.word(PHOFF_AT);
        int count = image.half(PHNUM_AT);
        int stride = image.half(PHENTSIZE_AT);
        if (count > 0 && stride < PROGRAM_HEADER_BYTES) {
            throw damaged(image, "its program headers have " + stride + " bytes each, fewer than 32");
        }
        if (tableAt + (long) count * stride > image.size()) {
            throw KernelFormats.truncated(image, "its program header table", tableAt + (long) count * stride);
        }
        for (int i = 0; i < count; i++) {
            int at = (int) tableAt + i * stride;
            if (image.word(at) != PT_LOAD || image.word(at + 20) == 0) {
                continue;
            }
            long offset = image.word(at + 4);
            long virtual = image.word(at + 8);
            long physical = image.word(at + 12);
            long fileBytes = image.word(at + 16);
            long memoryBytes = image.word(at + 20);
            if (fileBytes > memoryBytes) {
                throw damaged(image, "segment " + i + " has more bytes in the file than in memory");
            }
            if (offset + fileBytes > image.size()) {
                throw KernelFormats.truncated(image, "ELF segment " + i, offset + fileBytes);
            }
            segments.add(new ElfSegment(physical, (int) offset, (int) fileBytes, memoryBytes));
            // The entry is a virtual address; with the MMU off the instruction at its physical place runs.
            if (physicalEntry < 0 && entry >= virtual && entry < virtual + memoryBytes) {
                physicalEntry = entry - virtual + physical;
            }
        }
        if (segments.isEmpty()) {
            throw damaged(image, "it has nothing to load (no PT_LOAD segment)");
        }
        if (physicalEntry < 0) {
            throw damaged(image, String.format("its entry 0x%08x lies in none of its segments", entry));
        }
        return new Elf(image, List.copyOf(segments), physicalEntry);
    }

    private static void header(Image image) {
        if (image.size() < HEADER_BYTES) {
            throw KernelFormats.truncated(image, "the ELF header", HEADER_BYTES);
        }
        byte[] b = image.raw();
        int machine = image.half(MACHINE_AT);
        if (b[CLASS_AT] != CLASS_32 || b[DATA_AT] != DATA_LITTLE || machine != MACHINE_ARM) {
            throw new BootException(
                    "kernel " + image.name() + " is "
                            + (b[CLASS_AT] == CLASS_32 ? "a 32-bit " : "a 64-bit ")
                            + (b[DATA_AT] == DATA_LITTLE ? "little-endian" : "big-endian") + " ELF file for machine "
                            + machine + ", and this machine takes 32-bit little-endian ARM (machine 40)",
                    "build it for ARMv7-A");
        }
        int type = image.half(TYPE_AT);
        if (type != TYPE_EXECUTABLE) {
            throw new BootException(
                    "kernel " + image.name() + " is an ELF file of type " + type + ", not an executable (2)",
                    "link it to fixed addresses (ld -Ttext=0x40010000)");
        }
    }

    private static BootException damaged(Image image, String what) {
        return new BootException("kernel " + image.name() + " is not a usable ELF file: " + what, "build it again");
    }
}
