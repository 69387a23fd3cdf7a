package dev.trapline.cli.run;

/** What the run loop needs of a machine. */
public interface RunnableMachine {
    /** Why {@link #run} came back. */
    enum Stop {
        /** The count or the time it was given is reached. */
        REACHED,
        /** An input source or an observer asked for it. */
        REQUESTED,
        POWEROFF,
        RESET,
        CRASH,
        DEADLOCK
    }

    /** Runs until {@code toCount} instructions were attempted or virtual time {@code toNs} is reached, or it stops. */
    Stop run(long toCount, long toNs);

    /** Instructions attempted so far. */
    long count();

    /** Virtual time in nanoseconds since reset. */
    long nowNs();
}
