package dev.trapline.cli;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.replay.symbols.ElfSymbolWriter;
import dev.trapline.replay.symbols.Symbols;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Files for a debugger, which are there as long as its server is. */
final class DebuggerFiles implements AutoCloseable {
    private final Path directory;

    DebuggerFiles() throws IOException {
        directory = Files.createTempDirectory("trapline-gdb");
    }

    Path script(String text) {
        return write("trapline.gdb", text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What has symbols in a machine: the programs that it is given, or else what its kernel has.
     *
     * @param inPlace whether the programs are files by their names, as they are when the user just gave them
     * @param found asked if no program has any
     */
    List<Path> symbolsOf(MachineSpec machine, boolean inPlace, Supplier<Symbols> found) {
        List<Path> files = new ArrayList<>();
        programs(machine.images())
                .filter(Image::isElf)
                .forEach(image -> files.add(
                        inPlace ? Path.of(image.name()) : write("program-" + files.size() + ".elf", image.toBytes())));
        if (files.isEmpty()) {
            Symbols symbols = found.get();
            if (!symbols.isEmpty()) {
                files.add(write("symbols.elf", ElfSymbolWriter.toBytes(symbols)));
            }
        }
        return files;
    }

    /** What it executes; gdb takes the first for the machine's own program. */
    private static Stream<Image> programs(BootImages images) {
        return Stream.concat(
                Stream.of(images.hypervisor(), images.kernel(), images.firmware(), images.flash())
                        .flatMap(Optional::stream),
                images.loads().stream().map(BootImages.Load::image));
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
