package dev.trapline.recorder.write;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.Uninterrupted;
import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.BatchOutlet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches on a thread of its own. The machine's thread waits until a batch is in the log before it begins the next,
 * so a kill loses the open batch and no other. What takes long is done while the machine goes on: opening the log, taking
 * space for the next batch, cutting the log into segments.
 */
final class BatchWriter implements BatchOutlet, Runnable {
    private final Segments segments;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private final RecordingException gone = Failures.gone();

    private @Nullable Batch pending;
    private boolean preparing;
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

    /** Puts a batch into the log; it may be filled anew when this returns. */
    @Override
    public synchronized Batch exchange(Batch closed) {
        check();
        pending = closed;
        notifyAll();
        Uninterrupted.waitWhile(this, () -> pending != null && failure == null);
        check();
        return closed;
    }

    /** Waits until there is room for another batch; throws if there is none, or if something could not be written. */
    synchronized void await() {
        Uninterrupted.waitWhile(this, () -> (pending != null || preparing) && failure == null);
        check();
    }

    private void check() {
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
            for (Batch batch = take(); batch != null; batch = take()) {
                segments.append(batch);
                written();
                segments.prepare();
                prepared();
            }
            segments.close();
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Whatever it was, the machine's thread must hear of it, and never wait for a thread that is gone. */
    private void fail(Throwable e) {
        // For as long as there is no memory to say more: not even for the classes that it takes.
        RecordingException told = gone;
        try {
            onFailure.accept(e);
            told = Failures.of(e, segments.lastCount());
        } finally {
            synchronized (this) {
                failure = told;
                notifyAll();
            }
        }
    }

    private synchronized @Nullable Batch take() throws InterruptedException {
        while (pending == null && !closing) {
            wait();
        }
        return pending;
    }

    private synchronized void written() {
        pending = null;
        preparing = true;
        notifyAll();
    }

    private synchronized void prepared() {
        preparing = false;
        notifyAll();
    }
}
