package dev.trapline.replay.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.session.RecordedProgram;
import dev.trapline.replay.session.SavedStates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever one goes in a recording, and however, the machine is what it was; and no stop is missed on the way. */
class TimelineTest {
    private static final int CHECKPOINTS = 11;

    private static final boolean FULL = Boolean.getBoolean("trapline.long");
    private static final int SEEKS = FULL ? 24 : 12;
    private static final int SEARCHES = FULL ? 12 : 6;

    /** Recordings, which no test changes. */
    @TempDir
    static Path directory;

    private static final Map<Path, RecordedProgram> RECORDED = new HashMap<>();

    static List<BaremetalCase> cases() {
        return RecordedProgram.someCases();
    }

    private static RecordedProgram recorded(BaremetalCase program, Path path, CheckpointLimit limit) {
        return RECORDED.computeIfAbsent(path, p -> RecordedProgram.record(RecordedProgram.spec(program, 3), p, limit));
    }

    private static Path recordedWithoutCheckpoints(BaremetalCase program) {
        Path path = directory.resolve(program.name());
        assertThat(recorded(program, path, CheckpointLimit.NONE).count()).isPositive();
        return path;
    }

    private static Path recorded(BaremetalCase program) {
        long length = recorded(program, recordedWithoutCheckpoints(program), CheckpointLimit.NONE)
                .count();
        Path path = directory.resolve(program.name() + "-checkpoints");
        CheckpointLimit limit = CheckpointLimit.allAt(Math.max(1, length / CHECKPOINTS), 1000);
        assertThat(recorded(program, path, limit).count()).isEqualTo(length);
        return path;
    }

    private record Visited(long count, MachineState state) {}

