package dev.trapline.gdbstub.session;

import java.time.Duration;

/** When a request has taken too long. */
final class Deadline {
    private final long end;

    Deadline(Duration time) {
        end = System.nanoTime() + time.toNanos();
    }

    boolean passed() {
        return System.nanoTime() - end > 0;
    }
}
