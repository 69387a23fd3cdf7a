package dev.trapline.emu.gic;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;

/** The physical CPU interface of one pCPU (IHI 0048B 4.4), with eight bits of priority. */
final class CpuInterface extends InterruptInterface implements Snapshottable {
    /** Words of active priorities: 128 preemption levels. */
    static final int ACTIVE_PRIORITY_WORDS = 4;

    private static final int MINIMUM_BINARY_POINT = 0;
    /** A group priority shifted right by this is a preemption level. */
    private static final int LEVEL_SHIFT = MINIMUM_BINARY_POINT + 1;

    private final CpuPins pins;
    private final Distributor distributor;
    private final int[] activeGroup0 = new int[ACTIVE_PRIORITY_WORDS];
    private final int[] activeGroup1 = new int[ACTIVE_PRIORITY_WORDS];
    private int pendingIntid = SPURIOUS;

    CpuInterface(Gic gic, int cpu, Distributor distributor, CpuPins pins) {
        super(gic, cpu, MINIMUM_BINARY_POINT);
        this.distributor = distributor;
        this.pins = pins;
    }

    void reset() {
        resetControl();
        Arrays.fill(activeGroup0, 0);
        Arrays.fill(activeGroup1, 0);
    }

    @Override
    void findPending() {
        int highest = distributor.highestPending(cpu);
        pendingIntid = highest & 0xffff;
        if (pendingIntid == SPURIOUS) {
            nonePending();
        } else {
            nowPending(highest >>> 16, distributor.isGroup1(cpu, pendingIntid));
        }
    }

    @Override
    int pendingId() {
        return pendingIntid < 16 ? distributor.sgiSource(cpu, pendingIntid) << 10 | pendingIntid : pendingIntid;
    }

    @Override
    void activatePending() {
        distributor.acknowledge(cpu, pendingIntid);
        // An SPI that no longer targets this pCPU updates others only; the running priority changed here all the same.
        update();
    }

    /**
     * EOIR and AEOIR: drops the priority and, unless the two are split, deactivates (4.4.5). What the manual leaves
     * UNPREDICTABLE: EOIR for a Group 1 interrupt with AckCtl clear ends it; AEOIR for one of Group 0, any for one that
     * does not exist or with nothing active, does nothing.
     */
    void endOfInterrupt(int value, boolean aliased) {
        int intid = value & 0x3ff;
        if (intid >= Distributor.INTERRUPTS || isIdle()) {
            return;
        }
        boolean group1 = distributor.isGroup1(cpu, intid);
        if (aliased && !group1) {
            return;
        }
        dropPriority(group1 ? activeGroup1 : activeGroup0);
        runningPriorityChanged();
        if (!isEoiSplit()) {
            end(intid);
        }
        update();
    }

    /** DIR; with EOImode clear UNPREDICTABLE, and nothing here (4.4.15). */
    void deactivate(int value) {
        int intid = value & 0x3ff;
        if (isEoiSplit() && intid < Distributor.INTERRUPTS) {
            end(intid);
        }
    }

    /** Deactivates, and tells so if it was active. */
    void end(int intid) {
        if (distributor.deactivate(cpu, intid)) {
            gic.observer.interruptEnded(cpu, intid, false);
        }
    }

    @Override
    void pushPriority(int groupPriority, boolean group1) {
        int level = groupPriority >>> LEVEL_SHIFT;
        (group1 ? activeGroup1 : activeGroup0)[level >>> 5] |= 1 << level;
    }

    private static void dropPriority(int[] active) {
        for (int word = 0; word < ACTIVE_PRIORITY_WORDS; word++) {
            if (active[word] != 0) {
                active[word] &= active[word] - 1;
                return;
            }
        }
    }

    @Override
    int mostUrgentActive() {
        for (int word = 0; word < ACTIVE_PRIORITY_WORDS; word++) {
            int levels = activeGroup0[word] | activeGroup1[word];
            if (levels != 0) {
                return (word << 5 | Integer.numberOfTrailingZeros(levels)) << LEVEL_SHIFT;
            }
        }
        return IDLE;
    }

    int activePriorities(int word) {
        return activeGroup0[word];
    }

    void setActivePriorities(int word, int value) {
        activeGroup0[word] = value;
        runningPriorityChanged();
        update();
    }

    int activePrioritiesGroup1(int word) {
        return activeGroup1[word];
    }

    void setActivePrioritiesGroup1(int word, int value) {
        activeGroup1[word] = value;
        runningPriorityChanged();
        update();
    }

    @Override
    int priorityBits() {
        return 0xff;
    }

    @Override
    void driveIrq(boolean high) {
        pins.irq(high);
    }

    @Override
    void driveFiq(boolean high) {
        pins.fiq(high);
    }

    @Override
    boolean isVirtual() {
        return false;
    }

    @Override
    public void save(StateWriter out) {
        saveControl(out);
        out.int32s(activeGroup0);
        out.int32s(activeGroup1);
    }

    @Override
    public void restore(StateReader in) {
        restoreControl(in);
        in.int32s(activeGroup0);
        in.int32s(activeGroup1);
        runningPriorityChanged();
    }
}
