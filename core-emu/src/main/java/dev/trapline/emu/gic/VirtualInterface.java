package dev.trapline.emu.gic;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;

/**
 * The virtual CPU interface of one pCPU and the list registers a hypervisor feeds it from (IHI 0048B chapter 5), with
 * five bits of priority.
 */
final class VirtualInterface extends InterruptInterface implements Snapshottable {
    static final int LIST_REGISTERS = 4;
    /** The maintenance interrupt's PPI. */
    static final int MAINTENANCE_INTID = 25;

    /** GICH_VTR: five priority and five preemption bits, less one each, and the list registers less one (5.3.2). */
    static final int VTR = 4 << 29 | 4 << 26 | LIST_REGISTERS - 1;

    // GICH_HCR (5.3.1); the enables at 1 to 7 stand where GICH_MISR has what they enable.
    private static final int HCR_BITS = 0xf800_00ff;
    private static final int EN = 1;
    private static final int EOI_COUNT_SHIFT = 27;

    // GICH_MISR (5.3.4).
    private static final int MISR_EOI = 1;
    private static final int MISR_U = 1 << 1;
    private static final int MISR_LRENP = 1 << 2;
    private static final int MISR_NP = 1 << 3;
    private static final int MISR_GROUP0_ENABLED = 1 << 4;
    private static final int MISR_GROUP0_DISABLED = 1 << 5;
    private static final int MISR_GROUP1_ENABLED = 1 << 6;
    private static final int MISR_GROUP1_DISABLED = 1 << 7;

    private static final int MINIMUM_BINARY_POINT = 2;
    private static final int LEVEL_SHIFT = MINIMUM_BINARY_POINT + 1;

    private final CpuPins pins;
    private final CpuInterface physicalInterface;
    private final int[] lists = new int[LIST_REGISTERS];
    private int hcr;
    private int activePriorities;
    private int pendingList;

    VirtualInterface(Gic gic, CpuInterface physicalInterface, CpuPins pins) {
        super(gic, physicalInterface.cpu, MINIMUM_BINARY_POINT);
        this.physicalInterface = physicalInterface;
        this.pins = pins;
    }

    void reset() {
        resetControl();
        Arrays.fill(lists, 0);
        hcr = 0;
        activePriorities = 0;
    }

    /** Looks again at the list registers and drives the virtual interrupts and the maintenance interrupt. */
    private void changed() {
        update();
        driveMaintenance();
    }

    private void driveMaintenance() {
        gic.setPpi(cpu, MAINTENANCE_INTID, (hcr & EN) != 0 && misr() != 0);
    }

    /** Of equals the lowest list register. One that is active and pending waits for its deactivation (5.2.2). */
    @Override
    void findPending() {
        int best = IDLE;
        for (int n = 0; n < LIST_REGISTERS; n++) {
            if (ListRegister.isPendingOnly(lists[n]) && ListRegister.priority(lists[n]) < best) {
                best = ListRegister.priority(lists[n]);
                pendingList = n;
            }
        }
        if (best == IDLE || (hcr & EN) == 0) {
            nonePending();
        } else {
            nowPending(best, ListRegister.isGroup1(lists[pendingList]));
        }
    }

    @Override
    int pendingId() {
        return ListRegister.iarValue(lists[pendingList]);
    }

    @Override
    void activatePending() {
        lists[pendingList] = ListRegister.activated(lists[pendingList]);
        changed();
    }

    /**
     * GICV_EOIR and GICV_AEOIR. An interrupt in no list register is counted, so that the hypervisor can end it (5.3.1,
     * EOICount), provided that a priority was dropped.
     */
    void endOfInterrupt(int value, boolean aliased) {
        int id = value & 0x3ff;
        if (id >= FIRST_SPECIAL) {
            return;
        }
        int n = activeList(value);
        if (aliased && n >= 0 && !ListRegister.isGroup1(lists[n])) {
            return;
        }
        boolean dropped = activePriorities != 0;
        activePriorities &= activePriorities - 1;
        runningPriorityChanged();
        if (!isEoiSplit()) {
            if (n >= 0) {
                deactivateList(n);
            } else if (dropped) {
                countEoi(id);
            }
        }
        changed();
    }

    /** GICV_DIR; with EOImode clear UNPREDICTABLE, and nothing here. */
    void deactivate(int value) {
        int id = value & 0x3ff;
        if (!isEoiSplit() || id >= FIRST_SPECIAL) {
            return;
        }
        int n = activeList(value);
        if (n >= 0) {
            deactivateList(n);
        } else {
            countEoi(id);
        }
        changed();
    }

    /**
     * The active list register of an interrupt, or -1. SGIs from several pCPUs may be active at once: the source written
     * decides; if none fits, as a guest may leave it out, the ID alone does.
     */
    private int activeList(int eoiValue) {
        int byId = -1;
        for (int n = 0; n < LIST_REGISTERS; n++) {
            int list = lists[n];
            if (ListRegister.isActive(list) && ListRegister.virtualId(list) == (eoiValue & 0x3ff)) {
                if (ListRegister.iarValue(list) == (eoiValue & 0x1fff)) {
                    return n;
                }
                if (byId < 0) {
                    byId = n;
                }
            }
        }
        return byId;
    }

