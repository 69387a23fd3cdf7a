package dev.trapline.cli;

import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.words.EventText;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Events of a recording as lines, with the symbols that can be found for it; they are looked for when one is needed. */
final class EventLines implements Function<TraceEvent, String> {
    private final Recording recording;
    private @Nullable EventText text;

    EventLines(Recording recording) {
        this.recording = recording;
    }

    @Override
    public String apply(TraceEvent event) {
        EventText found = text;
        if (found == null) {
            found = new EventText(
                    recording.manifest(),
                    new RecordingSymbols(CacheDirectory.symbols())
                            .find(recording)
                            .symbols());
            text = found;
        }
        return found.line(event);
    }
}
