package dev.trapline.replay.timeline;

import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.recorder.checkpoint.AccessedPages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last hit before a count: runs windows forward, the newest first and several at a time, and remembers the last
 * hit of each. Once one has a hit, older ones are needless. What lies far back is run several windows in one go: a restored
 * machine takes a while to be as fast as it was.
 */
final class BackwardSearch {
    /** Instructions between two looks at whether the search goes on. */
    private static final long STRETCH = 1 << 20;
    /** Instructions that are run in one go at most, unless a window has more. */
    private static final long MOST = 1 << 26;

    private static final int MOST_DOUBLINGS = 4;

    private final Windows windows;
    private final CursorPool cursors;
    private final ExecutorService threads;
    private final int jobs;

    BackwardSearch(Windows windows, CursorPool cursors, ExecutorService threads, int jobs) {
        this.windows = windows;
        this.cursors = cursors;
        this.threads = threads;
        this.jobs = jobs;
    }

    /** Windows that follow each other and are run in one go, by numbers; {@code place} is how many were taken before. */
    private record Run(int place, int oldest, int newest) {}

    /** One search's state, shared by its threads. */
    private final class Search {
        private final Stops stops;
        private final long from;
        private final long to;
        private final SearchControl control;
        private final List<Integer> order;
        private final MappedWatches mapped;
        /** Place in the order of the next window to be taken. */
        private int next;

        private int taken;
        private long done;
        /** Place of the newest run with a hit. */
        private int best = Integer.MAX_VALUE;

        private @Nullable Hit hit;

        Search(Stops stops, long from, long to, SearchControl control) {
            this.stops = stops;
            this.from = from;
            this.to = to;
            this.control = control;
            order = windows.newestFirst(from, to);
            mapped = new MappedWatches(windows, stops);
        }

        private long length(int window) {
            return Math.min(to, windows.last(window)) - Math.max(from, windows.first(window));
        }

        /** The next windows to be run: those that may have a hit, the more of them the longer nothing was found. */
        private synchronized @Nullable Run take(Cursor cursor) {
            while (next < order.size() && best == Integer.MAX_VALUE && !control.cancelled()) {
                int newest = order.get(next++);
                if (!mayMeet(newest, cursor)) {
                    done += length(newest);
                    control.progress(done, to - from);
                    continue;
                }
                long most = MOST >> Math.max(0, MOST_DOUBLINGS - taken / jobs);
                int oldest = newest;
                while (next < order.size()
                        && windows.last(newest) - windows.first(oldest - 1) <= most
                        && mayMeet(oldest - 1, cursor)) {
                    oldest--;
                    next++;
                }
                return new Run(taken++, oldest, newest);
            }
            return null;
        }

        private boolean mayMeet(int window, Cursor cursor) {
            return mapped.mayMeet(window, cursor) || windows.mayMeet(window, stops, cursor.machine());
        }

        private synchronized boolean isNeedless(Run run) {
            return run.place > best || control.cancelled();
        }

        private synchronized void found(Run run, Hit found) {
            if (run.place < best) {
                best = run.place;
                hit = found;
            }
        }

        private void passed(int window) {
            long sum;
            synchronized (this) {
                done += length(window);
                sum = done;
            }
            control.progress(sum, to - from);
        }

        @Nullable
        Void work() {
            Cursor cursor = cursors.take();
            try {
                for (Run run = take(cursor); run != null; run = take(cursor)) {
                    Optional<Hit> last = last(cursor, run);
                    if (last.isPresent()) {
                        found(run, last.get());
                    }
                }
            } finally {
                cursors.giveBack(cursor);
            }
            return null;
        }

        private Optional<Hit> last(Cursor cursor, Run run) {
            cursor.restore(windows.start(run.oldest));
            StopWatcher watcher = StopWatcher.forLast(cursor, stops);
            try {
                for (int window = run.oldest; window <= run.newest; window++) {
                    if (!pass(cursor, watcher, window, run)) {
                        return Optional.empty();
                    }
                    passed(window);
                }
            } finally {
                watcher.detach();
                cursor.machine().debug().mark(null);
            }
            return watcher.hit().filter(h -> h.count() > from);
        }

        /** Runs through a window; returns false if that has become needless. */
        private boolean pass(Cursor cursor, StopWatcher watcher, int window, Run run) {
            long end = Math.min(to, windows.last(window));
            boolean whole = end == windows.last(window) && !windows.isKnown(window);
            AccessMarks marks =
                    whole ? new AccessMarks(cursor.machine().memory().frameCount()) : null;
            cursor.machine().debug().mark(marks);
            while (cursor.count() < end) {
                if (isNeedless(run)) {
                    return false;
                }
                long before = cursor.count();
                if (watcher.run(Math.min(end, before + STRETCH)) == before) {
                    break;
                }
            }
            if (marks != null) {
                windows.learn(window, new WindowFacts(AccessedPages.of(marks)));
            }
            return true;
        }
    }

    /**
     * The last hit of instructions after {@code from} and up to the {@code to}th; empty if there is none, or if it was given
     * up.
     */
    Optional<Hit> last(Stops stops, long from, long to, SearchControl control) {
        Search search = new Search(stops, from, to, control);
        List<Future<@Nullable Void>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(jobs, search.order.size()); i++) {
            running.add(threads.submit(search::work));
        }
        for (Future<@Nullable Void> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException("a search failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("a search was interrupted", e);
            }
        }
        return control.cancelled() ? Optional.empty() : Optional.ofNullable(search.hit);
    }
}
