package dev.trapline.emu.timer;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;

/**
 * One comparator with its interrupt line (DDI 0406C B8.1.5): CVAL, TVAL and CTL of CNTP, CNTV or CNTHP.
 *
 * <p>The condition is that the count, less the offset for the virtual timer, has reached CVAL, all unsigned and 64 bits
 * wide. The line follows it in both directions: it falls again when CVAL moves into the future, when IMASK is set, or
 * when an offset lets the count wrap.
 */
final class Timer implements Snapshottable {
    private static final int ENABLE = 1;
    private static final int IMASK = 1 << 1;
    private static final int ISTATUS = 1 << 2;

    private final Clock clock;
    private final Deadlines deadlines;
    private final PpiLines lines;
    private final int cpu;
    private final int intid;
    private final int deadline;

    private int ctl;
    private long cval;
    private long offset;

    Timer(String name, int cpu, int intid, Clock clock, Deadlines deadlines, PpiLines lines) {
        this.clock = clock;
        this.deadlines = deadlines;
        this.lines = lines;
        this.cpu = cpu;
        this.intid = intid;
        this.deadline = deadlines.claimSignal("cpu" + cpu + "." + name, this::update);
    }

    void reset() {
        ctl = 0;
        cval = 0;
        offset = 0;
        update();
    }

    /** The count as this timer sees it. */
    long count() {
        return Counter.now(clock) - offset;
    }

    private boolean conditionMet() {
        return Long.compareUnsigned(count(), cval) >= 0;
    }

    /** CTL; ISTATUS shows the condition while ENABLE is set (UNKNOWN otherwise; zero here). */
    int ctl() {
        return ctl | ((ctl & ENABLE) != 0 && conditionMet() ? ISTATUS : 0);
    }

    void setCtl(int value) {
        ctl = value & (ENABLE | IMASK);
        update();
    }

    long cval() {
        return cval;
    }

    void setCval(long value) {
        cval = value;
        update();
    }

    /** The low half of CVAL less the count: positive while the condition lies ahead. */
    int tval() {
        return (int) (cval - count());
    }

    /** Sets CVAL so far from now, sign-extended. */
    void setTval(int value) {
        setCval(count() + value);
    }

    long offset() {
        return offset;
    }

    void setOffset(long value) {
        offset = value;
        update();
    }

    /** Drives the line, and arms the deadline for the next time it must change by itself. */
    private void update() {
        if ((ctl & (ENABLE | IMASK)) != ENABLE) {
            deadlines.cancel(deadline);
            lines.setPpi(cpu, intid, false);
            return;
        }
        long now = Counter.now(clock);
        long count = now - offset;
        boolean met = Long.compareUnsigned(count, cval) >= 0;
        // Once met it stays so until the count wraps to zero; zero itself is always met when CVAL is zero.
        long ticks = met ? cval == 0 ? -1 : -count : cval - count;
        deadlines.set(deadline, Counter.nsAfter(now, ticks));
        lines.setPpi(cpu, intid, met);
    }

    @Override
    public void save(StateWriter out) {
        out.int32(ctl);
        out.int64(cval);
        out.int64(offset);
    }

    /** The deadline and the line are saved by those who hold them. */
    @Override
    public void restore(StateReader in) {
        ctl = in.int32();
        cval = in.int64();
        offset = in.int64();
    }
}
