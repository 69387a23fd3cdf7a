package dev.trapline.replay.symbols;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.replay.session.ProcessCompiler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The symbols of a Linux kernel that has not run yet. One that is packed, by whatever, unpacks itself, in a machine of its own that
 * ends where the kernel proper begins; since that takes seconds, what was found is kept. The header of what is packed is that of
 * arch/arm/boot/compressed/head.S.
 */
public final class ImageSymbols {
    private static final int MAGIC_AT = 0x24;
    private static final int MAGIC = 0x016f_2818;
    /** Which only Linux has. */
    private static final int ENDIANNESS_AT = 0x30;

    private static final int ENDIANNESS = 0x0403_0201;
    /** What U-Boot's tools put before an image. */
    private static final int UIMAGE_HEADER_BYTES = 64;

    /** More than a kernel needs to unpack itself. */
    private static final long MOST_INSTRUCTIONS = 8_000_000_000L;

    private static final long STRETCH = 1 << 24;
    /** Kernels run above, and unpack themselves below. */
    private static final int LOWEST_KERNEL = 0x8000_0000;

    private final Path cache;

    /** @param cache the directory that extracted symbols are kept in; need not exist */
    public ImageSymbols(Path cache) {
        this.cache = cache;
    }

    /**
     * The symbols that a kernel carries.
     *
     * @param kernel any file that is given as a kernel
     * @param goOn asked with the number of instructions that it has unpacked itself for, several times a second
     * @return none if it carries none, is no Linux kernel, or it was given up
     */
    public Symbols of(Image kernel, LongPredicate goOn) {
        String name = "kernel-" + kernel.sha256() + ".elf";
        Path file = cache.resolve(name);
        try {
            if (Files.exists(file)) {
                return ElfSymbolReader.read(file);
            }
        } catch (SymbolException e) {
            // Found anew, and written again.
        }
        Optional<Symbols> found = isPacked(kernel, 0) || isPacked(kernel, UIMAGE_HEADER_BYTES)
                ? unpacked(kernel, goOn)
                : KallsymsReader.find(MemoryView.of(kernel.toBytes()));
        found.ifPresent(symbols -> RecordingSymbols.keep(symbols, cache, name));
        return found.orElse(Symbols.NONE);
    }

    private static boolean isPacked(Image kernel, int header) {
        return word(kernel, header + MAGIC_AT) == MAGIC && word(kernel, header + ENDIANNESS_AT) == ENDIANNESS;
    }

    private static int word(Image image, int offset) {
        byte[] b = new byte[Integer.BYTES];
        return image.read(offset, b, b.length) < b.length
                ? 0
                : b[0] & 0xff | (b[1] & 0xff) << 8 | (b[2] & 0xff) << 16 | b[3] << 24;
    }

    private static Optional<Symbols> unpacked(Image kernel, LongPredicate goOn) {
        Machine machine;
        try {
            machine = new Machine(
                    MachineSpec.builder()
                            .images(BootImages.NONE.withKernel(kernel))
                            .build(),
                    MachinePorts.none().withCompiler(ProcessCompiler.get()));
        } catch (BadInputException e) {
            // Whoever starts it is told.
            return Optional.empty();
        }
        while (machine.clock().count < MOST_INSTRUCTIONS) {
            if (!goOn.test(machine.clock().count) || machine.run(machine.clock().count + STRETCH) != Pause.COUNT) {
                return Optional.empty();
            }
            if (Integer.compareUnsigned(machine.cpu(0).pc, LOWEST_KERNEL) >= 0) {
                return RecordingSymbols.inMemory(
                        machine.memory(), machine.spec().memoryBytes());
            }
        }
        return Optional.empty();
    }
}
