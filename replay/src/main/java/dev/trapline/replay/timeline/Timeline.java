package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A recording as a place one can move about in, forwards and backwards: the machine as it was at any count. Reached places
 * are remembered as checkpoints in memory, so that what is near is reached at once. For one thread, which is told
 * of progress from others.
 */
public final class Timeline implements AutoCloseable {
    /** Distances before the cursor at which a checkpoint is left on the way: this, and its doubles. */
    private static final long NEAREST = 1 << 12;

    private static final long FARTHEST = 1 << 22;
    /** How far back it is looked first, one after another, since what is looked for is often close. */
    private static final long[] CLOSE = {1 << 10, 1 << 14, 1 << 18, 1 << 21};
    /** Instructions between two looks at whether a search goes on. */
    private static final long STRETCH = 1 << 18;
    /** On a way without checkpoints of the recording's, one is left every so many instructions. */
    private static final long ON_THE_WAY = 1 << 24;

    private final History history;
    private final Recording recording;
    private final MachineSpec spec;
    private final Cursor cursor;
    private final Windows windows;
    private final NearCheckpoints near;
    private final NearCheckpoints.Place place;
    private final CursorPool pool;
    private final ExecutorService threads;
    private final BackwardSearch search;
    private final EventSearch events;
    private final long end;

    /**
     * How much the timelines of a recording may use.
     *
     * @param cacheBytes of checkpoints in memory, of all together
     * @param jobs windows that each searches at a time
     */
    public record Settings(long cacheBytes, int jobs) {
        public static final Settings DEFAULT =
                new Settings(2L << 30, Math.max(1, Runtime.getRuntime().availableProcessors()));
    }

    /** Opens a recording, and stands at its beginning. */
    public Timeline(Path path, Settings settings) {
        this(new History(path, settings));
    }

    /** One more of a recording, at its beginning. */
    public Timeline(History history) {
        this.history = history;
        History.Shared shared = history.enter();
        spec = shared.spec();
        windows = shared.windows();
        near = shared.near();
        pool = shared.pool();
        place = near.enter();
        try {
            recording = Recording.open(history.path());
            cursor = pool.take();
            cursor.restore(windows.start(0));
        } catch (RuntimeException e) {
            near.leave(place);
            history.leave();
            throw e;
        }
        end = recording.lastCount();
        // Of its own: whoever searches for long keeps nobody else waiting.
        threads = Executors.newFixedThreadPool(history.jobs(), task -> {
            Thread thread = new Thread(task, "search of " + history.path());
            thread.setDaemon(true);
            return thread;
        });
        search = new BackwardSearch(windows, pool, threads, history.jobs());
        events = new EventSearch(recording);
    }

    public Recording recording() {
        return recording;
    }

    public MachineSpec spec() {
        return spec;
    }

    /** The machine where the cursor is: to be looked at, neither run nor changed. */
    public Machine machine() {
        return cursor.machine();
    }

    /** Instructions attempted where the cursor is. */
    public long count() {
        return cursor.count();
    }

    /** Number of the event after which the cursor stands; 0 at the beginning. */
    public long event() {
        return cursor.session().eventsDone();
    }

    /** The earliest count there is. */
    public long first() {
        return windows.first(0);
    }

    /** The last count there is. */
    public long last() {
        return end;
    }

    /** Bytes of checkpoints held in memory, for this and all other timelines of its history. */
    public long cachedBytes() {
        return near.bytes();
    }

    /**
     * Goes to a count; to the nearest there is if it lies outside the recording.
     *
     * @throws TimelineException if the recording does not replay exactly up to there
     */
    public void seek(long count) {
        seek(count, SearchControl.NONE);
    }

