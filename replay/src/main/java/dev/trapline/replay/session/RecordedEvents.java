package dev.trapline.replay.session;

import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;

/** The events of a recording on disk. */
public final class RecordedEvents {
    private RecordedEvents() {}

    /** From the first. */
    public static EventSource of(Recording recording) {
        EventReader reader = recording.reader();
        reader.seekStart();
        return () -> reader.next() ? reader.event() : null;
    }
}
