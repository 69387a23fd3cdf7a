package dev.trapline.replay.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.fixtures.Tools;
import dev.trapline.replay.symbols.Symbol.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbol tables of ELF files: what a cross compiler writes is read, what is written a debugger reads. */
class ElfSymbolsTest {
    private static final Symbols DEMO =
            ElfSymbolReader.read(RecordingCase.named("demo").elf());
    private static final Symbols RACE =
            ElfSymbolReader.read(RecordingCase.named("race").elf());

    @TempDir
    Path folder;

    private static Symbol only(Symbols symbols, String name) {
        List<Symbol> all = symbols.named(name);
        assertThat(all).as(name).hasSize(1);
        return all.getFirst();
    }

    @Test
    void functionsObjectsAndTheInstructionSetAreRead() {
        Symbol init = only(DEMO, "init_task");
        assertThat(init.kind()).isEqualTo(Kind.FUNCTION);
        assertThat(DEMO.describe(init.address() + init.size() - 4)).startsWith("init_task+0x");
        assertThat(DEMO.codeAt(init.address())).isEqualTo(CodeKind.A32);
        assertThat(only(DEMO, "heap")).extracting(Symbol::kind, Symbol::size).containsExactly(Kind.OBJECT, 128L << 10);
        assertThat(DEMO.all())
                .noneMatch(s -> s.name().startsWith("$") || s.name().endsWith(".c"));

        Symbol thumb = only(RACE, "vectors_thumb");
        assertThat(thumb.kind()).isEqualTo(Kind.THUMB_FUNCTION);
        assertThat(thumb.address() & 1).isZero();
        assertThat(RACE.codeAt(thumb.address())).isEqualTo(CodeKind.T32);
    }

    @Test
    void thePlaceWhereTheDemonstrationDiesIsDescribed() {
        String panic = RecordingCase.named("demo").expected().stream()
                .filter(line -> line.startsWith("Panic"))
                .findFirst()
                .orElseThrow();
        long pc = Long.parseLong(panic.replaceAll(".* pc 0x([0-9a-f]+) in .*", "$1"), 16);
        assertThat(DEMO.describe(pc)).matches("init_task\\+0x[0-9a-f]+");
        assertThat(panic).endsWith(" in init_task");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (Symbols symbols : List.of(DEMO, RACE)) {
            Symbols again = ElfSymbolReader.read("again", ElfSymbolWriter.toBytes(symbols));
            assertThat(again.all()).containsExactlyInAnyOrderElementsOf(symbols.all());
            assertThat(again.mapping()).isEqualTo(symbols.mapping());
        }
    }

    @Test
    void aDebuggerFindsWhatIsWritten() throws Exception {
        assumeTrue(Tools.present("gdb-multiarch"));
        Symbols symbols = RACE.and(Symbols.of(List.of(
                new Symbol(0xc010_0000L, 0x40, "panic", Kind.FUNCTION),
                new Symbol(0xc090_0000L, 0, "init_task", Kind.OBJECT),
                new Symbol(0xffff_0ffcL, 0, "top_of_memory", Kind.FUNCTION))));
        Path file = folder.resolve("symbols.elf");
        ElfSymbolWriter.write(symbols, file);
        List<String> command = new ArrayList<>(List.of("gdb-multiarch", "-nx", "-batch"));
        Symbol take = only(RACE, "take_mailbox");
        for (String c : List.of(
                "set architecture armv7",
                "symbol-file " + file,
                "info symbol 0xc0100012",
                "info address init_task",
                "info symbol 0x" + Long.toHexString(take.address() + 8),
                "info address publish_mailbox",
                "info symbol 0xffff0ffc",
                "info symbol 0xc0000000")) {
            command.addAll(List.of("-ex", c));
        }

        Tools.Result gdb = Tools.run(command);

        assertThat(gdb.out())
                .contains(
                        "panic + 18 in section .text",
                        "take_mailbox + 8 in section .text",
                        "top_of_memory in section .text")
                .contains("Symbol \"init_task\" is at 0xc0900000 in a file compiled without debugging.")
                .contains("Symbol \"publish_mailbox\" is at 0x"
                        + Long.toHexString(only(RACE, "publish_mailbox").address()))
                .contains("No symbol matches 0xc0000000.");
        assertThat(gdb.err()).doesNotContain("warning", "error");
    }

    @Test
    void whatCannotBeReadIsOneLineThatSaysWhatToDo() {
        refused(folder.resolve("nothing.elf"), "cannot be read", "check the path");
        refused(Fixtures.path("bench/integer.elf"), "stripped", "give the one with symbols");
        refused(Fixtures.path("recording/demo.c"), "is not an ELF file");
        assertThatExceptionOfType(SymbolException.class)
                .isThrownBy(() -> ElfSymbolWriter.toBytes(Symbols.NONE))
                .withMessageContaining("there are no symbols to write");
        assertThatExceptionOfType(SymbolException.class)
                .isThrownBy(() -> ElfSymbolWriter.toBytes(
                        Symbols.of(List.of(new Symbol(0xffff_8000_0000_0000L, 0, "far", Kind.OTHER)))))
                .withMessageContaining("far at 0xffff800000000000 lies beyond 32 bits");
    }

    private static void refused(Path file, String... words) {
        assertThatExceptionOfType(SymbolException.class)
                .isThrownBy(() -> ElfSymbolReader.read(file))
                .withMessageContaining(words[0])
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(words)
                        .contains(". Next: ")
                        .hasLineCount(1));
    }

    @Test
    void aDamagedFileIsRefusedInOneLineOrReadWithWhatItSays() throws IOException {
        byte[] whole = Files.readAllBytes(RecordingCase.named("demo").elf());
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            if (i % 3 == 0) {
                damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            } else {
                // Where it hurts: the header, and the section headers at the end.
                int at = random.nextBoolean() ? random.nextInt(52) : whole.length - 1 - random.nextInt(800);
                damaged[at] = (byte) random.nextInt(256);
            }
            try {
                ElfSymbolReader.read("damaged", damaged);
            } catch (SymbolException e) {
                refused++;
                assertThat(e.getMessage()).contains("damaged", ". Next: ").hasLineCount(1);
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
