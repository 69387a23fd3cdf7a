package dev.trapline.cli;

import dev.trapline.emu.BadInputException;
import dev.trapline.gdbstub.GdbServerException;
import dev.trapline.replay.session.ReplayReport;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.ParameterException;

/** What the process ends with, and the one place where an exception becomes such a number. */
public final class ExitCodes {
    /** As hoped: power-off, {@code --until} matched, replay exact, no difference. */
    public static final int OK = 0;

    /** The thing looked at failed: any other end, a divergence, a difference. */
    public static final int FAILED = 1;

    /** Usage, or input that cannot be used. */
    public static final int UNUSABLE = 2;

    /** A fault of Trapline's own. */
    public static final int INTERNAL = 3;

    /** Stopped by the user (128 + SIGINT). */
    public static final int INTERRUPTED = 130;

    private record Rule(Class<? extends Throwable> type, int code) {}

    /** First match wins; what no row names is a fault of ours. */
    private static final List<Rule> RULES = List.of(
            new Rule(BadInputException.class, UNUSABLE),
            new Rule(UnusableInputException.class, UNUSABLE),
            new Rule(GdbServerException.class, UNUSABLE),
            new Rule(ParameterException.class, UNUSABLE),
            new Rule(FileSystemException.class, UNUSABLE),
            new Rule(InterruptedException.class, INTERRUPTED));

    private ExitCodes() {}

    /** Returns the exit status for a command that ended with {@code thrown}. */
    public static int of(Throwable thrown) {
        Throwable cause = cause(thrown);
        if (isOutOfMemory(cause)) {
            return INTERNAL;
        }
        for (Rule rule : RULES) {
            if (rule.type().isInstance(cause)) {
                return rule.code();
            }
        }
        return INTERNAL;
    }

    /** Whether the JVM's memory was used up, on whatever thread, and whoever says so. */
    static boolean isOutOfMemory(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /** Returns the exit status for a recording that was run again. */
    static int of(ReplayReport.Verdict verdict) {
        return switch (verdict) {
            case EXACT -> OK;
            case DIFFERENT -> FAILED;
            case OTHER_BEHAVIOUR, DAMAGED -> UNUSABLE;
        };
    }

    /** Returns {@code thrown} without the wrappers that carry a cause over an API that declares none. */
    static Throwable cause(Throwable thrown) {
        Throwable inner = thrown.getCause();
        return inner != null && (thrown instanceof UncheckedIOException || thrown instanceof ExecutionException)
                ? cause(inner)
                : thrown;
    }
}
