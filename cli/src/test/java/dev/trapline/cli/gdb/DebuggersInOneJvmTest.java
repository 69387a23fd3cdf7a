package dev.trapline.cli.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.cli.run.RunnableMachine;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.fixtures.Tools;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.net.GdbServer;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import dev.trapline.replay.debug.HistoryCommands;
import dev.trapline.replay.debug.RecordingTargets;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two debuggers at different places of one recording and a third on a machine that runs do not disturb one another. */
class DebuggersInOneJvmTest {
    private static final long MOST_INSTRUCTIONS = 50_000_000;

    @TempDir
    Path directory;

    private final BaremetalCase program = BaremetalCase.named("steps-a32");

    private MachineSpec spec() throws IOException {
        return MachineSpec.builder()
                .memoryBytes(128L << 20)
                .images(BootImages.NONE.withKernel(Image.of("steps", Files.readAllBytes(program.elf()))))
                .build();
    }

    private Path record() throws IOException {
        Path path = directory.resolve("rec");
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec(), "test", List.of(), preparation), Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, 1);
            Machine machine =
                    new Machine(spec(), recorder.recorded(MachinePorts.none().withObserver(recorder.observer())));
            recorder.attach(machine);
            assertThat(recorder.run(MOST_INSTRUCTIONS, Long.MAX_VALUE)).isEqualTo(Pause.POWER_OFF);
            recorder.end(EndKind.POWEROFF, "poweroff");
        }
        return path;
    }

    private Process gdb(String name, GdbServer server, String... commands) throws IOException {
        List<String> line = new ArrayList<>(List.of("gdb-multiarch", "-nx", "-batch"));
        List<String> all = new ArrayList<>(List.of(
                "set pagination off",
                "target extended-remote " + server.address().gdbTarget()));
        all.addAll(List.of(commands));
        for (String command : all) {
            line.add("-ex");
            line.add(command);
        }
        line.add(program.elf().toString());
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name).toFile())
                .start();
    }

    private String said(String name, Process gdb) throws IOException, InterruptedException {
        gdb.waitFor();
        return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
    }

    private static final HistoryCommands.Words WORDS = new HistoryCommands.Words() {
        @Override
        public String event(TraceEvent event) {
            return event.kind().word();
        }

        @Override
        public Symbols symbols() {
            return Symbols.NONE;
        }
    };

    private static RunnableMachine running(Machine machine) {
        return new RunnableMachine() {
            @Override
            public Stop run(long toCount, long toNs) {
                return switch (machine.run(toCount, toNs)) {
                    case COUNT -> Stop.REACHED;
                    case ASKED -> Stop.REQUESTED;
                    case POWER_OFF -> Stop.POWEROFF;
                    case RESET -> Stop.RESET;
                    case CRASH -> Stop.CRASH;
                    case DEADLOCK -> Stop.DEADLOCK;
                };
            }

            @Override
            public long count() {
                return machine.clock().count;
            }

            @Override
            public long nowNs() {
                return machine.clock().nowNs();
            }
        };
    }

    private static final DebugWrites NO_WRITES = new DebugWrites() {
        @Override
        public void register(int cpu, int number, byte[] value) {
            throw new IllegalStateException("nobody writes");
        }

        @Override
        public boolean memory(long pa, byte[] bytes) {
            throw new IllegalStateException("nobody writes");
        }

        @Override
        public void reset() {
            throw new IllegalStateException("nobody resets");
        }
    };

    @Test
    void eachSeesWhatItWouldSeeAlone() throws IOException, InterruptedException {
        assumeTrue(Tools.present("gdb-multiarch"));
        Path path = record();
        Machine machine = new Machine(spec(), MachinePorts.none());
        LiveDebugging live = new LiveDebugging("a machine", machine, NO_WRITES);
        RunnableMachine gated = live.gated(running(machine));
        Thread runs = new Thread(() -> {
            RunnableMachine.Stop stop = RunnableMachine.Stop.REACHED;
            while (stop == RunnableMachine.Stop.REACHED || stop == RunnableMachine.Stop.REQUESTED) {
                stop = gated.run(machine.clock().count + 100_000, Long.MAX_VALUE);
            }
            live.ended(new Stop.Reason.Ended(0));
        });
        ListenAddress any = ListenAddress.parse("0");
        try (GdbServer recorded = GdbServer.listen(
                        any,
                        new RecordingTargets(path, new Timeline.Settings(64 << 20, 1), OptionalLong.empty(), WORDS),
                        Limits.DEFAULT,
                        line -> {});
                GdbServer running = GdbServer.listen(any, live, Limits.DEFAULT, line -> {})) {
            runs.start();
            String[] back = {"break on_data_abort", "reverse-continue", "reverse-stepi", "print aborts", "print phase"};
            String[] early = {
                "monitor seek 14000", "maintenance flush register-cache", "watch doubled", "continue", "continue"
            };
            Process one = gdb("one", recorded, back);
            Process two = gdb("two", recorded, early);
            Process three = gdb("three", running, "break on_svc", "continue", "stepi", "print svc_calls", "detach");
            String first = said("one", one);
            String second = said("two", two);
            String third = said("three", three);
            assertThat(first).contains("on_data_abort", "$1 = 0", "$2 = 4");
            assertThat(second).contains("New value = 1", "New value = 2");
            assertThat(third).contains("on_svc", "$1 = 0", "detached");
            assertThat(said("alone", gdb("alone", recorded, back))).isEqualTo(first);
            assertThat(said("alone too", gdb("alone too", recorded, early))).isEqualTo(second);
            runs.join();
            assertThat(machine.clock().count)
                    .as("the machine that was let go ran to its end")
                    .isPositive();
        }
    }
}
