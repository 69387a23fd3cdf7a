package dev.trapline.recorder.write;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.Uninterrupted;
import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.BatchOutlet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands batches from the machine's thread to the one that writes. There are two: one is filled while the other is
 * written, and no batch is handed over before the one before it is in the log. So a kill loses what was in the open
 * batch, and at most one closed one.
 */
final class BatchWriter implements BatchOutlet, Runnable {
    private final Segments segments;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;

    private @Nullable Batch pending;
    private @Nullable Batch spare = new Batch();
    private @Nullable RecordingException failure;
    private boolean closing;

    /** @param onFailure closes the recording as well as it can; called on the writing thread */
    BatchWriter(Segments segments, String recording, Consumer<Throwable> onFailure) {
        this.segments = segments;
        this.onFailure = onFailure;
        this.thread = new Thread(this, "recorder of " + recording);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public synchronized Batch exchange(Batch closed) {
        await();
        Batch fresh = spare;
        if (fresh == null) {
            throw new IllegalStateException("no batch is free");
        }
        spare = null;
        pending = closed;
        notifyAll();
        return fresh;
    }

    /** Waits until what was handed over is in the log; throws if it could not be, or if nothing more can. */
    synchronized void await() {
        Uninterrupted.waitWhile(this, () -> pending != null && failure == null);
        if (failure != null) {
            throw failure;
        }
    }

    synchronized @Nullable RecordingException failure() {
        return failure;
    }

    /** Lets the thread write what it has and end, and waits for it. */
    void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        Uninterrupted.join(thread);
    }

    @Override
    public void run() {
        try {
            segments.open();
            while (true) {
                Batch batch = take();
                if (batch == null) {
                    segments.close();
                    return;
                }
                segments.append(batch);
                synchronized (this) {
                    pending = null;
                    spare = batch;
                    notifyAll();
                }
            }
        } catch (Throwable e) {
            // Whatever it was, the machine's thread must hear of it, and never wait for a thread that is gone.
            RecordingException told = Failures.of(e, segments.lastCount());
            try {
                onFailure.accept(e);
            } finally {
                synchronized (this) {
                    failure = told;
                    notifyAll();
                }
            }
        }
    }

    private synchronized @Nullable Batch take() throws InterruptedException {
        while (pending == null && !closing) {
            wait();
        }
        return pending;
    }
}
