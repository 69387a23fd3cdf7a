package dev.trapline.replay.session;

import dev.trapline.recorder.schema.TraceEvent;
import java.util.List;
import java.util.Optional;

/**
 * Where a run done again parted from its recording.
 *
 * @param count instructions attempted when it was noticed
 * @param expected the recording's next event; empty if it has none left
 * @param came what the machine did instead; empty if it did nothing
 * @param before the last events both had, oldest first
 */
public record Divergence(
        long count, Optional<TraceEvent> expected, Optional<TraceEvent> came, List<TraceEvent> before) {}
