package dev.trapline.emu.mmu;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Fault;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;

/**
 * The address translation operations, whose result is PAR (DDI 0406C B3.15 and B4.2.4). What a walk here reads is not
 * kept.
 */
public final class AddressTranslation {
    // Bit 0: write; bit 1: from PL0; bit 2: both stages; bit 3: Hyp mode's tables.
    public static final int ATS1CPR = 0;
    public static final int ATS1CPW = 1;
    public static final int ATS1CUR = 2;
    public static final int ATS1CUW = 3;
    public static final int ATS12NSOPR = 4;
    public static final int ATS12NSOPW = 5;
    public static final int ATS12NSOUR = 6;
    public static final int ATS12NSOUW = 7;
    public static final int ATS1HR = 8;
    public static final int ATS1HW = 9;

    private static final long PAR_F = 1;
    private static final long PAR_NS = 1 << 9;
    private static final long PAR_LPAE = 1 << 11;

    private final Translator translator;
    private final Translation x = new Translation();
    private final Fault fault = new Fault();

    public AddressTranslation(Mmu mmu) {
        translator = mmu.translator();
    }

    /**
     * Performs an operation and writes PAR. A translation that fails is a result; only an external abort on the walk, and
     * a stage 1 walk of PL1's that stage 2 refuses, are taken as Data Aborts.
     */
    public void perform(Cpu s, int operation, int va) {
        boolean write = (operation & 1) != 0;
        boolean privileged = (operation & 2) == 0;
        Regime regime = operation >= ATS1HR ? Regime.HYP : operation >= ATS12NSOPR ? Regime.PL10 : Regime.PL10_STAGE1;
        int access = write ? Translation.WRITE : Translation.READ;
        boolean done = translator.probe(s.cp15, regime, privileged, va & 0xffff_ffffL, access, x);
        if (!done && isTaken(s, regime)) {
            x.copyTo(s.fault, va, true);
            s.fault.cacheMaintenance = true;
            throw GuestException.DATA_ABORT;
        }
        boolean longFormat = s.cp15.ttbcr < 0
                || s.mode == Mode.HYP && regime != Regime.PL10
                || regime == Regime.PL10 && (s.cp15.hcr & (Hcr.VM | Hcr.DC)) != 0;
        s.cp15.par = done ? longFormat ? longResult() : shortResult() : longFormat ? longFault() : shortFault(va);
    }

    private boolean isTaken(Cpu s, Regime regime) {
        boolean external = (x.status & ~3) == FaultStatus.EXTERNAL_ON_WALK;
        return external || regime == Regime.PL10_STAGE1 && s.mode != Mode.HYP && x.stage1Walk;
    }

    private long longResult() {
        return x.pa & 0xff_ffff_f000L | (long) x.attributes << 56 | PAR_LPAE | PAR_NS | (long) x.shareability << 7;
    }

    private long longFault() {
        return PAR_F | PAR_LPAE | (long) x.status << 1 | (x.stage2 ? 1 << 9 : 0) | (x.stage1Walk ? 1 << 8 : 0);
    }

    private long shortResult() {
        long attributes = PAR_NS
                | (x.shareability == MemoryAttributes.INNER_SHAREABLE ? 0 : 1 << 10)
                | (x.shareability == MemoryAttributes.NON_SHAREABLE ? 0 : 1 << 7)
                | inner(x.attributes) << 4
                | outer(x.attributes) << 2;
        if (x.supersection) {
            return x.pa & 0xff00_0000L | (x.pa >>> 32 & 0xff) << 16 | attributes | 2;
        }
        return x.pa & 0xffff_f000L | attributes;
    }

    private long shortFault(int va) {
        x.copyTo(fault, va, true);
        int fs = FaultStatus.shortStatus(fault.status);
        return PAR_F | (fs & 15) << 1 | (fs >>> 4) << 5 | (fault.external ? 1 << 6 : 0);
    }

    /** PAR.Inner: 0 Non-cacheable, 1 Strongly-ordered, 3 Device, 5 WB allocate, 6 WT, 7 WB no allocate. */
    private static int inner(int attributes) {
        if (!MemoryAttributes.isNormal(attributes)) {
            return attributes == MemoryAttributes.STRONGLY_ORDERED ? 1 : 3;
        }
        int nibble = attributes & 15;
        return nibble == 4 ? 0 : (nibble & 4) == 0 ? 6 : (nibble & 1) != 0 ? 5 : 7;
    }

    /** PAR.Outer: 0 Non-cacheable, 1 WB allocate, 2 WT, 3 WB no allocate. */
    private static int outer(int attributes) {
        int nibble = attributes >>> 4;
        return nibble == 0 || nibble == 4 ? 0 : (nibble & 4) == 0 ? 2 : (nibble & 1) != 0 ? 1 : 3;
    }
}
