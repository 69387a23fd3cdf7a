package dev.trapline.replay.position;

import dev.trapline.emu.BadInputException;

/** A position, a time or an expression that cannot be read, or that is nowhere: why, and what would be right. */
public final class PositionException extends BadInputException {
    private static final long serialVersionUID = 1L;

    public PositionException(String what, String next) {
        super(what, next);
    }
}
