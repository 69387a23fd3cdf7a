package dev.trapline.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words for an exception: one line, for a person. */
final class ErrorLine {
    private ErrorLine() {}

    static String of(Throwable thrown) {
        Throwable cause = ExitCodes.cause(thrown);
        String line = ExitCodes.of(cause) == ExitCodes.INTERNAL ? internal(cause) : expected(cause);
        return "trapline: " + line.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String expected(Throwable cause) {
        return switch (cause) {
            case NoSuchFileException e -> e.getFile() + ": no such file";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileAlreadyExistsException e -> e.getFile() + ": exists already";
            case NotDirectoryException e -> e.getFile() + ": not a directory";
            case InterruptedException e -> "interrupted";
            default -> message(cause);
        };
    }

    /** Returns what {@code cause} says, or else what it is. */
    static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static String internal(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return "out of host memory (" + cause.getMessage()
                    + "). Next: a smaller --memory, or a larger heap by TRAPLINE_JVM_OPTS=-Xmx...";
        }
        if (ExitCodes.isOutOfMemory(cause)) {
            return message(cause);
        }
        return "internal fault: " + cause
                + ". Next: run again with TRAPLINE_DEBUG=1 for the stack trace, and report it";
    }
}
