package dev.trapline.replay.session;

import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import org.jspecify.annotations.Nullable;

/** The events of a recording on disk. */
public final class RecordedEvents implements EventSource {
    private final Recording recording;
    private final EventReader reader;

    private RecordedEvents(Recording recording) {
        this.recording = recording;
        reader = recording.reader();
    }

    /** From the first. */
    public static EventSource of(Recording recording) {
        RecordedEvents events = new RecordedEvents(recording);
        events.reader.seekStart();
        return events;
    }

    @Override
    public @Nullable TraceEvent next() {
        return reader.next() ? reader.event() : null;
    }

    @Override
    public void seek(long number) {
        reader.seekEvent(number);
    }

    @Override
    public long first() {
        return recording.firstEvent();
    }
}
