package dev.trapline.replay.diff;

import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds two runs' events against each other by what happened, section by section, without regard to when.
 *
 * @param sections the first difference of each section that has one
 * @param lastCommon the last event both had before any of them
 * @param truncated whether a recording has more than can be compared
 */
record EventDiff(List<Found> sections, Optional<Common> lastCommon, boolean truncated) {
    /** Differences counted in one track. */
    static final int MOST = 100;

    /** A first difference: events by number, 0 for none. */
    record Found(
            Section section,
            String where,
            long a,
            String lineA,
            long b,
            String lineB,
            int differences,
            boolean rejoined,
            boolean inHandlers) {}

    /** An event that both runs have, by its number in each. */
    record Common(long a, String lineA, long b) {}

    private record Candidate(Tracks.Key key, Track a, Track b, Resync.Hunk hunk, int differences) {
        long numberA() {
            return hunk.aFrom() < a.size() ? a.number(hunk.aFrom()) : 0;
        }

        long numberB() {
            return hunk.bFrom() < b.size() ? b.number(hunk.bFrom()) : 0;
        }

        /** Where it stands in the first run; behind everything if it has nothing there. */
        long order() {
            return numberA() == 0 ? Long.MAX_VALUE : numberA();
        }
    }

    static EventDiff of(Tracks a, Tracks b) {
        Set<Tracks.Key> keys = new TreeSet<>(a.all().keySet());
        keys.addAll(b.all().keySet());
        List<Found> found = new ArrayList<>();
        List<Candidate> all = new ArrayList<>();
        for (Section section : Section.values()) {
            Optional<Candidate> first = Optional.empty();
            for (Tracks.Key key : keys) {
                if (key.section() == section) {
                    first = earlier(first, candidate(key, a, b, all));
                }
            }
            first.ifPresent(c -> found.add(new Found(
                    section,
                    c.key.where(),
                    c.numberA(),
                    a.line(c.numberA()),
                    c.numberB(),
                    b.line(c.numberB()),
                    c.differences,
                    c.hunk.rejoined(),
                    c.key.inHandlers())));
        }
        return new EventDiff(found, common(a, keys, b, all), a.truncated() || b.truncated());
    }

    private static Optional<Candidate> candidate(Tracks.Key key, Tracks a, Tracks b, List<Candidate> all) {
        Track inA = a.all().getOrDefault(key, new Track());
        Track inB = b.all().getOrDefault(key, new Track());
        List<Resync.Hunk> hunks =
                Resync.hunks(inA.signatures(), inA.size(), inB.signatures(), inB.size(), MOST);
        if (hunks.isEmpty()) {
            return Optional.empty();
        }
        Candidate c = new Candidate(key, inA, inB, hunks.getFirst(), hunks.size());
        all.add(c);
        return Optional.of(c);
    }

    private static Optional<Candidate> earlier(Optional<Candidate> one, Optional<Candidate> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        boolean later = one.get().key.inHandlers() == other.get().key.inHandlers()
                ? one.get().order() <= other.get().order()
                : other.get().key.inHandlers();
        return later ? one : other;
    }

    /** The last element that both have before the first difference: of all tracks, as far as each agrees. */
    private static Optional<Common> common(Tracks a, Set<Tracks.Key> keys, Tracks b, List<Candidate> all) {
        long firstA = all.stream()
                .filter(c -> !c.key.inHandlers())
                .mapToLong(Candidate::order)
                .min()
                .orElse(Long.MAX_VALUE);
        Optional<Common> last = Optional.empty();
        for (Tracks.Key key : keys) {
            Track inA = a.all().get(key);
            Track inB = b.all().get(key);
            if (inA == null || inB == null || key.inHandlers()) {
                continue;
            }
            int equal = 0;
            while (equal < Math.min(inA.size(), inB.size())
                    && inA.signatures()[equal] == inB.signatures()[equal]
                    && inA.number(equal) < firstA) {
                equal++;
            }
            if (equal > 0 && inA.number(equal - 1) > last.map(Common::a).orElse(0L)) {
                long number = inA.number(equal - 1);
                last = Optional.of(new Common(number, a.line(number), inB.number(equal - 1)));
            }
        }
        return last;
    }

    /** The event of a number, and so many before and after it. */
    static List<TraceEvent> around(Recording recording, long number, int before, int after) {
        EventReader reader = recording.reader();
        reader.seekEvent(Math.max(recording.firstEvent(), number - before));
        List<TraceEvent> events = new ArrayList<>();
        while (reader.next() && reader.number() <= number + after) {
            events.add(reader.event());
        }
        return events;
    }
}