    private static SplittableRandom random(BaremetalCase program) {
        return new SplittableRandom(program.name().hashCode());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anyPlaceIsReachedFromAnyOther(BaremetalCase program) {
        SplittableRandom random = random(program);
        for (Path path : List.of(recordedWithoutCheckpoints(program), recorded(program))) {
            try (Timeline timeline = new Timeline(path, new Timeline.Settings(40 << 20, 2))) {
                long length = timeline.last();
                TreeSet<Long> places = new TreeSet<>();
                for (int i = 0; i < (FULL ? 15 : 8); i++) {
                    places.add(random.nextLong(length + 1));
                }
                places.add(length);
                List<Visited> visited = new ArrayList<>();
                for (long place : places) {
                    timeline.seek(place);
                    visited.add(new Visited(place, timeline.machine().save()));
                }
                for (int i = 0; i < SEEKS; i++) {
                    Visited there = visited.get(random.nextInt(visited.size()));
                    long to = there.count();
                    if (i % 4 == 3) {
                        timeline.seek(to + random.nextLong(3));
                        timeline.stepBack(timeline.count() - to);
                    } else {
                        timeline.seek(to);
                    }
                    assertThat(timeline.count()).isEqualTo(to);
                    assertThat(SavedStates.same(timeline.machine().save(), there.state()))
                            .as("the state of %s at %d of %d", program.name(), to, length)
                            .isTrue();
                }
                timeline.seek(Long.MAX_VALUE);
                assertThat(timeline.count()).isEqualTo(length);
                timeline.seek(-5);
                assertThat(timeline.count()).isZero();
                assertThat(timeline.cachedBytes()).isLessThan(40 << 20);
            }
        }
    }

    /** All stops there are, by running forwards. */
    private static List<Hit> all(Timeline timeline, Stops stops, long upTo) {
        timeline.seek(0);
        List<Hit> hits = new ArrayList<>();
        while (hits.size() < 250) {
            Optional<Hit> hit = timeline.runForward(stops, SearchControl.NONE);
            if (hit.isEmpty() || hit.get().count() > upTo) {
                return hits;
            }
            hits.add(hit.get());
            assertThat(timeline.count()).isEqualTo(hit.get().countForwards());
        }
        return hits;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runningBackwardsFindsTheLatestOfAllStops(BaremetalCase program) {
        SplittableRandom random = random(program);
        Path path = recorded(program);
        try (Timeline timeline = new Timeline(path, new Timeline.Settings(1L << 30, 2))) {
            long length = timeline.last();
            Breakpoint[] breakpoints = IntStream.range(0, 3)
                    .mapToObj(i -> {
                        timeline.seek(random.nextLong(length));
                        return new Breakpoint(timeline.machine().cpu(random.nextInt(program.cpus())).pc);
                    })
                    .toArray(Breakpoint[]::new);
            assertBackwardsAsForwards(timeline, Stops.at(breakpoints), random);

            AccessMarks marks = new AccessMarks(timeline.machine().memory().frameCount());
            timeline.seek(0);
            timeline.machine().debug().mark(marks);
            timeline.seek(length);
            timeline.machine().debug().mark(null);
            int[] pages = marks.pages(Translation.WRITE).stream().toArray();
            int[] frames = marks.frames(Translation.WRITE).stream().toArray();
            Watchpoint.Access[] kinds = Watchpoint.Access.values();
            for (int i = 0; i < 2 && frames.length > 0; i++) {
                long pa = timeline.machine().memory().addressOf(frames[random.nextInt(frames.length)])
                        + random.nextInt(1000) * 4L;
                long va = (pages[random.nextInt(pages.length)] & 0xfffffL) << 12 | random.nextInt(1000) * 4L;
                Stops stops = Stops.at(
                        new Watchpoint(Watchpoint.Space.PHYSICAL, pa, 64, kinds[random.nextInt(4)]),
                        new Watchpoint(Watchpoint.Space.VIRTUAL, va, 32, kinds[random.nextInt(4)]));
                assertBackwardsAsForwards(timeline, stops, random);
            }
        }
    }

    private static void assertBackwardsAsForwards(Timeline timeline, Stops stops, SplittableRandom random) {
        long length = timeline.last();
        List<Hit> hits = all(timeline, stops, length);
        long known = hits.size() < 250 ? length : hits.getLast().count();
        for (int i = 0; i < SEARCHES; i++) {
            long from = random.nextLong(known + 1);
            timeline.seek(from);
            // Running forwards passes over a hit of the instruction that comes next; running backwards does not.
            Optional<Hit> expected =
                    hits.stream().filter(h -> h.count() <= from).reduce((a, b) -> b);
            Optional<Hit> found = timeline.runBack(stops, SearchControl.NONE);
            if (!found.map(Hit::count).equals(expected.map(Hit::count))) {
                assertThat(found).as("backwards from %d", from).isPresent();
                assertThat(hits.stream().map(Hit::count))
                        .as("a hit that running forwards passed over, since it stood there")
                        .contains(found.orElseThrow().count() - 1);
            }
            assertThat(timeline.count())
                    .isEqualTo(found.map(Hit::countBackwards).orElse(timeline.first()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eventsAreFoundBothWays(BaremetalCase program) {
        SplittableRandom random = random(program);
        Path path = recorded(program);
        try (Timeline timeline = new Timeline(path, Timeline.Settings.DEFAULT)) {
            List<TraceEvent> taken = new ArrayList<>();
            EventReader reader = timeline.recording().reader();
            reader.seekStart();
            while (reader.next()) {
                if (reader.event() instanceof TraceEvent.ExceptionTaken e) {
                    taken.add(e);
                }
            }
            Stops stops = Stops.at(e -> e instanceof TraceEvent.ExceptionTaken);
            for (int i = 0; i < (FULL ? 20 : 8); i++) {
                long from = random.nextLong(timeline.last() + 1);
                timeline.seek(from);
                Optional<Hit> next = timeline.runForward(stops, SearchControl.NONE);
                assertThat(next.map(Hit::count))
                        .isEqualTo(taken.stream()
                                .map(e -> e.at().count())
                                .filter(c -> c > from)
                                .findFirst());
                timeline.seek(from);
                Optional<Hit> before = timeline.runBack(stops, SearchControl.NONE);
                assertThat(before.map(Hit::count))
                        .isEqualTo(taken.stream()
                                .map(e -> e.at().count())
                                .filter(c -> c < from)
                                .reduce((a, b) -> b));
            }
        }
    }
}
