package dev.trapline.replay.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingSymbolsTest {
    private static final Path ELF = RecordingCase.all().stream()
            .filter(c -> c.name().equals("demo"))
            .findFirst()
            .orElseThrow()
            .elf();
    private static final Symbols SOME = Symbols.of(List.of(
            new Symbol(0xc010_0000L, 0x20, "start_kernel", Symbol.Kind.FUNCTION),
            new Symbol(0xc010_0020L, 0x10, "panic", Symbol.Kind.FUNCTION)));

    @TempDir
    Path directory;

    private Path cache;

    @BeforeEach
    void nameTheCache() {
        cache = directory.resolve("cache").resolve("symbols");
    }

    private void with(Image kernel, Optional<MachineState> checkpoint, Consumer<Recording> test) {
        MachineSpec spec = MachineSpec.builder()
                .memoryBytes(8 << 20)
                .images(BootImages.NONE.withKernel(kernel))
                .build();
        Path path = directory.resolve("rec");
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
            checkpoint.ifPresent(state -> writer.checkpoint(new Checkpoint(0, 1, state, new byte[0])));
        }
        try (Recording recording = Recording.open(path)) {
            test.accept(recording);
        }
    }

    private static Image raw() {
        return Image.of("kernel.bin", new byte[] {0, 0, (byte) 0xa0, (byte) 0xe1});
    }

    @Test
    void anElfKernelHasItsOwn() {
        with(Image.read("kernel", ELF), Optional.empty(), recording -> {
            RecordingSymbols.Found found = new RecordingSymbols(cache).find(recording);
            assertThat(found.symbols().named("init_task")).hasSize(1);
            assertThat(found.sources()).singleElement().asString().startsWith("kernel ");
        });
    }

    @Test
    void whatWasExtractedIsKeptAndFoundAgainByTheRecordingsIdentity() {
        with(raw(), Optional.empty(), recording -> {
            RecordingSymbols symbols = new RecordingSymbols(cache);
            assertThat(symbols.find(recording).symbols().isEmpty()).isTrue();
            symbols.keep(recording, SOME);
            assertThat(cache.resolve(recording.manifestSha256() + ".elf")).isRegularFile();
            assertThat(symbols.find(recording).symbols().describe(0xc010_0024L)).isEqualTo("panic+0x4");
        });
    }

    @Test
    void aCacheThatIsDamagedOrCannotBeWrittenIsDoneWithout() throws IOException {
        Files.createDirectories(cache.getParent());
        Files.writeString(cache, "a file where the directory should be");
        with(raw(), Optional.empty(), recording -> {
            RecordingSymbols symbols = new RecordingSymbols(cache);
            symbols.keep(recording, SOME);
            assertThat(symbols.find(recording).symbols().isEmpty()).isTrue();
        });
    }

    @Test
    void aKernelUnpackedInACheckpointHasItsOwnAndTheyAreKept() throws IOException {
        MachineSpec spec = MachineSpec.builder()
                .memoryBytes(8 << 20)
                .images(BootImages.NONE.withKernel(raw()))
                .build();
        Machine machine =
                new Machine(spec, new MachinePorts(b -> {}, InputSource.silent(0), Observer.NONE, Diagnostics.NONE));
        KallsymsImage kernel = new KallsymsImage(KallsymsImage.Layout.BY_NAME, true);
        for (int i = 0; i < 2000; i++) {
            kernel.add("Tdo_handler" + i, 0xc010_0000L + 0x20L * i);
        }
        byte[] tables = kernel.bytes();
        machine.memory().write(VirtBoard.RAM_BASE + 0x123_000, tables, 0, tables.length);
        with(raw(), Optional.of(machine.save()), recording -> {
            RecordingSymbols symbols = new RecordingSymbols(cache);
            assertThat(symbols.find(recording).symbols().isEmpty()).isFalse();
            assertThat(symbols.file(recording)).isRegularFile();
            assertThat(RecordingSymbols.inMemory(machine.memory(), spec.memoryBytes()))
                    .isPresent();
        });
    }

    @Test
    void aCheckpointThatIsDamagedIsNoError() {
        MachineSpec spec = MachineSpec.builder()
                .memoryBytes(8 << 20)
                .images(BootImages.NONE.withKernel(raw()))
                .build();
        with(raw(), Optional.of(new Machine(spec, MachinePorts.none()).save()), recording -> {
            Path file = directory
                    .resolve("rec/checkpoints")
                    .resolve(recording.checkpoints().getFirst().file());
            assertThatCode(() -> Files.write(file, new byte[] {1, 2, 3})).doesNotThrowAnyException();
            assertThat(new RecordingSymbols(cache).find(recording).symbols().isEmpty())
                    .isTrue();
        });
    }

    @Test
    void aSystemMapIsRead() throws IOException {
        Path map = directory.resolve("System.map");
        Files.writeString(map, """
                        00000024 A stack_offset
                        c0008000 T _text
                        c0008000 t $a
                        c0008140 t $d
                        c0100000 T start_kernel
                        c0100020 t panic\t[module]
                        c1000000 B _end
                        """);
        Symbols symbols = RecordingSymbols.read(map);
        assertThat(symbols.describe(0xc010_0010L)).isEqualTo("start_kernel+0x10");
        assertThat(symbols.describe(0xc010_0024L)).isEqualTo("panic+0x4");
        assertThat(symbols.codeAt(0xc000_8004L)).isEqualTo(CodeKind.A32);
        assertThat(symbols.named("stack_offset")).isEmpty();
        assertThat(symbols.all()).hasSize(4);
    }

    @Test
    void whatIsNoSymbolFileIsNamedWithItsLine() throws IOException {
        Path other = directory.resolve("other");
        Files.writeString(other, "c0008000 T _text\nhello\n");
        assertThatThrownBy(() -> RecordingSymbols.read(other))
                .isInstanceOf(SymbolException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("Next: ");
        assertThatThrownBy(() -> RecordingSymbols.read(directory.resolve("nowhere")))
                .isInstanceOf(SymbolException.class)
                .hasMessageContaining("nowhere");
    }
}
