package dev.trapline.emu.device.disk;

import dev.trapline.emu.BadInputException;

/** A disk image that cannot be used or read. */
public final class DiskImageException extends BadInputException {
    private static final long serialVersionUID = 1L;

    public DiskImageException(String what, String next) {
        super(what, next);
    }
}
