package dev.trapline.replay.timeline;

import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds events in the recording, without running anything. */
final class EventSearch {
    /** Events looked at from one seek backwards. */
    private static final long STEP = 1 << 14;

    private final Recording recording;

    EventSearch(Recording recording) {
        this.recording = recording;
    }

    /** The first event after a count that is met, up to another count. */
    Optional<TraceEvent> first(Predicate<TraceEvent> met, long after, long upTo, SearchControl control) {
        EventReader reader = recording.reader();
        reader.seekCount(after + 1);
        for (long n = 0; reader.next() && reader.count() <= upTo; n++) {
            TraceEvent event = reader.event();
            if (met.test(event)) {
                return Optional.of(event);
            }
            if (n % STEP == 0 && control.cancelled()) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The last event before a count that is met. */
    Optional<TraceEvent> last(Predicate<TraceEvent> met, long before, SearchControl control) {
        EventReader reader = recording.reader();
        reader.seekCount(before);
        long upTo = reader.next() ? reader.number() : recording.lastEvent() + 1;
        while (upTo > recording.firstEvent() && !control.cancelled()) {
            long from = Math.max(recording.firstEvent(), upTo - STEP);
            reader.seekEvent(from);
            Optional<TraceEvent> found = Optional.empty();
            while (reader.next() && reader.number() < upTo) {
                TraceEvent event = reader.event();
                if (met.test(event)) {
                    found = Optional.of(event);
                }
            }
            if (found.isPresent()) {
                return found;
            }
            upTo = from;
        }
        return Optional.empty();
    }
}
