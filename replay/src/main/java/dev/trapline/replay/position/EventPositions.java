package dev.trapline.replay.position;

import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.EventSpans;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.EnumSet;
import java.util.Optional;

/** Where positions are in a recording, as far as its event log says: nothing is run. */
public final class EventPositions {
    /**
     * A place in a recording. At a place that is an event, {@code first} and {@code last} are its number.
     *
     * @param count instructions attempted by then
     * @param first number of the first event that is at the place or after it; one more than the last event's if none is
     * @param last number of the last event that is at the place or before it; 0 if none is
     */
    public record Place(long count, long first, long last) {}

    private final Recording recording;
    private final Manifest manifest;
    private final EventReader reader;

    public EventPositions(Recording recording) {
        this.recording = recording;
        this.manifest = recording.manifest();
        this.reader = recording.reader();
    }

    /**
     * Finds a place; {@code text:} reads the console up to it, all else is found by bisection.
     *
     * @param where what the position was given as, for errors
     * @throws PositionException if the recording has no such place, or its events cannot tell
     */
    public Place find(String where, Position position) {
        return switch (position) {
            case Position.Start _ ->
                new Place(manifest.startCount(), recording.firstEvent(), recording.firstEvent() - 1);
            case Position.End _ -> new Place(recording.lastCount(), recording.lastEvent() + 1, recording.lastEvent());
            case Position.Count c -> atCount(where, c.count());
            case Position.Event e -> atEvent(where, e.number());
            case Position.Time t -> atTime(where, t.ns());
            case Position.Text t -> atText(where, t);
            case Position.Symbol s ->
                throw new PositionException(
                        where + " sym:" + s.name() + " is known only while the machine runs: the event log does not say"
                                + " when an address was reached",
                        "give a count N, #K, a time or text:/regex/");
            case Position.Offset o ->
                atCount(where, Math.addExact(find(where, o.base()).count(), o.delta()));
        };
    }

    private Place atCount(String where, long count) {
        if (count > recording.lastCount() || count < manifest.startCount()) {
            throw outside(where, String.format("count %,d", count));
        }
        return new Place(count, firstFrom(count), firstFrom(count + 1) - 1);
    }

    /** Number of the first event at this count or later. */
    private long firstFrom(long count) {
        reader.seekCount(count);
        return nextNumber();
    }

    private long nextNumber() {
        return reader.next() ? reader.number() : recording.lastEvent() + 1;
    }

    private Place atEvent(String where, long number) {
        if (number > recording.lastEvent() || number < recording.firstEvent()) {
            throw outside(where, "#" + number);
        }
        reader.seekEvent(number);
        nextNumber();
        return new Place(reader.count(), number, number);
    }

    private Place atTime(String where, long ns) {
        reader.seekTime(ns);
        long after = nextNumber();
        long count = manifest.startCount();
        long nowNs = count * manifest.insnNs() + manifest.startSkippedNs();
        if (after > recording.firstEvent()) {
            reader.seekEvent(after - 1);
            nextNumber();
            TraceEvent before = reader.event();
            count = before.at().count();
            nowNs = before.at().virtualNs();
            if (before instanceof TraceEvent.TimeSkipped skip && skip.toNs() >= ns) {
                return new Place(count, after, after - 1);
            }
            nowNs = before instanceof TraceEvent.TimeSkipped skip ? skip.toNs() : nowNs;
        }
        long instructions = Math.max(0, Math.ceilDiv(ns - nowNs, manifest.insnNs()));
        if (count + instructions > recording.lastCount()) {
            throw outside(where, Durations.format(ns));
        }
        return atCount(where, count + instructions);
    }

    private Place atText(String where, Position.Text text) {
        LineMatcher matcher = new LineMatcher(text.pattern());
        int found = 0;
        EventSpans console = EventSpans.each(reader, EnumSet.of(EventKind.CONSOLE));
        console.seek(recording.firstEvent(), Long.MAX_VALUE);
        for (Optional<EventSpans.Span> s = console.next(); s.isPresent(); s = console.next()) {
            if (s.get() instanceof EventSpans.One(TraceEvent.Console printed)
                    && matcher.feed(printed.byteValue())
                    && ++found == text.occurrence()) {
                return new Place(
                        printed.at().count(),
                        printed.at().number(),
                        printed.at().number());
            }
        }
        throw new PositionException(
                where + " text:/" + text.pattern() + "/ is " + (found == 0 ? "nowhere" : "only " + found + " times")
                        + " on the console of " + recording.name(),
                "look at it with trapline log --console");
    }

    private PositionException outside(String where, String place) {
        String end = recording
                .ending()
                .map(Ending::virtualNs)
                .map(ns -> " and " + Durations.format(ns))
                .orElse("");
        return new PositionException(
                where + " " + place + " is not in " + recording.name()
                        + String.format(
                                ", which goes from count %,d and #%d to count %,d, #%d",
                                manifest.startCount(),
                                recording.firstEvent(),
                                recording.lastCount(),
                                recording.lastEvent())
                        + end,
                "give a place between them");
    }
}
