package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.Behaviour;
import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.OnReset;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.Schema;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a machine did is recorded on disk, and done again to the bit: without devices, and with them. */
class RecordAndReplayTest {
    private static final long MOST_INSTRUCTIONS = 50_000_000;

    @TempDir
    Path directory;

    static List<BaremetalCase> cases() {
        return BaremetalCase.all().stream().filter(c -> !c.semihosting()).toList();
    }

    private record Recorded(String state, long count, Pause end, String console) {}

    private static MachineSpec spec(BaremetalCase program, long seed) {
        return MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.read("kernel", program.elf())))
                .cpus(program.cpus())
                .memoryBytes(128L << 20)
                .seed(seed)
                .onReset(OnReset.STOP)
                .bootMode(program.hyp() ? BootMode.HYP : BootMode.SVC)
                .build();
    }

    private Recorded record(MachineSpec spec, Path recording) {
        Manifest manifest = new Manifest(
                Schema.VERSION,
                Behaviour.VERSION,
                "test",
                spec.toText(),
                List.of(),
                List.of(),
                spec.seed(),
                spec.insnNs(),
                0,
                0,
                Optional.empty(),
                List.of(),
                Optional.empty());
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(recording);
                RecordingWriter writer = preparation.start(manifest, Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, spec.cpus());
            Machine machine = new Machine(
                    spec,
                    new MachinePorts(
                            console::write,
                            InputSource.silent(spec.rtcSeconds()),
                            recorder.observer(),
                            Diagnostics.NONE));
            recorder.attach(machine);
            Pause end = recorder.run(MOST_INSTRUCTIONS, Long.MAX_VALUE);
            recorder.end(kind(end), "it ended", Map.of());
            return new Recorded(
                    machine.stateSha256(),
                    machine.clock().count,
                    end,
                    console.toString(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }

    private static EndKind kind(Pause pause) {
        return switch (pause) {
            case COUNT -> EndKind.LIMIT;
            case ASKED -> EndKind.INTERRUPTED;
            case POWER_OFF -> EndKind.POWEROFF;
            case RESET -> EndKind.RESET;
            case CRASH -> EndKind.CRASH;
            case DEADLOCK -> EndKind.DEADLOCK;
            default -> throw new AssertionError(pause);
        };
    }

    private static EventSource events(Recording recording) {
        EventReader reader = recording.reader();
        reader.seekStart();
        return () -> reader.next() ? reader.event() : null;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aProgramIsReplayedAndVerifiedExactly(BaremetalCase program) {
        for (long seed : new long[] {0, 7}) {
            MachineSpec spec = spec(program, seed);
            Path path = directory.resolve("rec" + seed);
            Recorded recorded = record(spec, path);
            try (Recording recording = Recording.open(path)) {
                ByteArrayOutputStream console = new ByteArrayOutputStream();
                ReplaySession replay = ReplaySession.replay(spec, events(recording), d -> new byte[0], console::write);
                assertThat(replay.run(Long.MAX_VALUE)).isEqualTo(new ReplaySession.Outcome.Ended(kind(recorded.end)));
                assertThat(replay.machine().stateSha256()).isEqualTo(recorded.state);
                assertThat(replay.machine().clock().count).isEqualTo(recorded.count);
                assertThat(console.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
                        .isEqualTo(recorded.console);

                console.reset();
                ReplaySession verify = ReplaySession.verify(spec, events(recording), console::write);
                assertThat(verify.run(Long.MAX_VALUE)).isEqualTo(new ReplaySession.Outcome.Ended(kind(recorded.end)));
                assertThat(verify.machine().stateSha256()).isEqualTo(recorded.state);
                assertThat(console.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
                        .isEqualTo(recorded.console);
            }
        }
    }
}
