package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.fixtures.BaremetalCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a run is cut up, saved and restored, it is the same run (laws 1, 4 and 5). */
class MachineDeterminismTest {
    private static final long MOST_INSTRUCTIONS = 50_000_000;
    private static final int SNAPSHOTS = 4;

    private record Outcome(Pause end, long count, String state, String devices) {
        static Outcome of(Machine machine, Pause end) {
            return new Outcome(end, machine.clock().count, machine.stateSha256(), machine.deviceSha256());
        }
    }

    static List<BaremetalCase> cases() {
        return BaremetalCase.all();
    }

    private static Outcome whole(BaremetalCase program, long seed) {
        Machine machine = Machines.baremetal(program, b -> {}, seed);
        return Outcome.of(machine, machine.run(MOST_INSTRUCTIONS));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsTheSameWhenRunInPiecesOfRandomLength(BaremetalCase program) {
        Outcome whole = whole(program, 0);
        SplittableRandom random = new SplittableRandom(1);
        Machine machine = Machines.baremetal(program, b -> {});

        Pause end = Pause.COUNT;
        while (end == Pause.COUNT) {
            end = machine.run(machine.clock().count + random.nextLong(1, 3000));
        }

        assertThat(Outcome.of(machine, end)).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsTheSameWhenRestoredFromAFileAtAnyMoment(BaremetalCase program) throws IOException {
        for (long seed : new long[] {0, 7}) {
            Outcome whole = whole(program, seed);
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < SNAPSHOTS; i++) {
                long at = random.nextLong(1, whole.count());
                Machine first = Machines.baremetal(program, b -> {}, seed);
                first.run(at);
                ByteArrayOutputStream file = new ByteArrayOutputStream();
                first.save().writeTo(file);

                Machine second = Machines.baremetal(program, b -> {}, seed);
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