    /**
     * Goes to a count, or stays somewhere on the way there if it is given up; returns whether it arrived.
     *
     * @throws TimelineException if the recording does not replay exactly up to there
     */
    public boolean seek(long count, SearchControl control) {
        long to = Math.clamp(count, first(), end);
        int window = windows.at(to);
        long stored = windows.first(window);
        Optional<Checkpoint> close = near.atOrBefore(to).filter(c -> c.count() >= stored);
        long best = close.map(Checkpoint::count).orElse(stored);
        if (cursor.count() > to || cursor.count() < best) {
            // What is stored is read only if nothing in memory will do: that takes a while.
            cursor.restore(close.orElseGet(() -> windows.start(window)));
        }
        long from = cursor.count();
        while (cursor.count() < to) {
            if (control.cancelled()) {
                return false;
            }
            long stop = nextLeft(to);
            long before = cursor.count();
            cursor.run(stop);
            control.progress(cursor.count() - from, to - from);
            if (cursor.count() == stop && stop < to) {
                leaveCheckpoint(to);
            }
            if (cursor.count() == before) {
                break;
            }
        }
        return true;
    }

    /**
     * Runs on to a count, or until somebody leaves the session before it; checkpoints are left on the way. Returns whether
     * there was anything to run.
     *
     * @throws TimelineException if the recording does not replay exactly up to there
     */
    public boolean runOn(long count) {
        long before = cursor.count();
        long far = (before / ON_THE_WAY + 1) * ON_THE_WAY;
        long stop = Math.min(Math.min(count, end), far);
        if (cursor.run(stop) == far) {
            leaveCheckpoint(far);
        }
        return cursor.count() > before;
    }

    /** Leaves the {@link #runOn} under way at the next instruction boundary; for what the machine calls. */
    public void leave() {
        cursor.session().leave();
    }

    /** Where a checkpoint is left next on the way to a count, or that count. */
    private long nextLeft(long to) {
        long here = cursor.count();
        for (long distance = FARTHEST; distance >= NEAREST; distance /= 2) {
            if (to - distance > here) {
                long far = (here / ON_THE_WAY + 1) * ON_THE_WAY;
                return Math.min(far, to - distance);
            }
        }
        return to;
    }

    private void leaveCheckpoint(long to) {
        if (!near.has(cursor.count())) {
            place.goesTo(to);
            near.add(cursor.save());
        }
    }

    /** Goes back by a number of instructions, of whatever pCPU. */
    public void stepBack(long instructions) {
        seek(count() - instructions);
    }

    /**
     * Runs forwards to the first stop, but not one at the instruction the cursor stands before; to the end if there is none.
     *
     * @return the stop; empty at the end, or where it was given up
     */
    public Optional<Hit> runForward(Stops stops, SearchControl control) {
        long from = count();
        Optional<TraceEvent> event = stops.event().flatMap(met -> events.first(met, from, end, control));
        long limit = event.map(e -> e.at().count()).orElse(end);
        Optional<Hit> hit = stops.needRun() ? firstHit(stops, from, limit, control) : Optional.empty();
        if (hit.isPresent()) {
            return hit;
        }
        if (control.cancelled()) {
            return Optional.empty();
        }
        seek(limit);
        return event.map(Timeline::happened);
    }

    /** The first stop at an instruction behind the next and up to a count. The cursor is somewhere there afterwards. */
    public Optional<Hit> firstUpTo(Stops stops, long last, SearchControl control) {
        return firstHit(stops, count(), Math.min(last, end), control);
    }

    private Optional<Hit> firstHit(Stops stops, long from, long limit, SearchControl control) {
        // A breakpoint at the instruction that comes next is where one stands already.
        StopWatcher watcher =
                StopWatcher.forFirst(cursor, stops, from + (stops.breakpoints().isEmpty() ? 0 : 1));
        try {
            while (cursor.count() < limit && watcher.hit().isEmpty() && !control.cancelled()) {
                long before = cursor.count();
                long stop = Math.min(limit, (before / FARTHEST + 1) * FARTHEST);
                watcher.run(stop);
                if (watcher.hit().isEmpty() && cursor.count() == stop && stop % ON_THE_WAY == 0) {
                    leaveCheckpoint(stop);
                }
                control.progress(cursor.count() - from, limit - from);
                if (cursor.count() == before && watcher.hit().isEmpty()) {
                    break;
                }
            }
        } finally {
            watcher.detach();
        }
        return watcher.hit();
    }

