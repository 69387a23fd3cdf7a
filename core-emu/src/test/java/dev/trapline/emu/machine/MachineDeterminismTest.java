package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.semihosting.HostDirectory;
import dev.trapline.fixtures.BaremetalCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a run is cut up, saved and restored, it is the same run (laws 1, 4 and 5). */
class MachineDeterminismTest {
    private static final long MOST_INSTRUCTIONS = 50_000_000;
    private static final boolean FULL = Boolean.getBoolean("trapline.long");
    private static final int SNAPSHOTS = FULL ? 4 : 1;

    private record Outcome(Pause end, long count, String state, String devices) {
        static Outcome of(Machine machine, Pause end) {
            return new Outcome(end, machine.clock().count, machine.stateSha256(), machine.deviceSha256());
        }
    }

    static List<BaremetalCase> cases() {
        return BaremetalCase.all();
    }

    @TempDir
    Path directory;

    /** What a program reads of files is an input: later runs get it from here. */
    private final FileLog log = new FileLog();

    private Outcome whole(BaremetalCase program, long seed) {
        log.clear();
        try (HostDirectory files = HostDirectory.of(directory)) {
            Machine machine = Machines.baremetal(program, b -> {}, seed, count -> log.recording(files, count));
            Outcome outcome = Outcome.of(machine, machine.run(MOST_INSTRUCTIONS));
            assertThat(log.isEmpty()).isEqualTo(!program.semihosting());
            return outcome;
        }
    }

    private Machine again(BaremetalCase program, long seed) {
        return Machines.baremetal(program, b -> {}, seed, log::replaying);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsTheSameWhenRunInPiecesOfRandomLength(BaremetalCase program) {
        Outcome whole = whole(program, 0);
        SplittableRandom random = new SplittableRandom(1);
        Machine machine = again(program, 0);

        Pause end = Pause.COUNT;
        while (end == Pause.COUNT) {
            end = machine.run(machine.clock().count + random.nextLong(1, 3000));
        }

        assertThat(Outcome.of(machine, end)).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsTheSameWhenRestoredFromAFileAtAnyMoment(BaremetalCase program) throws IOException {
        for (long seed : FULL ? new long[] {0, 7} : new long[] {7}) {
            Outcome whole = whole(program, seed);
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < SNAPSHOTS; i++) {
                long at = random.nextLong(1, whole.count());
                Machine first = again(program, seed);
                first.run(at);
                ByteArrayOutputStream file = new ByteArrayOutputStream();
                first.save().writeTo(file);

                Machine second = again(program, seed);
                second.restore(MachineState.read(file.toByteArray()));
                assertThat(second.stateSha256())
                        .as("state at %d, seed %d", at, seed)
                        .isEqualTo(first.stateSha256());
                Outcome resumed = Outcome.of(second, second.run(MOST_INSTRUCTIONS));

                assertThat(resumed).as("restored at %d, seed %d", at, seed).isEqualTo(whole);
                assertThat(Outcome.of(first, first.run(MOST_INSTRUCTIONS)))
                        .as("going on after saving at %d, seed %d", at, seed)
                        .isEqualTo(whole);
            }
        }
    }
}
