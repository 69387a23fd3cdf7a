package dev.trapline.replay.timeline;

import dev.trapline.emu.mmu.AccessMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last hit before a count: runs windows forward, the newest first and several at a time, and remembers the last
 * hit of each. Once one has a hit, older ones are needless.
 */
final class BackwardSearch {
    /** Instructions between two looks at whether the search goes on. */
    private static final long STRETCH = 1 << 20;

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

    /** One search's state, shared by its threads. */
    private final class Search {
        private final Stops stops;
        private final long from;
        private final long to;
        private final SearchControl control;
        private final List<Integer> order;
        private int next;
        private long done;
        /** Place in the order of the newest window with a hit. */
        private int best = Integer.MAX_VALUE;

        private @Nullable Hit hit;

        Search(Stops stops, long from, long to, SearchControl control) {
            this.stops = stops;
            this.from = from;
            this.to = to;
            this.control = control;
            order = windows.newestFirst(from, to);
        }

        /** Place of the next window to be run, or -1. */
        private synchronized int take() {
            return next < Math.min(order.size(), best) && !control.cancelled() ? next++ : -1;
        }

        private synchronized boolean isNeedless(int place) {
            return place > best || control.cancelled();
        }

        private void finished(int place, Optional<Hit> found) {
            long sum;
            synchronized (this) {
                int window = order.get(place);
                done += Math.min(to, windows.last(window)) - Math.max(from, windows.first(window));
                sum = done;
                if (found.isPresent() && place < best) {
                    best = place;
                    hit = found.get();
                }
            }
            control.progress(sum, to - from);
        }

        @Nullable
        Void work() {
            Cursor cursor = cursors.take();
            try {
                for (int place = take(); place >= 0; place = take()) {
                    int window = order.get(place);
                    finished(
                            place,
                            windows.mayMeet(window, stops, cursor.machine())
                                    ? run(cursor, window, place)
                                    : Optional.empty());
                }
            } finally {
                cursors.giveBack(cursor);
            }
            return null;
        }

        private Optional<Hit> run(Cursor cursor, int window, int place) {
            long end = Math.min(to, windows.last(window));
            cursor.restore(windows.start(window));
            boolean whole = end == windows.last(window) && !windows.isKnown(window);
            AccessMarks marks = new AccessMarks(cursor.machine().memory().frameCount());
            StopWatcher watcher = StopWatcher.forLast(cursor, stops);
            try {
                if (whole) {
                    cursor.machine().debug().mark(marks);
                }
                while (cursor.count() < end) {
                    if (isNeedless(place)) {
                        return Optional.empty();
                    }
                    long before = cursor.count();
                    if (watcher.run(Math.min(end, before + STRETCH)) == before) {
                        break;
                    }
                }
                if (whole) {
                    windows.learn(window, WindowFacts.of(marks));
                }
            } finally {
                watcher.detach();
                cursor.machine().debug().mark(null);
            }
            return watcher.hit().filter(h -> h.count() > from);
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
