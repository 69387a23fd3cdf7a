package dev.trapline.cli.input;

import dev.trapline.emu.BadInputException;

/** An input script that cannot be read: where, why, and what would be right. */
public final class ScriptException extends BadInputException {
    private static final long serialVersionUID = 1L;

    public ScriptException(String what, String next) {
        super(what, next);
    }
}
