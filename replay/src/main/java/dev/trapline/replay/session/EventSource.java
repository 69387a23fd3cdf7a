package dev.trapline.replay.session;

import dev.trapline.recorder.schema.TraceEvent;
import org.jspecify.annotations.Nullable;

/** A recording's events in order, from wherever one likes. */
public interface EventSource {
    /** The next event, or null at the end. */
    @Nullable
    TraceEvent next();

    /** Goes to before the event of this number. */
    void seek(long number);

    /** Number of the first event there is. */
    long first();
}
