package dev.trapline.recorder.schema;

import java.util.Locale;

/** How a run ended. Append only: the ordinal is on disk. */
public enum EndKind {
    POWEROFF,
    UNTIL,
    RESET,
    PANIC,
    CRASH,
    DEADLOCK,
    LIMIT,
    INTERRUPTED;

    /** Its name in summaries and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
