package dev.trapline.recorder;

import java.util.function.BooleanSupplier;

/** Waiting that goes on through interrupts, which are kept for whoever asks later. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Waits on a monitor, which the caller holds, as long as a condition holds. */
    public static void waitWhile(Object monitor, BooleanSupplier condition) {
        boolean interrupted = false;
        while (condition.getAsBoolean()) {
            try {
                monitor.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        keep(interrupted);
    }

    /** Waits until a thread has ended. */
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        keep(interrupted);
    }

    private static void keep(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
