package dev.trapline.gdbstub;

/** The server cannot be started as asked; the message says why in one line, and what to do. */
public final class GdbServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GdbServerException(String message) {
        super(message);
    }

    public GdbServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
