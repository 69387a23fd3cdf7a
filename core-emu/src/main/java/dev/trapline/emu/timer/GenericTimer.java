package dev.trapline.emu.timer;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;

/**
 * The generic timer of one pCPU, without Security Extensions (DDI 0406C B8): physical, virtual and Hyp timers and the
 * event streams, on the machine's virtual time.
 *
 * <p>Here are the registers and what they do; which mode may reach them is the CP15 code's to decide. Values a read leaves
 * UNKNOWN are computed as if they were not.
 */
public final class GenericTimer implements TimerRegisters, Snapshottable {
    /** Interrupt ID of the Hyp timer. */
    public static final int HYP_INTID = 26;
    /** Interrupt ID of the virtual timer. */
    public static final int VIRTUAL_INTID = 27;
    /** Interrupt ID of the physical timer (Non-secure PL1). */
    public static final int PHYSICAL_INTID = 30;

    private static final int CNTKCTL_BITS = 0x3ff;
    private static final int CNTHCTL_BITS = 0xff;
    /** PL1PCEN and PL1PCTEN reset to 1: without a hypervisor nothing is trapped (DDI 0406C CNTHCTL). */
    private static final int CNTHCTL_RESET = 3;

    private final Clock clock;
    /** By {@link TimerRegisters}' numbers. */
    private final Timer[] timers;

    private final EventStream events;
    private int cntfrq = Counter.FREQUENCY_HZ;
    private int cntkctl;
    private int cnthctl = CNTHCTL_RESET;

    /**
     * Claims its deadlines, so build it while the machine is built.
     *
     * @param lines where the three interrupt lines go
     * @param sink told of the event that {@link #awaitEvent} asked for
     */
    public GenericTimer(int cpu, Clock clock, Deadlines deadlines, PpiLines lines, EventSink sink) {
        this.clock = clock;
        timers = new Timer[] {
            new Timer("cntp", cpu, PHYSICAL_INTID, clock, deadlines, lines),
            new Timer("cntv", cpu, VIRTUAL_INTID, clock, deadlines, lines),
            new Timer("cnthp", cpu, HYP_INTID, clock, deadlines, lines)
        };
        events = new EventStream(cpu, clock, deadlines, sink);
    }

    /** As the pCPU's reset does: all timers off, no event stream, no virtual offset. The count goes on. */
    public void reset() {
        for (Timer timer : timers) {
            timer.reset();
        }
        events.reset();
        cntfrq = Counter.FREQUENCY_HZ;
        cntkctl = 0;
        cnthctl = CNTHCTL_RESET;
    }

    @Override
    public long physicalCount() {
        return Counter.now(clock);
    }

    @Override
    public long virtualCount() {
        return timers[VIRTUAL].count();
    }

    @Override
    public int frequency() {
        return cntfrq;
    }

    /** A note for software; the counter's rate stays (B8.1.1). */
    @Override
    public void setFrequency(int value) {
        cntfrq = value;
    }

    @Override
    public long virtualOffset() {
        return timers[VIRTUAL].offset();
    }

    @Override
    public void setVirtualOffset(long value) {
        timers[VIRTUAL].setOffset(value);
        events.configure(cntkctl, cnthctl, value);
    }

    /** PL0PCTEN 0, PL0VCTEN 1, EVNTEN 2, EVNTDIR 3, EVNTI 7 to 4, PL0VTEN 8, PL0PTEN 9. */
    @Override
    public int kernelControl() {
        return cntkctl;
    }

    @Override
    public void setKernelControl(int value) {
        cntkctl = value & CNTKCTL_BITS;
        events.configure(cntkctl, cnthctl, virtualOffset());
    }

    /** PL1PCTEN 0, PL1PCEN 1, EVNTEN 2, EVNTDIR 3, EVNTI 7 to 4. */
    @Override
    public int hypControl() {
        return cnthctl;
    }

    @Override
    public void setHypControl(int value) {
        cnthctl = value & CNTHCTL_BITS;
        events.configure(cntkctl, cnthctl, virtualOffset());
    }

    @Override
    public int control(int timer) {
        return timers[timer].ctl();
    }

    @Override
    public void setControl(int timer, int value) {
        timers[timer].setCtl(value);
    }

    @Override
    public long compareValue(int timer) {
        return timers[timer].cval();
    }

    @Override
    public void setCompareValue(int timer, long value) {
        timers[timer].setCval(value);
    }

    @Override
    public int timerValue(int timer) {
        return timers[timer].tval();
    }

    @Override
    public void setTimerValue(int timer, int value) {
        timers[timer].setTval(value);
    }

    // Events: they reach the Event Register only when WFE looks.

    /**
     * Whether an event stream would have set the Event Register since this was last asked. WFE asks before it waits, and
     * counts a yes like a set Event Register, which it clears.
     */
    public boolean takeEvents() {
        return events.take();
    }

    /** Virtual time of the next event, in nanoseconds; {@link Deadlines#NEVER} without an event stream. */
    public long nextEventNs() {
        return events.nextNs();
    }

    /** The pCPU waits in WFE: the next event goes to the sink, and counts as taken. */
    public void awaitEvent() {
        events.await();
    }

    /** The pCPU no longer waits: something else woke it. */
    public void cancelAwaitEvent() {
        events.cancelAwait();
    }

    @Override
    public void save(StateWriter out) {
        for (Timer timer : timers) {
            timer.save(out);
        }
        out.int32(cntfrq);
        out.int32(cntkctl);
        out.int32(cnthctl);
        events.save(out);
    }

    /** Lines and deadlines are part of what the interrupt controller and {@link Deadlines} save. */
    @Override
    public void restore(StateReader in) {
        for (Timer timer : timers) {
            timer.restore(in);
        }
        cntfrq = in.int32();
        cntkctl = in.int32() & CNTKCTL_BITS;
        cnthctl = in.int32() & CNTHCTL_BITS;
        events.restoreControls(cntkctl, cnthctl, virtualOffset());
        events.restore(in);
    }
}
