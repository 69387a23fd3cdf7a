package dev.trapline.cli.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and kill: the JVM goes down only when the run has come to an orderly end and its summary is written, or after a
 * few seconds.
 */
public final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "interruption");
    private final Runnable wake;
    private volatile boolean requested;

    private Interruption(Runnable wake) {
        this.wake = wake;
    }

    /**
     * Watches for it from now on.
     *
     * @param wake called from another thread when it comes: ends whatever the run may be waiting for
     */
    public static Interruption watch(Runnable wake) {
        Interruption interruption = new Interruption(wake);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the JVM is asked to go. */
    public boolean requested() {
        return requested;
    }

    /** The run has ended, and what it leaves is written. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Going down already; the hook now lets it.
            return;
        }
    }

    private void await() {
        requested = true;
        wake.run();
        try {
            // Whether it came in time or not, the JVM goes on going down.
            boolean inTime = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("trapline: the run did not come to an end; leaving it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
