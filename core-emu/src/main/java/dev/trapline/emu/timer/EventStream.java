package dev.trapline.emu.timer;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;

/**
 * The event streams of one pCPU: an event whenever a chosen bit of the virtual counter (CNTKCTL) or of the physical one
 * (CNTHCTL) changes in a chosen direction (DDI 0406C B8.1.4).
 *
 * <p>Only WFE can tell whether there was an event, so none happens by itself while nobody waits: a running machine is not
 * stopped, and a sleeping one not woken, for edges that concern no one.
 */
final class EventStream implements Snapshottable {
    private static final int EVNTEN = 1 << 2;
    private static final int EVNTDIR = 1 << 3;
    private static final int EVNTI_SHIFT = 4;

    private final Clock clock;
    private final Deadlines deadlines;
    private final int deadline;
    private final Runnable sink;

    private int virtualControl;
    private int physicalControl;
    private long virtualOffset;
    /** Events up to this tick are taken, or in {@link #came}. */
    private long seen;

    private boolean came;

    EventStream(int cpu, Clock clock, Deadlines deadlines, EventSink sink) {
        this.clock = clock;
        this.deadlines = deadlines;
        this.sink = () -> sink.event(cpu);
        this.deadline = deadlines.claimSignal("cpu" + cpu + ".events", this::awaited);
    }

    /** Whether an event came since this was last asked. */
    boolean take() {
        settle();
        boolean taken = came;
        came = false;
        return taken;
    }

    /** The virtual time of the first event after now, or NEVER. */
    long nextNs() {
        long now = Counter.now(clock);
        return Counter.nsAfter(now, ticksToNext(now));
    }

    void await() {
        deadlines.set(deadline, nextNs());
    }

    void cancelAwait() {
        deadlines.cancel(deadline);
    }

    private void awaited() {
        if (take()) {
            sink.run();
        } else {
            await(); // the stream was changed while armed
        }
    }

    /** Changes what makes events; what came by the old settings is kept. */
    void configure(int cntkctl, int cnthctl, long cntvoff) {
        settle();
        virtualControl = cntkctl;
        physicalControl = cnthctl;
        virtualOffset = cntvoff;
        if (deadlines.armedFor(deadline) != Deadlines.NEVER) {
            await();
        }
    }

    void reset() {
        configure(0, 0, 0);
        cancelAwait();
        came = false;
    }

    private void settle() {
        long now = Counter.now(clock);
        if (((virtualControl | physicalControl) & EVNTEN) != 0) {
            came |= Long.compareUnsigned(ticksToNext(seen), now - seen) <= 0;
        }
        seen = now;
    }

    /** Ticks from {@code tick} to the first event after it, unsigned; all ones if there is none. */
    private long ticksToNext(long tick) {
        long byVirtual = ticksToEdge(virtualControl, tick - virtualOffset);
        long byPhysical = ticksToEdge(physicalControl, tick);
        return Long.compareUnsigned(byVirtual, byPhysical) < 0 ? byVirtual : byPhysical;
    }

    private static long ticksToEdge(int control, long count) {
        if ((control & EVNTEN) == 0) {
            return -1;
        }
        long bit = 1L << (control >>> EVNTI_SHIFT & 15);
        long edge = (control & EVNTDIR) != 0 ? 0 : bit;
        return (edge - count - 1 & 2 * bit - 1) + 1;
    }

    @Override
    public void save(StateWriter out) {
        out.int64(seen);
        out.bool(came);
    }

    /** After {@link #restoreControls}; the deadline is saved with the others. */
    @Override
    public void restore(StateReader in) {
        seen = in.int64();
        came = in.bool();
    }

    /** The registers' values, which their owner saves; settles nothing. */
    void restoreControls(int cntkctl, int cnthctl, long cntvoff) {
        virtualControl = cntkctl;
        physicalControl = cnthctl;
        virtualOffset = cntvoff;
    }
}
