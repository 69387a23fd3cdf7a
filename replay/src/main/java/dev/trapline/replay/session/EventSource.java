package dev.trapline.replay.session;

import dev.trapline.recorder.schema.TraceEvent;
import org.jspecify.annotations.Nullable;

/** A recording's events from some place on, in order. */
@FunctionalInterface
public interface EventSource {
    /** The next event, or null at the end. */
    @Nullable
    TraceEvent next();
}
