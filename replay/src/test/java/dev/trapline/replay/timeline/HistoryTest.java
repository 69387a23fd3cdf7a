package dev.trapline.replay.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.replay.session.RecordedProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timelines of one recording share what they remember, and each stands where it stands. */
class HistoryTest {
    private static final int PLACES = 20;

    /** With the recording, which no test changes. */
    @TempDir
    static Path directory;

    private static Path recording = Path.of("");
    private static final TreeMap<Long, String> states = new TreeMap<>();

    @BeforeAll
    static void record() {
        recording = directory.resolve("rec");
        // Without checkpoints of its own, so that what is not remembered is run again from the beginning.
        long length = RecordedProgram.record(
                        RecordedProgram.spec(BaremetalCase.named("monitor"), 3), recording, CheckpointLimit.NONE)
                .count();
        SplittableRandom random = new SplittableRandom(5);
        while (states.size() < PLACES) {
            states.put(random.nextLong(length + 1), "");
        }
        try (Timeline alone = new Timeline(recording, new Timeline.Settings(1L << 30, 1))) {
            states.replaceAll((count, none) -> {
                alone.seek(count);
                return alone.machine().stateSha256();
            });
        }
    }

    private void goesTo(Timeline timeline, long count) {
        timeline.seek(count);
        assertThat(timeline.count()).isEqualTo(count);
        assertThat(timeline.machine().stateSha256()).as("state at %d", count).isEqualTo(states.get(count));
    }

    @Test
    void whereOneWasAnotherFindsCheckpoints() {
        long last = states.lastKey();
        History history = new History(recording, new Timeline.Settings(1L << 30, 1));
        try (Timeline first = new Timeline(history);
                Timeline second = new Timeline(history)) {
            goesTo(first, last);
            long remembered = first.cachedBytes();
            assertThat(remembered).isPositive();
            assertThat(second.cachedBytes()).isEqualTo(remembered);
            assertThat(second.count()).isZero();

            goesTo(second, last);
            // What it would have left on the way was there.
            assertThat(second.cachedBytes()).isEqualTo(remembered);
            goesTo(second, states.firstKey());
            assertThat(first.count()).isEqualTo(last);
        }
    }

    @Test
    void severalMoveAboutAtOnceWithinOneCache() throws Exception {
        for (long cache : new long[] {1L << 30, 3 << 20}) {
            History history = new History(recording, new Timeline.Settings(cache, 1));
            try (ExecutorService debuggers = Executors.newFixedThreadPool(3)) {
                List<Future<?>> all = new ArrayList<>();
                for (long seed = 0; seed < 3; seed++) {
                    SplittableRandom random = new SplittableRandom(seed);
                    all.add(debuggers.submit(() -> {
                        try (Timeline timeline = new Timeline(history)) {
                            List<Long> counts = new ArrayList<>(states.keySet());
                            for (int i = 0; i < 12; i++) {
                                goesTo(timeline, counts.get(random.nextInt(PLACES)));
                                assertThat(timeline.cachedBytes()).isLessThan(2 * cache);
                            }
                        }
                    }));
                }
                for (Future<?> each : all) {
                    each.get();
                }
            }
        }
    }

    @Test
    void whenAllHaveLeftAnotherBeginsAnew() {
        History history = new History(recording, new Timeline.Settings(1L << 30, 1));
        for (int i = 0; i < 2; i++) {
            try (Timeline timeline = new Timeline(history)) {
                assertThat(timeline.cachedBytes()).isZero();
                goesTo(timeline, states.lastKey());
            }
        }
    }

    @Test
    void aSeekIsGivenUpOnTheWay() {
        long last = states.lastKey();
        try (Timeline timeline = new Timeline(recording, new Timeline.Settings(1L << 30, 1))) {
            List<Long> told = new ArrayList<>();
            SearchControl once = new SearchControl() {
                @Override
                public boolean cancelled() {
                    return !told.isEmpty();
                }

                @Override
                public void progress(long done, long all) {
                    assertThat(all).isEqualTo(last);
                    told.add(done);
                }
            };
            assertThat(timeline.seek(last, once)).isFalse();
            assertThat(timeline.count()).isEqualTo(told.getFirst()).isBetween(1L, last - 1);

            assertThat(timeline.seek(last, SearchControl.NONE)).isTrue();
            goesTo(timeline, last);
        }
    }
}
