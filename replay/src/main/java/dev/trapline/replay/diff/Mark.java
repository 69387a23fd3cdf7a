package dev.trapline.replay.diff;

import dev.trapline.recorder.schema.TraceEvent;
import java.util.List;
import java.util.Optional;

/**
 * An event of one side, as a report shows it.
 *
 * @param event the event itself; of a console line its first byte
 * @param words what it is, for a person
 * @param step the instruction that made it, if the recording was run again to there
 * @param instruction that instruction as text, or empty
 * @param around what else happened, the event itself included, in order
 */
public record Mark(TraceEvent event, String words, Optional<Step> step, String instruction, List<Near> around) {
    /** An event near by, and what it is. */
    public record Near(TraceEvent event, String words) {}
}
