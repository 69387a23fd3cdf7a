package dev.trapline.replay.diff;

import dev.trapline.emu.BadInputException;

/** Two recordings cannot be compared as asked: one line that says why, and what to do instead. */
public final class DiffException extends BadInputException {
    private static final long serialVersionUID = 1L;

    DiffException(String what, String next) {
        super(what, next);
    }
}
