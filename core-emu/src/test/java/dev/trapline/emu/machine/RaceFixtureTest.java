package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.fixtures.RecordingCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The race fixture is what catching rare failures is tested with: its rate must be that of a rare failure. */
class RaceFixtureTest {
    private static final long MOST_INSTRUCTIONS = 1_000_000;
    private static final int SEEDS = Boolean.getBoolean("trapline.long") ? 1000 : 200;
    private static final RecordingCase RACE = RecordingCase.named("race");

    private record Run(String console, Pause end, long count) {
        boolean failed() {
            return console.contains("Panic on CPU 0: ");
        }
    }

    private static Run run(long seed) {
        Recorder console = new Recorder();
        Machine machine = Machines.recording(RACE, console, seed);
        Pause end = machine.run(MOST_INSTRUCTIONS);
        return new Run(console.text(), end, machine.clock().count);
    }

    @Test
    void failsInOneToThreePercentOfSeedsAndNeverWithSlicesOfOneLength() {
        List<Integer> failing = new ArrayList<>();
        long most = 0;
        for (int seed = 0; seed <= SEEDS; seed++) {
            Run run = run(seed);
            assertThat(run.end).as("how seed %d ended", seed).isEqualTo(Pause.POWER_OFF);
            most = Math.max(most, run.count);
            if (run.failed()) {
                failing.add(seed);
            } else {
                assertThat(run.console).as("console of seed %d", seed).endsWith("work: 1\r\nend\r\n");
            }
        }

        assertThat(failing)
                .as("of seeds 1 to %d, at most %d instructions a run", SEEDS, most)
                .doesNotContain(0)
                .hasSizeBetween(SEEDS / 100, 3 * SEEDS / 100);
        int caughtBy = failing.getFirst();
        assertThat(caughtBy).as("the first failing seed").isLessThan(500);
        assertThat(run(caughtBy)).as("again with the seed that failed").isEqualTo(run(caughtBy));
    }
}
