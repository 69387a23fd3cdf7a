package dev.trapline.emu.debug;

/** What a debugger asks cannot be done; the message says why in one line. */
public final class DebugException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DebugException(String message) {
        super(message);
    }
}