    /**
     * Runs backwards to the latest stop before the cursor; to the beginning if there is none.
     *
     * @return the stop; empty at the beginning, or if it was given up, and then the cursor stays where it is
     */
    public Optional<Hit> runBack(Stops stops, SearchControl control) {
        Optional<Hit> hit = lastBefore(stops, count(), control);
        if (!control.cancelled()) {
            seek(hit.map(Hit::countBackwards).orElse(first()));
        }
        return hit;
    }

    /** The first event after a count that is met; the cursor stays where it is. */
    public Optional<Hit> firstAfter(Predicate<TraceEvent> met, long count, SearchControl control) {
        return events.first(met, count, end, control).map(Timeline::happened);
    }

    /** The latest stop before a count; the cursor stays where it is. */
    public Optional<Hit> lastBefore(Stops stops, long count, SearchControl control) {
        Optional<Hit> event =
                stops.event().flatMap(met -> events.last(met, count, control)).map(Timeline::happened);
        if (!stops.needRun()) {
            return event;
        }
        long from = event.map(Hit::count).orElse(first());
        long left = count;
        for (long distance : CLOSE) {
            long close = Math.max(from, count - distance);
            Optional<Checkpoint> start = near.atOrBefore(close).filter(c -> close - c.count() <= FARTHEST);
            if (close >= left || start.isEmpty()) {
                break;
            }
            Optional<Hit> hit = lastWithin(start.get(), stops, close, left, control);
            if (hit.isPresent() || control.cancelled()) {
                return hit;
            }
            left = close;
        }
        Optional<Hit> found = left > from ? search.last(stops, from, left, control) : Optional.empty();
        return found.or(() -> event);
    }

    /** The last hit of instructions after {@code from} and up to the {@code to}th, looked for from a checkpoint. */
    private Optional<Hit> lastWithin(Checkpoint start, Stops stops, long from, long to, SearchControl control) {
        Cursor other = pool.take();
        try {
            other.restore(start);
            other.run(from);
            StopWatcher watcher = StopWatcher.forLast(other, stops);
            try {
                for (long at = from; at < to && !control.cancelled(); at = other.count()) {
                    if (watcher.run(Math.min(to, at + STRETCH)) == at) {
                        break;
                    }
                }
            } finally {
                watcher.detach();
            }
            return watcher.hit().filter(h -> h.count() > from);
        } finally {
            pool.giveBack(other);
        }
    }

    /**
     * Who wrote some bytes of memory last, before the cursor.
     *
     * @param pa physical address
     * @return empty if they are as they were placed at the start, or if it was given up
     */
    public Optional<Hit> whoWrote(long pa, int length, SearchControl control) {
        Watchpoint watched = new Watchpoint(Watchpoint.Space.PHYSICAL, pa, length, Watchpoint.Access.WRITE);
        return lastBefore(Stops.at(watched), count(), control);
    }

    /**
     * Where a guest's intermediate addresses lead, wherever in the recording it lives; the cursor stays where it is.
     *
     * @param world its number, from 2
     * @return empty if there is no such guest up to the recording's end
     */
    public Optional<GuestTables> guest(int world) {
        Optional<GuestTables> known = GuestTables.of(machine().worlds(), world);
        if (known.isPresent()) {
            return known;
        }
        Cursor other = pool.take();
        try {
            other.restore(windows.start(windows.size() - 1));
            other.run(end);
            return GuestTables.of(other.machine().worlds(), world);
        } finally {
            pool.giveBack(other);
        }
    }

    private static Hit happened(TraceEvent event) {
        return new Hit(event.at().count(), event.cpu(), new Hit.Cause.Happened(event));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        cursor.close();
        recording.close();
        near.leave(place);
        history.leave();
    }
}