    /** With the HW bit the physical interrupt ends as well, as if by a write to GICC_DIR (5.2.1). */
    private void deactivateList(int n) {
        int list = lists[n];
        lists[n] = ListRegister.deactivated(list);
        gic.observer.interruptEnded(cpu, ListRegister.virtualId(list), true);
        if (ListRegister.isHardware(list)) {
            int physical = ListRegister.physicalId(list);
            // An SGI or a special ID here is UNPREDICTABLE (5.3.8): nothing.
            if (physical >= 16 && physical < Distributor.INTERRUPTS) {
                physicalInterface.end(physical);
            }
        }
    }

    /** Wraps at 32 (5.3.1). */
    private void countEoi(int id) {
        hcr += 1 << EOI_COUNT_SHIFT;
        gic.observer.interruptEnded(cpu, id, true);
    }

    @Override
    void pushPriority(int groupPriority, boolean group1) {
        activePriorities |= 1 << (groupPriority >>> LEVEL_SHIFT);
    }

    @Override
    int mostUrgentActive() {
        return activePriorities == 0 ? IDLE : Integer.numberOfTrailingZeros(activePriorities) << LEVEL_SHIFT;
    }

    // GICV_CTLR is also part of GICH_VMCR and of what GICH_MISR shows.

    void setVirtualCtlr(int value) {
        setCtlr(value);
        driveMaintenance();
    }

    int activePriorities() {
        return activePriorities;
    }

    void setActivePriorities(int value) {
        activePriorities = value;
        runningPriorityChanged();
        update();
    }

    int hcr() {
        return hcr;
    }

    void setHcr(int value) {
        hcr = value & HCR_BITS;
        changed();
    }

    /** The hypervisor's view of the registers the guest sees in GICV (5.3.3). */
    int vmcr() {
        return ctlr() | aliasedBinaryPoint() << 18 | binaryPoint() << 21 | priorityMask() << 24;
    }

    void setVmcr(int value) {
        setControl(value, value >>> 24, value >>> 21, value >>> 18);
        changed();
    }

    int misr() {
        int enables = hcr & (MISR_U | MISR_LRENP | MISR_NP | 0xf0);
        int state = MISR_U | MISR_LRENP | MISR_NP;
        int valid = 0;
        for (int list : lists) {
            if (!ListRegister.isInvalid(list)) {
                valid++;
            }
            if (ListRegister.isPendingOnly(list)) {
                state &= ~MISR_NP;
            }
        }
        if (valid > 1) {
            state &= ~MISR_U;
        }
        if (hcr >>> EOI_COUNT_SHIFT == 0) {
            state &= ~MISR_LRENP;
        }
        state |= (ctlr() & 1) != 0 ? MISR_GROUP0_ENABLED : MISR_GROUP0_DISABLED;
        state |= (ctlr() & 2) != 0 ? MISR_GROUP1_ENABLED : MISR_GROUP1_DISABLED;
        return state & enables | (eisr() != 0 ? MISR_EOI : 0);
    }

    /** List registers whose interrupt ended and asked for a maintenance interrupt at that (5.3.5). */
    int eisr() {
        int bits = 0;
        for (int n = 0; n < LIST_REGISTERS; n++) {
            if (ListRegister.isEndedWithEoi(lists[n])) {
                bits |= 1 << n;
            }
        }
        return bits;
    }

    /** List registers free for use (5.3.6). */
    int elrsr() {
        int bits = 0;
        for (int n = 0; n < LIST_REGISTERS; n++) {
            if (ListRegister.isInvalid(lists[n]) && !ListRegister.isEndedWithEoi(lists[n])) {
                bits |= 1 << n;
            }
        }
        return bits;
    }

    int list(int n) {
        return lists[n];
    }

    void setList(int n, int value) {
        int before = lists[n];
        int now = value & ListRegister.BITS;
        lists[n] = now;
        if (ListRegister.isPending(now)
                && !(ListRegister.isPending(before) && ListRegister.virtualId(before) == ListRegister.virtualId(now))) {
            gic.observer.interruptInjected(cpu, ListRegister.virtualId(now));
        }
        changed();
    }

    @Override
    int priorityBits() {
        return 0xf8;
    }

    @Override
    void driveIrq(boolean high) {
        pins.virtualIrq(high);
    }

    @Override
    void driveFiq(boolean high) {
        pins.virtualFiq(high);
    }

    @Override
    boolean isVirtual() {
        return true;
    }

    @Override
    public void save(StateWriter out) {
        saveControl(out);
        out.int32(hcr);
        out.int32(activePriorities);
        out.int32s(lists);
    }

    /** The maintenance interrupt's level is saved with the distributor. */
    @Override
    public void restore(StateReader in) {
        restoreControl(in);
        hcr = in.int32() & HCR_BITS;
        activePriorities = in.int32();
        in.int32s(lists);
        runningPriorityChanged();
    }
}
