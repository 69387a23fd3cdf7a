package dev.trapline.cli;

import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.replay.symbols.ElfSymbolWriter;
import dev.trapline.replay.symbols.Symbols;
import java.io.IOException;
import java.io.InputStream;
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

    /** Whether a file is an ELF file; one that cannot be read is not. */
    static boolean isElf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Image.of("", in.readNBytes(Integer.BYTES)).isElf();
        } catch (IOException e) {
            return false;
        }
    }

    Path script(String text) {
        return write("trapline.gdb", text.getBytes(StandardCharsets.UTF_8));
    }

    /** What has symbols in a recording: the programs it ran, or else what a kernel has in its memory. */
    List<Path> symbolsOf(Recording recording, Supplier<Symbols> found) {
        MachineSpec machine = MachineManifest.read(recording);
        List<Path> files = new ArrayList<>();
        for (Optional<Image> image :
                List.of(machine.images().kernel(), machine.images().firmware())) {
            image.filter(Image::isElf)
                    .ifPresent(i -> files.add(write("program-" + files.size() + ".elf", i.toBytes())));
        }
        if (files.isEmpty()) {
            Symbols symbols = found.get();
            if (!symbols.isEmpty()) {
                files.add(write("symbols.elf", ElfSymbolWriter.toBytes(symbols)));
            }
        }
        return files;
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
