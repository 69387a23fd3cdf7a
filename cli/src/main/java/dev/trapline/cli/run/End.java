package dev.trapline.cli.run;

import dev.trapline.cli.ExitCodes;
import java.util.Locale;

/** How a run ended. */
public enum End {
    /** The guest switched the machine off. */
    POWEROFF(ExitCodes.OK, "the guest powered off"),
    /** {@code --until} matched, or the input script said {@code quit}. */
    UNTIL(ExitCodes.OK, "what was waited for came"),
    /** The guest reset the machine. */
    RESET(ExitCodes.FAILED, "the guest reset the machine"),
    /** {@code --fail-on} matched. */
    PANIC(ExitCodes.FAILED, "the guest panicked"),
    /** The CPU cannot go on in any useful way. */
    CRASH(ExitCodes.FAILED, "the CPU cannot go on"),
    /** Every pCPU waits and nothing will ever come. */
    DEADLOCK(ExitCodes.FAILED, "every CPU waits and nothing will ever come"),
    /** As many instructions, or as much virtual time, as was allowed. */
    LIMIT(ExitCodes.FAILED, "the limit was reached"),
    /** Somebody stopped it. */
    INTERRUPTED(ExitCodes.INTERRUPTED, "interrupted");

    private final int exitStatus;
    private final String words;

    End(int exitStatus, String words) {
        this.exitStatus = exitStatus;
        this.words = words;
    }

    /** What the process ends with. */
    public int exitStatus() {
        return exitStatus;
    }

    /** Its name in summaries and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What happened, for a person. */
    public String words() {
        return words;
    }
}
