package dev.trapline.recorder.read;

import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes over a recording's events of some kinds, and quickly over the others: they are not made, and runs of them are not
 * walked through.
 */
public final class EventSpans {
    /** What one step goes over. */
    public sealed interface Span {}

    /** One event. */
    public record One(TraceEvent event) implements Span {}

    /**
     * A run of events that recur.
     *
     * @param first its first period, events of every kind
     * @param last its last event
     * @param events how many in all
     */
    public record Run(List<TraceEvent> first, TraceEvent last, long events) implements Span {
        /** Events of the first period that recur once more in the last period, which is cut short. */
        public List<TraceEvent> cutShort() {
            return first.subList(0, (int) (events % first.size()));
        }
    }

    /** A shorter run is told event by event: as one span it would say little in little less. */
    private static final int SHORTEST = 16;

    private final EventReader reader;
    private final Set<EventKind> kinds;
    private final Set<EventKind> expanded;
    /** Events of a run that turned out too short to be told as one. */
    private final Deque<TraceEvent> ahead = new ArrayDeque<>();

    private long toNumber;

    private EventSpans(EventReader reader, Set<EventKind> kinds, Set<EventKind> expanded) {
        this.reader = reader;
        this.kinds = kinds;
        this.expanded = expanded;
    }

    /** Runs that hold an event of one of the kinds are one span each. */
    public static EventSpans of(EventReader reader, Set<EventKind> kinds) {
        return new EventSpans(reader, kinds, EnumSet.noneOf(EventKind.class));
    }

    /** Every event of the kinds is a span of its own, also in runs. */
    public static EventSpans each(EventReader reader, Set<EventKind> kinds) {
        return new EventSpans(reader, kinds, kinds);
    }

    /** Runs that hold an event of one of the {@code expanded} kinds are given event by event, others as one span each. */
    public static EventSpans of(EventReader reader, Set<EventKind> kinds, Set<EventKind> expanded) {
        return new EventSpans(reader, kinds, expanded);
    }

    /** Moves to before the event of a number; the last to be gone over is that of another. */
    public void seek(long fromNumber, long lastNumber) {
        ahead.clear();
        reader.seekEvent(fromNumber);
        toNumber = lastNumber;
    }

    /** The next span; empty at the end, after which more may come if somebody is recording. */
    public Optional<Span> next() {
        while (ahead.isEmpty()) {
            if (isPast() || !reader.next()) {
                return Optional.empty();
            }
            if (reader.number() > toNumber) {
                // It was moved over, and a later look at a recording that grows is to begin with it.
                reader.seekEvent(reader.number());
                return Optional.empty();
            }
            Optional<EventReader.Run> run = reader.run();
            if (run.isPresent()) {
                Optional<Span> span = run(run.get());
                if (span.isPresent()) {
                    return span;
                }
            } else if (kinds.contains(reader.kind())) {
                return Optional.of(new One(reader.event()));
            }
        }
        return Optional.of(new One(ahead.removeFirst()));
    }

    private boolean isPast() {
        return toNumber <= 0;
    }

    /** A run from the present event on: a span, or none if nothing of it is wanted or its events stand in {@link #ahead}. */
    private Optional<Span> run(EventReader.Run run) {
        List<TraceEvent> first = new ArrayList<>(run.period());
        boolean wanted = false;
        boolean expanding = false;
        long left = run.left();
        long begin = reader.number();
        while (true) {
            wanted |= kinds.contains(reader.kind());
            expanding |= expanded.contains(reader.kind());
            first.add(reader.event());
            if (first.size() == run.period() || left == 0 || reader.number() >= toNumber || !reader.next()) {
                break;
            }
            left--;
        }
        long rest = Math.min(left, toNumber - reader.number());
        boolean whole = first.size() == run.period() && rest >= Math.max(run.period(), SHORTEST - first.size());
        if (wanted && (expanding || !whole)) {
            first.stream().filter(e -> kinds.contains(e.kind())).forEach(ahead::addLast);
            return Optional.empty();
        }
        if (left > 0) {
            reader.passRun(toNumber);
        }
        return wanted
                ? Optional.of(new Run(List.copyOf(first), reader.event(), reader.number() - begin + 1))
                : Optional.empty();
    }
}
