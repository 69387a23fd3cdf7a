package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.EventRole;
import dev.trapline.recorder.schema.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recordings that tell of one thing that did not happen so: a run again finds it where it is, and nothing else. What a
 * replay is fed instead of checking it may show only by what follows, or not at all; then the end is the recorded one.
 */
// Of its own thread, since a loop without end in a run does not hear that it is interrupted.
@Timeout(value = 10, unit = java.util.concurrent.TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlantedDivergenceTest {
    private static final Path GOLDEN = Fixtures.path("recording/golden");

    /** Events of each kind that are changed. */
    private static final int EACH =
            Integer.getInteger("trapline.planted", Boolean.getBoolean("trapline.long") ? 20 : 1);

    /** For people; a replay that began elsewhere counts others. */
    private static final String UNCHECKED = "dirtyPages";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // every test opens one first
    private Recording original;

    @SuppressWarnings("NullAway.Init")
    private Rewritten rewritten;

    private List<TraceEvent> events = List.of();
    private SplittableRandom random = new SplittableRandom(0);
    private int planted;

    private void open(String name) {
        original = Recording.open(GOLDEN.resolve(name + ".rec"));
        rewritten = new Rewritten(original);
        events = rewritten.events();
        random = new SplittableRandom(name.hashCode());
    }

    @AfterEach
    void close() {
        original.close();
    }

    /** How a run again went. */
    private record Found(ReplaySession.Outcome outcome, boolean exact, String line) {
        Optional<Divergence> divergence() {
            return outcome instanceof ReplaySession.Outcome.Diverged d ? Optional.of(d.divergence()) : Optional.empty();
        }

        long event() {
            return divergence()
                    .flatMap(Divergence::expected)
                    .map(e -> e.at().number())
                    .orElse(Long.MAX_VALUE);
        }
    }

    private Found run(boolean verify, String what) {
        Path path = directory.resolve("planted" + planted);
        try (Recording recording = Recording.open(path)) {
            ReplaySession session = verify ? Rerun.verify(recording, b -> {}) : Rerun.replay(recording, b -> {});
            ReplaySession.Outcome outcome = session.run(2 * rewritten.ending().count());
            boolean diverged = outcome instanceof ReplaySession.Outcome.Diverged;
            if (diverged) {
                return new Found(outcome, false, outcome.toString());
            }
            ReplayReport report = ReplayReport.run(
                    session, recording, Long.MAX_VALUE, ReplayReport.Progress.NONE, ReplayReport.Words.PLAIN);
            return new Found(
                    outcome,
                    report.verdict() == ReplayReport.Verdict.EXACT,
                    report.lines().getFirst());
        } catch (RuntimeException e) {
            return fail(what + (verify ? ", verified" : ", replayed"), e);
        }
    }

    private void plant(List<TraceEvent> changed) throws IOException {
        Path before = directory.resolve("planted" + planted++);
        if (Files.exists(before)) {
            try (Stream<Path> all = Files.walk(before)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        rewritten.write(changed, directory.resolve("planted" + planted));
    }

    /** Indices of some events of each kind. */
    private Map<EventKind, List<Integer>> chosen() {
        Map<EventKind, List<Integer>> all = new EnumMap<>(EventKind.class);
        IntStream.range(0, events.size())
                .forEach(i -> all.computeIfAbsent(events.get(i).kind(), k -> new ArrayList<>())
                        .add(i));
        all.replaceAll((kind, indices) -> IntStream.range(0, Math.min(EACH, indices.size()))
                .mapToObj(i -> indices.get(random.nextInt(indices.size())))
                .distinct()
                .toList());
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "vgic", "race-6"})
    void nothingChangedIsExact(String name) throws IOException {
        open(name);
        plant(events);
        assertThat(run(true, "nothing").exact()).isTrue();
        assertThat(run(false, "nothing").exact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "vgic", "race-6"})
    void aFieldThatIsNotSoIsFoundAtItsEvent(String name) throws IOException {
        open(name);
        for (List<Integer> indices : chosen().values()) {
            for (int index : indices) {
                TraceEvent event = events.get(index);
                for (String field : Changes.fields(event)) {
                    Optional<TraceEvent> other = Changes.changed(event, field);
                    if (other.isPresent() && !field.equals(UNCHECKED)) {
                        List<TraceEvent> changed = new ArrayList<>(events);
                        changed.set(index, other.get());
                        assertFound(changed, index, field + " of " + event);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "vgic", "race-6"})
    void anEventAtAnotherCountIsFound(String name) throws IOException {
        open(name);
        for (List<Integer> indices : chosen().values()) {
            for (int index : indices) {
                TraceEvent event = events.get(index);
                long count = event.at().count();
                boolean later =
                        index + 1 == events.size() || events.get(index + 1).at().count() > count;
                boolean earlier = index == 0 || events.get(index - 1).at().count() < count;
                if (later || earlier && count > 0) {
                    List<TraceEvent> changed = new ArrayList<>(events);
                    changed.set(index, Changes.shifted(event, later ? 1 : -1));
                    assertFound(changed, index, "count of " + event);
                }
            }
        }
    }

    /** Plants and looks for it at an event. */
    private void assertFound(List<TraceEvent> changed, int index, String what) throws IOException {
        try {
            plant(changed);
        } catch (IllegalArgumentException e) {
            // Nothing that can be recorded.
            return;
        }
        EventKind kind = events.get(index).kind();
        long number = index + 1L;
        Found verified = run(true, what);
        if (kind == EventKind.MACHINE_END) {
            assertThat(verified.exact()).as("%s: %s", what, verified.line()).isFalse();
        } else if (kind == EventKind.INPUT) {
            assertNamedOrHarmless(verified, number, what);
        } else {
            assertThat(verified.event())
                    .as("%s, verified: %s", what, verified.line())
                    .isEqualTo(number);
        }
        Found replayed = run(false, what);
        if (kind == EventKind.MACHINE_END) {
            assertThat(replayed.exact()).as("%s: %s", what, replayed.line()).isFalse();
        } else if (kind.role() == EventRole.CHECK) {
            assertThat(replayed.event())
                    .as("%s, replayed: %s", what, replayed.line())
                    .isEqualTo(number);
        } else {
            assertNamedOrHarmless(replayed, number, what);
        }
    }

    /** At the event or by what follows from it; if by nothing, then the end is the recorded one, which the report looks at. */
    private static void assertNamedOrHarmless(Found found, long number, String what) {
        assertThat(found.exact() || found.event() >= number)
                .as("%s: %s", what, found.line())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "vgic", "race-6"})
    void anEventThatIsMissingOrTwiceOrInAnotherPlaceIsFound(String name) throws IOException {
        open(name);
        for (List<Integer> indices : chosen().values()) {
            for (int index : indices) {
                TraceEvent event = events.get(index);
                List<TraceEvent> dropped = new ArrayList<>(events);
                dropped.remove(index);
                assertNoticed(dropped, index, "dropped " + event, false);

                List<TraceEvent> doubled = new ArrayList<>(events);
                doubled.add(index, event);
                assertNoticed(doubled, index, "doubled " + event, false);

                if (index + 1 < events.size()
                        && events.get(index + 1).at().count() == event.at().count()
                        && !events.get(index + 1).kind().equals(event.kind())) {
                    List<TraceEvent> swapped = new ArrayList<>(events);
                    Collections.swap(swapped, index, index + 1);
                    assertNoticed(swapped, index, "swapped " + event + " with the next", true);
                }
            }
        }
    }

    private void assertNoticed(List<TraceEvent> changed, int index, String what, boolean swapped) throws IOException {
        try {
            plant(changed);
        } catch (IllegalArgumentException e) {
            return;
        }
        TraceEvent event = events.get(index);
        Found verified = run(true, what);
        if (event.kind() == EventKind.INPUT || event.kind() == EventKind.STATE_HASH) {
            // A hash that is not there, or there twice, is a look fewer or more.
            assertNamedOrHarmless(verified, index + 1, what);
        } else {
            assertThat(verified.exact())
                    .as("%s, verified: %s", what, verified.line())
                    .isFalse();
            assertThat(verified.event())
                    .as("%s, verified: %s", what, verified.line())
                    .isGreaterThan(index);
        }
        Found replayed = run(false, what);
        if (event.kind().role() == EventRole.CHECK && event.kind() != EventKind.STATE_HASH && !swapped) {
            assertThat(replayed.exact())
                    .as("%s, replayed: %s", what, replayed.line())
                    .isFalse();
        } else {
            assertNamedOrHarmless(replayed, index + 1, what);
        }
    }
}
