package dev.trapline.emu.gic;

import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/**
 * What the physical and the virtual CPU interface of one pCPU have in common: which pending interrupt is signalled, and
 * the life of an interrupt from acknowledge to deactivation (IHI 0048B 3.2, 3.3, 4.4, 5.5).
 *
 * <p>{@link #update} must follow every change of what is pending; reading is then free.
 */
abstract sealed class InterruptInterface permits CpuInterface, VirtualInterface {
    static final int SPURIOUS = 1023;
    /** A Group 1 interrupt is pending, and this register does not acknowledge those (3.2.5). */
    static final int GROUP1_PENDING = 1022;
    /** Interrupt identifiers from here on mean no interrupt. */
    static final int FIRST_SPECIAL = 1020;
    /** The running priority when nothing is active: below all others. */
    static final int IDLE = 0x100;

    /** The implemented bits of CTLR: neither bypass nor EOImodeNS (4.4.1). */
    static final int CTLR_BITS = 0x21f;

    private static final int ENABLE_GROUP0 = 1;
    private static final int ENABLE_GROUP1 = 1 << 1;
    private static final int ACK_CTL = 1 << 2;
    private static final int FIQ_EN = 1 << 3;
    private static final int CBPR = 1 << 4;
    private static final int EOI_MODE = 1 << 9;

    final Gic gic;
    final int cpu;
    private final int minimumBinaryPoint;

    private int ctlr;
    private int priorityMask;
    private int binaryPoint;
    private int aliasedBinaryPoint;

    private int runningPriority = IDLE;
    private boolean pending;
    private int pendingPriority;
    private boolean pendingGroup1;
    private boolean irq;
    private boolean fiq;

    InterruptInterface(Gic gic, int cpu, int minimumBinaryPoint) {
        this.gic = gic;
        this.cpu = cpu;
        this.minimumBinaryPoint = minimumBinaryPoint;
        resetControl();
    }

    final void resetControl() {
        ctlr = 0;
        priorityMask = 0;
        binaryPoint = minimumBinaryPoint;
        aliasedBinaryPoint = minimumBinaryPoint + 1;
        runningPriority = IDLE;
    }

    // What differs.

    /** Finds the most urgent pending interrupt and tells it by {@link #nonePending} or {@link #nowPending}. */
    abstract void findPending();

    /** The most urgent pending interrupt as IAR shows it: ID, and for an SGI its source in bits 12 to 10. */
    abstract int pendingId();

    /** Makes the most urgent pending interrupt active. */
    abstract void activatePending();

    /** Marks a group priority as active. */
    abstract void pushPriority(int groupPriority, boolean group1);

    /** The most urgent active group priority, or {@link #IDLE}. */
    abstract int mostUrgentActive();

    abstract void driveIrq(boolean high);

    abstract void driveFiq(boolean high);

    abstract boolean isVirtual();

    final void nonePending() {
        pending = false;
        pendingPriority = IDLE;
    }

    final void nowPending(int priority, boolean group1) {
        pending = true;
        pendingPriority = priority;
        pendingGroup1 = group1;
    }

    /** Looks again at what is pending and drives the outputs. */
    final void update() {
        findPending();
        boolean signalled = isSignalled();
        boolean asFiq = signalled && !pendingGroup1 && (ctlr & FIQ_EN) != 0;
        boolean asIrq = signalled && !asFiq;
        if (asIrq != irq) {
            irq = asIrq;
            driveIrq(asIrq);
        }
        if (asFiq != fiq) {
            fiq = asFiq;
            driveFiq(asFiq);
        }
    }

    /** Drives both outputs whatever they were: what is connected may have forgotten. */
    final void driveAnew() {
        update();
        driveIrq(irq);
        driveFiq(fiq);
    }

    final void runningPriorityChanged() {
        runningPriority = mostUrgentActive();
    }

    private boolean isPendingEnabled() {
        return pending && (ctlr & (pendingGroup1 ? ENABLE_GROUP1 : ENABLE_GROUP0)) != 0;
    }

