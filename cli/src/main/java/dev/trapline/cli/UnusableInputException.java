package dev.trapline.cli;

/** What the user gave cannot be used; the message is one line that says what, and what to do. */
public final class UnusableInputException extends RuntimeException {
    public UnusableInputException(String message) {
        super(message);
    }

    public UnusableInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
