package dev.trapline.replay.symbols;

import dev.trapline.emu.BadInputException;

/** Symbols cannot be read from, or written to, where they were looked for. */
public final class SymbolException extends BadInputException {
    private static final long serialVersionUID = 1L;

    SymbolException(String what, String next) {
        super(what, next);
    }
}
