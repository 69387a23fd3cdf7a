package dev.trapline.emu.board.boot;

import dev.trapline.emu.BadInputException;

/** An image that cannot be used, or that does not go where it would have to. */
public final class BootException extends BadInputException {
    private static final long serialVersionUID = 1L;

    BootException(String what, String next) {
        super(what, next);
    }
}
