package dev.trapline.replay.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.fixtures.RealGuests;
import dev.trapline.fixtures.Tools;
import dev.trapline.replay.session.ProcessCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The symbols found in the memory of Debian's own kernel are those it prints itself when it panics. */
@Tag("guests")
class KernelSymbolsTest {
    private static final long MOST_INSTRUCTIONS = 12_000_000_000L;
    private static final String PANIC = "Kernel panic - not syncing";

    /** A frame of a backtrace: {@code show_stack from dump_stack_lvl+0x40/0x4c}. */
    private static final Pattern FRAME = Pattern.compile("(\\w+) from (\\w+)\\+0x([0-9a-f]+)/0x([0-9a-f]+)");

    private static final List<String> WELL_KNOWN =
            List.of("start_kernel", "panic", "do_undefinstr", "_printk", "schedule", "vprintk_default");

    @TempDir
    Path folder;

    /** Keeps the console, and stops the machine while the panic is being printed. */
    private static final class Console implements IntConsumer {
        private final StringBuilder text = new StringBuilder();
        private @Nullable Machine machine;

        @Override
        public void accept(int b) {
            text.append((char) b);
            if (text.length() >= PANIC.length()
                    && text.indexOf(PANIC, text.length() - PANIC.length()) >= 0
                    && machine != null) {
                machine.stop();
            }
        }
    }

    private static MemoryView ram(Machine machine) {
        return MemoryView.of(
                machine.memory(), VirtBoard.RAM_BASE, machine.spec().memoryBytes());
    }

    @Test
    void theKernelsOwnBacktraceAgreesWithTheSymbolsFoundInItsMemory() throws Exception {
        Console console = new Console();
        Machine machine = new Machine(
                MachineSpec.builder()
                        .images(BootImages.NONE
                                .withKernel(Image.read("kernel", RealGuests.file("vmlinuz-armhf")))
                                .withAppend("console=ttyAMA0 panic=-1"))
                        .build(),
                new MachinePorts(console, InputSource.silent(0), Observer.NONE, Diagnostics.NONE)
                        .withCompiler(ProcessCompiler.get()));
        console.machine = machine;
        assertThat(KallsymsReader.find(ram(machine)))
                .as("in the compressed kernel")
                .isEmpty();

        assertThat(machine.run(MOST_INSTRUCTIONS)).isEqualTo(Pause.ASKED);
        Symbols symbols = KallsymsReader.find(ram(machine)).orElseThrow();

        assertThat(symbols.describe(machine.cpu(0).pc & 0xffff_ffffL))
                .as("where a byte is written to the UART")
                .startsWith("pl011_");
        assertThat(symbols.all()).hasSizeGreaterThan(20_000);
        for (String name : WELL_KNOWN) {
            assertThat(symbols.named(name)).as(name).hasSize(1).allMatch(Symbol::isFunction);
        }

        assertThat(machine.run(MOST_INSTRUCTIONS)).isEqualTo(Pause.RESET);
        List<MatchResult> frames = FRAME.matcher(console.text).results().toList();
        assertThat(frames).as("the backtrace").hasSizeGreaterThan(5);
        for (MatchResult frame : frames) {
            long offset = Long.parseLong(frame.group(3), 16);
            long size = Long.parseLong(frame.group(4), 16);
            assertThat(symbols.named(frame.group(1))).as(frame.group()).isNotEmpty();
            assertThat(symbols.named(frame.group(2)))
                    .as(frame.group())
                    .anySatisfy(s -> assertThat(s.size()).isEqualTo(size))
                    .anySatisfy(s -> assertThat(symbols.describe(s.address() + offset))
                            .isEqualTo(frame.group(2) + "+0x" + frame.group(3)));
        }
        aDebuggerKnowsThem(symbols, frames);
    }

    private void aDebuggerKnowsThem(Symbols symbols, List<MatchResult> frames) throws Exception {
        assertThat(Tools.present("gdb-multiarch")).as("gdb-multiarch is there").isTrue();
        Path file = folder.resolve("vmlinux.elf");
        ElfSymbolWriter.write(symbols, file);
        List<String> command = new ArrayList<>(List.of("gdb-multiarch", "-nx", "-batch", "-ex", "symbol-file " + file));
        List<String> answers = new ArrayList<>();
        for (MatchResult frame : frames) {
            Symbol s = symbols.named(frame.group(2)).getFirst();
            long offset = Long.parseLong(frame.group(3), 16);
            command.addAll(List.of("-ex", "info symbol 0x" + Long.toHexString(s.address() + offset)));
            answers.add(s.name() + " + " + offset + " in section .text");
        }
        command.addAll(List.of("-ex", "info address start_kernel"));
        answers.add("Symbol \"start_kernel\" is at 0x"
                + Long.toHexString(symbols.named("start_kernel").getFirst().address()));

        Tools.Result gdb = Tools.run(command);

        assertThat(gdb.out()).contains(answers);
        assertThat(gdb.err()).doesNotContain("warning", "error");
    }
}
