package dev.trapline.replay.timeline;

import dev.trapline.replay.session.Divergence;
import java.util.Optional;

/** A place of a recording could not be reached. */
public final class TimelineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Divergence> divergence;

    TimelineException(String message, Optional<Divergence> divergence) {
        super(message);
        this.divergence = divergence;
    }

    /** Where the replay was not the same, if that is why. */
    public Optional<Divergence> divergence() {
        return divergence;
    }
}