    /** Enabled, above the priority mask, and of a group priority above the running one (3.3.2, 3.3.3, 3.8). */
    private boolean isSignalled() {
        return isPendingEnabled()
                && pendingPriority < priorityMask
                && pendingPriority < (runningPriority & groupMask(pendingGroup1));
    }

    /**
     * The bits of a priority that are its group priority. A binary point of 0 leaves bits 7 to 1; ABPR, which serves Group
     * 1 unless CBPR is set, counts one higher (3.3.3).
     */
    private int groupMask(boolean group1) {
        return -2 << (group1 && (ctlr & CBPR) == 0 ? aliasedBinaryPoint - 1 : binaryPoint);
    }

    /** IAR and AIAR: acknowledges, and gives what was acknowledged (4.4.4, 4.4.9). */
    final int acknowledge(boolean aliased) {
        if (!isSignalled()) {
            return SPURIOUS;
        }
        int refused = refusal(aliased);
        if (refused != 0) {
            return refused;
        }
        int id = pendingId();
        pushPriority(pendingPriority & groupMask(pendingGroup1), pendingGroup1);
        runningPriorityChanged();
        gic.observer.interruptAcknowledged(cpu, id & 0x3ff, isVirtual());
        activatePending();
        return id;
    }

    /** HPPIR and AHPPIR: neither the priority mask nor the running priority counts (4.4.7, 4.4.11). */
    final int highestPending(boolean aliased) {
        if (!isPendingEnabled()) {
            return SPURIOUS;
        }
        int refused = refusal(aliased);
        return refused != 0 ? refused : pendingId();
    }

    /** The ID to give instead of an interrupt of the group the register is not for, or 0 (3.2.5). */
    private int refusal(boolean aliased) {
        if (aliased) {
            return pendingGroup1 ? 0 : SPURIOUS;
        }
        return pendingGroup1 && (ctlr & ACK_CTL) == 0 ? GROUP1_PENDING : 0;
    }

    /** EOIR or DIR decide with this whether they deactivate (4.4.5, 4.4.15). */
    final boolean isEoiSplit() {
        return (ctlr & EOI_MODE) != 0;
    }

    final boolean isIdle() {
        return runningPriority == IDLE;
    }

    // The registers that only hold a value.

    final int ctlr() {
        return ctlr;
    }

    final void setCtlr(int value) {
        ctlr = value & CTLR_BITS;
        update();
    }

    final int priorityMask() {
        return priorityMask;
    }

    final void setPriorityMask(int value) {
        priorityMask = value & priorityBits();
        update();
    }

    /** The implemented bits of a priority. */
    abstract int priorityBits();

    final int binaryPoint() {
        return binaryPoint;
    }

    /** A value below the least is taken as the least (4.4.3). */
    final void setBinaryPoint(int value) {
        binaryPoint = Math.max(value & 7, minimumBinaryPoint);
        update();
    }

    final int aliasedBinaryPoint() {
        return aliasedBinaryPoint;
    }

    final void setAliasedBinaryPoint(int value) {
        aliasedBinaryPoint = Math.max(value & 7, minimumBinaryPoint + 1);
        update();
    }

    /** Sets all four at once. */
    final void setControl(int newCtlr, int newPriorityMask, int newBinaryPoint, int newAliasedBinaryPoint) {
        ctlr = newCtlr & CTLR_BITS;
        priorityMask = newPriorityMask & priorityBits();
        binaryPoint = Math.max(newBinaryPoint & 7, minimumBinaryPoint);
        aliasedBinaryPoint = Math.max(newAliasedBinaryPoint & 7, minimumBinaryPoint + 1);
    }

    /** RPR; 0xff when nothing is active (4.4.6). */
    final int runningPriority() {
        return Math.min(runningPriority, 0xff);
    }

    final void saveControl(StateWriter out) {
        out.int32(ctlr);
        out.int32(priorityMask);
        out.int32(binaryPoint);
        out.int32(aliasedBinaryPoint);
    }

    final void restoreControl(StateReader in) {
        setControl(in.int32(), in.int32(), in.int32(), in.int32());
    }
}
