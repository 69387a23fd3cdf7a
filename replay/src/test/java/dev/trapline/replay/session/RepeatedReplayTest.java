package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.recorder.read.Recording;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However often a recording is replayed, by a JVM that has compiled more of itself each time: one run. */
class RepeatedReplayTest {
    private static final int TIMES = 100;

    @ParameterizedTest
    @ValueSource(strings = {"events", "race-6"})
    void aHundredReplaysComeToOneHash(String name) {
        TreeSet<String> ends = new TreeSet<>();
        for (int i = 0; i < TIMES; i++) {
            AtomicInteger printed = new AtomicInteger();
            try (Recording recording =
                    Recording.open(Fixtures.path("recording/golden").resolve(name + ".rec"))) {
                ReplaySession session = Rerun.replay(recording, b -> printed.set(31 * printed.get() + b));
                ReplaySession.Outcome outcome = session.run(Long.MAX_VALUE);
                ends.add(session.machine().stateSha256() + " " + outcome + " at " + session.count() + ", printed "
                        + printed);
                assertThat(ends).as("after %d times", i + 1).hasSize(1);
                assertThat(ends.first())
                        .startsWith(
                                recording.ending().orElseThrow().stateSha256().orElseThrow());
            }
        }
    }
}
