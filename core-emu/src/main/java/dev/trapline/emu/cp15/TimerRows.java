package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL0_RO;
import static dev.trapline.emu.cp15.Access.PL0_RW;
import static dev.trapline.emu.cp15.Access.PL1_RW;
import static dev.trapline.emu.cp15.Access.PL2_RW;

import dev.trapline.emu.cp15.Gate.Verdict;
import dev.trapline.emu.timer.TimerRegisters;

/** CRn 14: the generic timers (DDI 0406C B8); who may access them is decided here, what they do is theirs. */
final class TimerRows {
    // CNTKCTL (B4.1 CNTKCTL).
    private static final int PL0PCTEN = 1;
    private static final int PL0VCTEN = 2;
    private static final int PL0VTEN = 1 << 8;
    private static final int PL0PTEN = 1 << 9;
    // CNTHCTL (B4.1 CNTHCTL).
    private static final int PL1PCTEN = 1;
    private static final int PL1PCEN = 2;

    private static final int PHYSICAL = TimerRegisters.PHYSICAL;
    private static final int VIRTUAL = TimerRegisters.VIRTUAL;
    private static final int HYP = TimerRegisters.HYP;

    private TimerRows() {}

    static void add(RegisterTable t) {
        // spotless:off
        t.row("p15 0 c14 c0 0", "CNTFRQ",    PL1_RW | PL0_RO).gate(TimerRows::frequency).read(m -> m.timer.frequency()).write((m, v) -> m.timer.setFrequency((int) v)).cite("DDI 0406C B4.1 CNTFRQ");
        t.row("p15 0 c14",      "CNTPCT",    PL0_RO).gate(TimerRows::physicalCount).read(m -> m.timer.physicalCount()).cite("DDI 0406C B4.1 CNTPCT");
        t.row("p15 1 c14",      "CNTVCT",    PL0_RO).gate(TimerRows::virtualCount).read(m -> m.timer.virtualCount()).cite("DDI 0406C B4.1 CNTVCT");
        t.row("p15 0 c14 c1 0", "CNTKCTL",   PL1_RW).read(m -> m.timer.kernelControl()).write((m, v) -> m.timer.setKernelControl((int) v)).cite("DDI 0406C B4.1 CNTKCTL");
        t.row("p15 0 c14 c2 0", "CNTP_TVAL", PL0_RW).gate(TimerRows::physicalTimer).read(m -> m.timer.timerValue(PHYSICAL)).write((m, v) -> m.timer.setTimerValue(PHYSICAL, (int) v)).cite("DDI 0406C B4.1 CNTP_TVAL");
        t.row("p15 0 c14 c2 1", "CNTP_CTL",  PL0_RW).gate(TimerRows::physicalTimer).read(m -> m.timer.control(PHYSICAL)).write((m, v) -> m.timer.setControl(PHYSICAL, (int) v)).cite("DDI 0406C B4.1 CNTP_CTL");
        t.row("p15 2 c14",      "CNTP_CVAL", PL0_RW).gate(TimerRows::physicalTimer).read(m -> m.timer.compareValue(PHYSICAL)).write((m, v) -> m.timer.setCompareValue(PHYSICAL, v)).cite("DDI 0406C B4.1 CNTP_CVAL");
        t.row("p15 0 c14 c3 0", "CNTV_TVAL", PL0_RW).gate(TimerRows::virtualTimer).read(m -> m.timer.timerValue(VIRTUAL)).write((m, v) -> m.timer.setTimerValue(VIRTUAL, (int) v)).cite("DDI 0406C B4.1 CNTV_TVAL");
        t.row("p15 0 c14 c3 1", "CNTV_CTL",  PL0_RW).gate(TimerRows::virtualTimer).read(m -> m.timer.control(VIRTUAL)).write((m, v) -> m.timer.setControl(VIRTUAL, (int) v)).cite("DDI 0406C B4.1 CNTV_CTL");
        t.row("p15 3 c14",      "CNTV_CVAL", PL0_RW).gate(TimerRows::virtualTimer).read(m -> m.timer.compareValue(VIRTUAL)).write((m, v) -> m.timer.setCompareValue(VIRTUAL, v)).cite("DDI 0406C B4.1 CNTV_CVAL");
        t.row("p15 4 c14",      "CNTVOFF",   PL2_RW).read(m -> m.timer.virtualOffset()).write((m, v) -> m.timer.setVirtualOffset(v)).cite("DDI 0406C B4.1 CNTVOFF");
        t.row("p15 4 c14 c1 0", "CNTHCTL",   PL2_RW).read(m -> m.timer.hypControl()).write((m, v) -> m.timer.setHypControl((int) v)).cite("DDI 0406C B4.1 CNTHCTL");
        t.row("p15 4 c14 c2 0", "CNTHP_TVAL", PL2_RW).read(m -> m.timer.timerValue(HYP)).write((m, v) -> m.timer.setTimerValue(HYP, (int) v)).cite("DDI 0406C B4.1 CNTHP_TVAL");
        t.row("p15 4 c14 c2 1", "CNTHP_CTL", PL2_RW).read(m -> m.timer.control(HYP)).write((m, v) -> m.timer.setControl(HYP, (int) v)).cite("DDI 0406C B4.1 CNTHP_CTL");
        t.row("p15 6 c14",      "CNTHP_CVAL", PL2_RW).read(m -> m.timer.compareValue(HYP)).write((m, v) -> m.timer.setCompareValue(HYP, v)).cite("DDI 0406C B4.1 CNTHP_CVAL");
        // spotless:on
    }

    private static boolean user(SystemRegisters m, int pl, int bits) {
        return pl > 0 || (m.timer.kernelControl() & bits) != 0;
    }

    /** CNTHCTL resets to allow; without Hyp mode nobody can change it. */
    private static boolean hyp(SystemRegisters m, int pl, int bit) {
        return pl == 2 || (m.timer.hypControl() & bit) != 0;
    }

    /** Written only at the highest privilege level there is. */
    private static Verdict frequency(SystemRegisters m, int pl, boolean write) {
        boolean allowed = write ? pl == 2 || !m.configuration.hasHyp() : user(m, pl, PL0PCTEN | PL0VCTEN);
        return allowed ? Verdict.ALLOW : Verdict.UNDEFINED;
    }

    private static Verdict physicalCount(SystemRegisters m, int pl, boolean write) {
        if (!user(m, pl, PL0PCTEN)) {
            return Verdict.UNDEFINED;
        }
        return hyp(m, pl, PL1PCTEN) ? Verdict.ALLOW : Verdict.TRAP;
    }

    private static Verdict virtualCount(SystemRegisters m, int pl, boolean write) {
        return user(m, pl, PL0VCTEN) ? Verdict.ALLOW : Verdict.UNDEFINED;
    }

    private static Verdict physicalTimer(SystemRegisters m, int pl, boolean write) {
        if (!user(m, pl, PL0PTEN)) {
            return Verdict.UNDEFINED;
        }
        return hyp(m, pl, PL1PCEN) ? Verdict.ALLOW : Verdict.TRAP;
    }

    private static Verdict virtualTimer(SystemRegisters m, int pl, boolean write) {
        return user(m, pl, PL0VTEN) ? Verdict.ALLOW : Verdict.UNDEFINED;
    }
}
