package dev.trapline.emu.board.fdt;

import dev.trapline.emu.BadInputException;

/** A device tree that cannot be used: which, what is wrong with it, and at which byte or node. */
public final class FdtException extends BadInputException {
    private static final long serialVersionUID = 1L;

    FdtException(String what, String next) {
        super(what, next);
    }
}
