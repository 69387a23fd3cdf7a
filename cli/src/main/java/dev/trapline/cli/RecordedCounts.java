package dev.trapline.cli;

import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.read.EventSpans;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventGroup;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.EventCounts;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How many events of each group a recording has: as its end tells, or counted if it has none. */
final class RecordedCounts {
    private static final EnumSet<EventKind> COUNTED = EnumSet.of(
            EventKind.EXCEPTION_TAKEN,
            EventKind.ACKNOWLEDGED,
            EventKind.DEVICE_READ,
            EventKind.DEVICE_WRITE,
            EventKind.COMPLEX_READ,
            EventKind.COMPLEX_WRITE,
            EventKind.MEMORY_WRITTEN,
            EventKind.MEMORY_WRITTEN_FROM_IMAGE,
            EventKind.INPUT);

    private RecordedCounts() {}

    static Map<String, Long> of(Recording recording) {
        Optional<Map<String, Long>> told =
                recording.ending().map(Ending::groups).filter(g -> !g.isEmpty());
        return told.orElseGet(() -> counted(recording, recording.lastEvent()));
    }

    /** How many there are up to an event, by its number. */
    static Map<String, Long> upTo(Recording recording, long event) {
        return event >= recording.lastEvent() ? of(recording) : counted(recording, event);
    }

    /** As {@link EventCounts} counts them while it is recorded. */
    private static Map<String, Long> counted(Recording recording, long last) {
        Map<EventGroup, Long> counts = new EnumMap<>(EventGroup.class);
        EventSpans spans = EventSpans.of(recording.reader(), COUNTED);
        spans.seek(recording.firstEvent(), last);
        for (Optional<EventSpans.Span> s = spans.next(); s.isPresent(); s = spans.next()) {
            switch (s.get()) {
                case EventSpans.One(TraceEvent event) -> counts.merge(group(event), 1L, Long::sum);
                case EventSpans.Run run -> {
                    long whole = run.events() / run.first().size();
                    run.first().forEach(e -> counts.merge(group(e), whole, Long::sum));
                    run.cutShort().forEach(e -> counts.merge(group(e), 1L, Long::sum));
                }
            }
        }
        Map<String, Long> byWord = new LinkedHashMap<>();
        EventGroup[] told = {
            EventGroup.TRAP, EventGroup.HYPERCALL, EventGroup.IRQ, EventGroup.MMIO, EventGroup.DMA, EventGroup.INPUT
        };
        for (EventGroup group : told) {
            byWord.put(group.word(), counts.getOrDefault(group, 0L));
        }
        return byWord;
    }

    private static EventGroup group(TraceEvent event) {
        if (event instanceof TraceEvent.ExceptionTaken e) {
            return EventCounts.groupOf(e.vector(), e.fromMode(), e.toMode(), e.syndrome());
        }
        // The others of a counted one's group tell of the same again: a line's change of an interrupt taken.
        return COUNTED.contains(event.kind()) ? event.kind().group() : EventGroup.OTHER;
    }
}
