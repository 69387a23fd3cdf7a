package dev.trapline.replay.diff;

import dev.trapline.emu.board.VirtBoard;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds two runs' events against each other by what happened, section by section, without regard to when.
 *
 * @param sections the first difference of each section that has one
 * @param lastCommon the last event both had before any of them
 * @param common the events of pCPUs that both had before a difference in their track, each track's in order
 * @param truncated whether a recording has more than can be compared
 */
record EventDiff(List<Found> sections, Optional<Common> lastCommon, List<Matched> common, boolean truncated) {
    /** Differences counted in one track. */
    static final int MOST = 100;

    /** So many equal events of a track in a row are no coincidence. */
    private static final int AGREEING = 4;

    /** Events to each side of one that are looked at for its surroundings. */
    private static final int MOST_LOOKED_AT = 1000;

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

    /** The first {@code size} events of two tracks of a pCPU, which are the same. */
    record Matched(int cpu, Track a, Track b, int size) {}

    private record Candidate(Tracks.Key key, Track a, Track b, Resync.Hunk hunk, int differences) {
        long numberA() {
            return hunk.aFrom() < a.size() ? a.place(hunk.aFrom()) : 0;
        }

        long numberB() {
            return hunk.bFrom() < b.size() ? b.place(hunk.bFrom()) : 0;
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
        List<Matched> matched = new ArrayList<>();
        for (Tracks.Key key : keys) {
            Track inA = a.all().getOrDefault(key, new Track());
            Track inB = b.all().getOrDefault(key, new Track());
            if (key.cpu() >= 0 && !key.inHandlers()) {
                matched.add(new Matched(key.cpu(), inA, inB, equal(inA, inB)));
            }
        }
        return new EventDiff(found, common(a, keys, b, all), matched, a.truncated() || b.truncated());
    }

    private static int equal(Track a, Track b) {
        int equal = Arrays.mismatch(
                a.sequence().elements(), 0, a.size(), b.sequence().elements(), 0, b.size());
        return equal < 0 ? a.size() : equal;
    }

    private static Optional<Candidate> candidate(Tracks.Key key, Tracks a, Tracks b, List<Candidate> all) {
        Track inA = a.all().getOrDefault(key, new Track());
        Track inB = b.all().getOrDefault(key, new Track());
        List<Resync.Hunk> hunks = new Resync(inA.sequence(), inB.sequence(), AGREEING).hunks(MOST);
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
            int equal = equal(inA, inB);
            while (equal > 0 && inA.place(equal - 1) >= firstA) {
                equal--;
            }
            if (equal > 0 && inA.place(equal - 1) > last.map(Common::a).orElse(0L)) {
                long number = inA.place(equal - 1);
                last = Optional.of(new Common(number, a.line(number), inB.place(equal - 1)));
            }
        }
        return last;
    }

    /** The event of a number. */
    static TraceEvent event(Recording recording, long number) {
        EventReader reader = recording.reader();
        reader.seekEvent(number);
        if (!reader.next()) {
            throw new IllegalStateException(recording.name() + " has no event " + number);
        }
        return reader.event();
    }

    /** The event of a number, and so many before and after it that say something: what makes up the console does not. */
    static List<TraceEvent> around(Recording recording, long number, int before, int after) {
        EventReader reader = recording.reader();
        reader.seekEvent(Math.max(recording.firstEvent(), number - MOST_LOOKED_AT));
        Deque<TraceEvent> earlier = new ArrayDeque<>();
        List<TraceEvent> later = new ArrayList<>();
        while (later.size() < after && reader.next() && reader.number() <= number + MOST_LOOKED_AT) {
            TraceEvent e = reader.event();
            if (reader.number() == number || reader.number() < number && !prints(e)) {
                earlier.add(e);
            } else if (reader.number() > number && !prints(e)) {
                later.add(e);
            }
            if (earlier.size() > before + 1) {
                earlier.removeFirst();
            }
        }
        List<TraceEvent> all = new ArrayList<>(earlier);
        all.addAll(later);
        return all;
    }

    private static boolean prints(TraceEvent event) {
        return switch (event) {
            case TraceEvent.Console e -> true;
            case TraceEvent.DeviceRead e -> e.pa() == VirtBoard.UART.base() + Tracks.UART_FLAGS;
            case TraceEvent.DeviceWrite e -> e.pa() == VirtBoard.UART.base();
            default -> false;
        };
    }
}
