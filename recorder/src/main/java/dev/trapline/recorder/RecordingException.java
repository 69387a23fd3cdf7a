package dev.trapline.recorder;

import dev.trapline.emu.BadInputException;

/** A recording cannot be made, or cannot be used: one line that says what, where, and what to do next. */
public final class RecordingException extends BadInputException {
    private static final long serialVersionUID = 1L;

    public RecordingException(String what, String next) {
        super(what, next);
    }
}
