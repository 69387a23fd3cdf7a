package dev.trapline.recorder.checkpoint;

import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.recorder.Uninterrupted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores checkpoints while the machine goes on: packs them on a thread of its own, each as what differs from the one
 * before, and keeps within the limit. One that cannot be written ends all checkpoints but not the recording.
 */
public final class CheckpointWriter implements AutoCloseable, Runnable {
    /**
     * Some times what packing one takes. What the machine pays besides, whose pages are all shared again after one, is 2.5% of its time
     * at 20 ms; a place between two is on average reached so much later that a seek takes 64 ms, not 55.
     */
    private static final long SOONEST_NS = 60_000_000;

    private final CheckpointIndex index;
    private final CheckpointLimit limit;
    private final Thread thread;
    /** Of the checkpoint that all others follow, which stays; or 0, where they follow the machine as it was built. */
    private final long base;

    private Stored last;
    /** The one before, if it is known. */
    private @Nullable Stored before;

    /** Doubled whenever there are too many. */
    private volatile long interval;

    private @Nullable Brought waiting;
    /** When one was last brought. */
    private long added;

    private boolean closing;
    private @Nullable String failure;

    /** Pages accessed since the last that is stored, on the way to those that were not; null if there were none. */
    private byte @Nullable [] passed;

    /** What the next checkpoint can follow, and the pages that are stored with it. */
    private record Stored(long count, MemoryImage memory, byte[] pages) {}

    private record Brought(Checkpoint checkpoint, Supplier<AccessedPages> accessed) {}

    /**
     * @param recording its name, for the thread's
     * @param built the machine's memory before its first instruction
     */
    public CheckpointWriter(String recording, CheckpointIndex index, CheckpointLimit limit, MemoryImage built) {
        this(recording, index, limit, CheckpointFile.BUILT, built);
    }

    /**
     * As above, for a recording that does not begin at the machine's first instruction.
     *
     * @param base count of the checkpoint that is stored already and stays, or 0
     * @param memory the machine's memory there
     */
    public CheckpointWriter(
            String recording, CheckpointIndex index, CheckpointLimit limit, long base, MemoryImage memory) {
        this.index = index;
        this.base = base;
        this.limit = limit;
        interval = limit.interval();
        last = new Stored(base, memory, new byte[0]);
        added = System.nanoTime() - SOONEST_NS;
        thread = new Thread(this, "checkpoints of " + recording);
        thread.setDaemon(true);
        thread.start();
    }

    /** Instructions between two checkpoints now: those at multiples of it are kept. */
    public long interval() {
        return interval;
    }

    /**
     * Whether one that is due now is to be taken. If it can be left out, it is where the machine would have to wait for it, and where
     * it comes so soon after the last that replaying the way between takes less than packing it.
     */
    public synchronized boolean wants() {
        return failure == null && (limit.all() || waiting == null && System.nanoTime() - added >= SOONEST_NS);
    }

    /**
     * Takes a checkpoint, after those with smaller counts; waits while the one before the last is being packed.
     *
     * @param accessed since the last that was brought; asked on another thread
     */
    public synchronized void add(Checkpoint checkpoint, Supplier<AccessedPages> accessed) {
        Uninterrupted.waitWhile(this, () -> waiting != null && failure == null);
        if (failure == null) {
            waiting = new Brought(checkpoint, accessed);
            added = System.nanoTime();
            notifyAll();
        }
    }

    /** Why there are no more checkpoints, if so, in words. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Waits until all are stored. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        Uninterrupted.join(thread);
    }

    @Override
    public void run() {
        try {
            Brought brought = take();
            if (brought != null) {
                BackgroundThread.giveWay();
            }
            for (; brought != null; brought = take()) {
                store(brought);
            }
            index.flush();
        } catch (IOException | InterruptedException | RuntimeException | OutOfMemoryError e) {
            keepWhatIsStored(e);
            synchronized (this) {
                failure = "no checkpoints after count " + last.count() + ": " + e;
                waiting = null;
                notifyAll();
            }
        }
    }

    /** A disk that is full for a checkpoint may have room for the index of those before. */
    private void keepWhatIsStored(Throwable failed) {
        try {
            index.flush();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failed.addSuppressed(e);
        }
    }

