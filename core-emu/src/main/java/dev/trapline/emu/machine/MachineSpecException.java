package dev.trapline.emu.machine;

import dev.trapline.emu.BadInputException;

/** A machine description that no machine can be built from: which option, what is wrong, what would be right. */
public final class MachineSpecException extends BadInputException {
    private static final long serialVersionUID = 1L;

    public MachineSpecException(String what, String next) {
        super(what, next);
    }
}
