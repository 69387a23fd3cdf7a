package dev.trapline.gdbstub.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** When a request has taken too long, or is no longer wanted. */
final class Deadline {
    private final Duration time;
    private final AtomicInteger interrupts;
    private final long end;

    /** @param interrupts that have come, whose turn has not: those of a client that left stay */
    Deadline(Duration time, AtomicInteger interrupts) {
        this.time = time;
        this.interrupts = interrupts;
        end = System.nanoTime() + time.toNanos();
    }

    /** Whether to give up; from any thread. */
    boolean passed() {
        return interrupts.get() > 0 || System.nanoTime() - end > 0;
    }

    /** Why, for people. */
    String why() {
        return interrupts.get() > 0 ? "interrupted" : "this takes longer than " + time.toSeconds() + " s";
    }
}