    private synchronized @Nullable Brought take() throws InterruptedException {
        while (waiting == null && !closing) {
            wait();
        }
        Brought taken = waiting;
        waiting = null;
        notifyAll();
        return taken;
    }

    private void store(Brought brought) throws IOException {
        Checkpoint c = brought.checkpoint();
        byte[] since = brought.accessed().get().pack();
        byte[] pages = passed == null ? since : AccessedPages.joined(passed, since);
        if (c.count() % interval != 0) {
            passed = pages;
            return;
        }
        passed = null;
        index.add(c.count(), c.nextEvent(), last.count(), CheckpointFile.of(c, last.count(), last.memory(), pages));
        before = last;
        last = new Stored(c.count(), c.machine().memory(), pages);
        List<CheckpointIndex.Entry> all = index.entries();
        long bytes = all.stream().mapToLong(CheckpointIndex.Entry::size).sum();
        if (all.size() > 1 && isTooMuch(all.size(), bytes)) {
            thin();
        }
    }

    private boolean isTooMuch(int number, long bytes) {
        return number > limit.most() || bytes > limit.bytes();
    }

    /**
     * Joins those between multiples of a longer interval to the ones that follow them. The interval is the shortest doubled one
     * with which they fit, so that all are written anew once; and it holds at once, so that the machine brings fewer meanwhile.
     */
    private void thin() throws IOException {
        List<CheckpointOutline> outlines = outlines();
        long longer = 2 * interval;
        while (!fit(outlines, longer)) {
            longer *= 2;
        }
        interval = longer;
        Stored earlier = before;
        if (last.count() % longer != 0 && earlier != null && earlier.count() % longer == 0) {
            passed = last.pages();
            last = earlier;
        }
        before = null;
        join();
    }

    private List<CheckpointOutline> outlines() throws IOException {
        List<CheckpointOutline> outlines = new ArrayList<>();
        for (CheckpointIndex.Entry entry : index.entries()) {
            outlines.add(new CheckpointFile(entry.file(), index.bytes(entry)).outline());
        }
        return outlines;
    }

    /** Whether they are within the limit once they are joined to multiples of an interval; one always is. */
    private boolean fit(List<CheckpointOutline> outlines, long longer) {
        int number = 0;
        long bytes = 0;
        @Nullable CheckpointOutline goes = null;
        for (CheckpointOutline outline : outlines) {
            CheckpointOutline joined = goes == null ? outline : goes.joinedTo(outline);
            if (stays(outline.count(), longer)) {
                number++;
                bytes += joined.size();
                goes = null;
            } else {
                goes = joined;
            }
        }
        return number <= 1 || !isTooMuch(number, bytes);
    }

    private boolean stays(long count, long distance) {
        return count % distance == 0 || count == last.count() || count == base;
    }

    private void join() throws IOException {
        List<CheckpointIndex.Entry> stay = new ArrayList<>();
        List<byte[]> joined = new ArrayList<>();
        @Nullable CheckpointFile goes = null;
        for (CheckpointIndex.Entry entry : index.entries()) {
            if (entry.count() > last.count()) {
                break;
            }
            boolean kept = stays(entry.count(), interval);
            if (kept && goes == null) {
                stay.add(entry);
                continue;
            }
            CheckpointFile file = new CheckpointFile(entry.file(), index.bytes(entry));
            byte[] bytes = goes == null ? file.bytes() : CheckpointFile.joined(goes, file);
            if (kept) {
                joined.add(bytes);
                goes = null;
            } else {
                goes = new CheckpointFile(entry.file(), bytes);
            }
        }
        index.replace(stay, joined);
    }
}
