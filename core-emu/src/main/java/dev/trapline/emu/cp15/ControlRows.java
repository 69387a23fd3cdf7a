package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL0_RO;
import static dev.trapline.emu.cp15.Access.PL0_RW;
import static dev.trapline.emu.cp15.Access.PL1_RO;
import static dev.trapline.emu.cp15.Access.PL1_RW;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;

/** System control, translation, fault and context registers of PL1&0. */
final class ControlRows {
    /** RES bits of SCTLR read as they do from reset (DDI 0406C B4.1 SCTLR; Cortex-A15 TRM 4.3.27). */
    private static final int SCTLR_WRITABLE = Sctlr.M
            | Sctlr.A
            | Sctlr.C
            | Sctlr.CP15BEN
            | Sctlr.Z
            | Sctlr.I
            | Sctlr.V
            | Sctlr.WXN
            | Sctlr.UWXN
            | Sctlr.EE
            | Sctlr.TRE
            | Sctlr.AFE
            | Sctlr.TE;

    private static final int SCTLR_ONES = ResetValues.SCTLR & ~SCTLR_WRITABLE;
    /** cp10 and cp11, D32DIS, ASEDIS; there are no other coprocessors to give access to. */
    private static final int CPACR_BITS = 0xc0f0_0000;

    private static final int DFSR_BITS = 0x0000_3eff;
    private static final int IFSR_BITS = 0x0000_163f;
    /** TTBCR with EAE, and without. */
    private static final int TTBCR_LONG_BITS = 0xffc7_3f87;

    private static final int TTBCR_SHORT_BITS = 0x37;
    /** TTBR with EAE, and VTTBR: identifier in bits 55 to 48, address below bit 40. */
    static final long TTBR_BITS = 0x00ff_00ff_ffff_ffffL;

    private static final long LOW = 0xffff_ffffL;
    private static final int VECTOR_BITS = ~31;

    private ControlRows() {}

    static void add(RegisterTable t) {
        // spotless:off
        t.row("p15 0 c1 c0 0", "SCTLR",     PL1_RW).traps(Trap.TVM).read(m -> m.c.sctlr).write(ControlRows::writeSctlr).cite("DDI 0406C B4.1 SCTLR");
        t.row("p15 0 c1 c0 1", "ACTLR",     PL1_RW).traps(Trap.TAC).read(m -> m.c.actlr).write((m, v) -> m.c.actlr = (int) v).cite("DDI 0406C B4.1 ACTLR");
        t.row("p15 0 c1 c0 2", "CPACR",     PL1_RW).traps(Trap.TCPAC).read(m -> m.c.cpacr).write((m, v) -> m.c.cpacr = (int) v & CPACR_BITS).cite("DDI 0406C B4.1 CPACR");

        t.row("p15 0 c2 c0 0", "TTBR0",     PL1_RW).traps(Trap.TVM).read(m -> m.c.ttbr0).write((m, v) -> ttbr0(m, m.c.ttbr0 & ~LOW | v)).cite("DDI 0406C B4.1 TTBR0");
        t.row("p15 0 c2 c0 1", "TTBR1",     PL1_RW).traps(Trap.TVM).read(m -> m.c.ttbr1).write((m, v) -> ttbr1(m, m.c.ttbr1 & ~LOW | v)).cite("DDI 0406C B4.1 TTBR1");
        t.row("p15 0 c2 c0 2", "TTBCR",     PL1_RW).traps(Trap.TVM).read(m -> m.c.ttbcr).write(ControlRows::writeTtbcr).cite("DDI 0406C B4.1 TTBCR");
        t.row("p15 0 c2",      "TTBR0 (64)", PL1_RW).traps(Trap.TVM).read(m -> m.c.ttbr0).write((m, v) -> ttbr0(m, v & TTBR_BITS)).cite("DDI 0406C B4.1 TTBR0");
        t.row("p15 1 c2",      "TTBR1 (64)", PL1_RW).traps(Trap.TVM).read(m -> m.c.ttbr1).write((m, v) -> ttbr1(m, v & TTBR_BITS)).cite("DDI 0406C B4.1 TTBR1");
        t.row("p15 0 c3 c0 0", "DACR",      PL1_RW).traps(Trap.TVM).read(m -> m.c.dacr).write(ControlRows::writeDacr).cite("DDI 0406C B4.1 DACR");

        t.row("p15 0 c5 c0 0", "DFSR",      PL1_RW).traps(Trap.TVM).read(m -> m.c.dfsr).write((m, v) -> m.c.dfsr = (int) v & DFSR_BITS).cite("DDI 0406C B4.1 DFSR");
        t.row("p15 0 c5 c0 1", "IFSR",      PL1_RW).traps(Trap.TVM).read(m -> m.c.ifsr).write((m, v) -> m.c.ifsr = (int) v & IFSR_BITS).cite("DDI 0406C B4.1 IFSR");
        t.row("p15 0 c5 c1 0", "ADFSR",     PL1_RW).traps(Trap.TVM).read(m -> m.c.adfsr).write((m, v) -> m.c.adfsr = (int) v).cite("DDI 0406C B4.1 ADFSR; Cortex-A15 TRM: of ECC errors");
        t.row("p15 0 c5 c1 1", "AIFSR",     PL1_RW).traps(Trap.TVM).raz().wi().cite("DDI 0406C B4.1 AIFSR; Cortex-A15 TRM: not used");
        t.row("p15 0 c6 c0 0", "DFAR",      PL1_RW).traps(Trap.TVM).read(m -> m.c.dfar).write((m, v) -> m.c.dfar = (int) v).cite("DDI 0406C B4.1 DFAR");
        t.row("p15 0 c6 c0 2", "IFAR",      PL1_RW).traps(Trap.TVM).read(m -> m.c.ifar).write((m, v) -> m.c.ifar = (int) v).cite("DDI 0406C B4.1 IFAR");

        t.row("p15 0 c10 c2 0", "PRRR, MAIR0", PL1_RW).traps(Trap.TVM).read(m -> m.c.prrr).write(ControlRows::writePrrr).cite("DDI 0406C B4.1 PRRR, MAIR0");
        t.row("p15 0 c10 c2 1", "NMRR, MAIR1", PL1_RW).traps(Trap.TVM).read(m -> m.c.nmrr).write(ControlRows::writeNmrr).cite("DDI 0406C B4.1 NMRR, MAIR1");
        t.row("p15 0 c10 c3 0", "AMAIR0",   PL1_RW).traps(Trap.TVM).raz().wi().cite("DDI 0406C B4.1 AMAIR0; Cortex-A15 TRM: not used");
        t.row("p15 0 c10 c3 1", "AMAIR1",   PL1_RW).traps(Trap.TVM).raz().wi().cite("DDI 0406C B4.1 AMAIR1; Cortex-A15 TRM: not used");

        t.row("p15 0 c12 c0 0", "VBAR",     PL1_RW).read(m -> m.c.vbar).write((m, v) -> m.c.vbar = (int) v & VECTOR_BITS).cite("DDI 0406C B4.1 VBAR");
        t.row("p15 0 c12 c1 0", "ISR",      PL1_RO).read(m -> isr(m.s)).cite("DDI 0406C B4.1 ISR");

        t.row("p15 0 c13 c0 0", "FCSEIDR",  PL1_RW).raz().wi().cite("DDI 0406C B4.1 FCSEIDR: RAZ/WI without the FCSE");
        t.row("p15 0 c13 c0 1", "CONTEXTIDR", PL1_RW).traps(Trap.TVM).read(m -> m.c.contextidr).write((m, v) -> m.c.contextidr = (int) v).cite("DDI 0406C B4.1 CONTEXTIDR");
        t.row("p15 0 c13 c0 2", "TPIDRURW", PL0_RW).read(m -> m.c.tpidrurw).write((m, v) -> m.c.tpidrurw = (int) v).cite("DDI 0406C B4.1 TPIDRURW");
        t.row("p15 0 c13 c0 3", "TPIDRURO", PL1_RW | PL0_RO).read(m -> m.c.tpidruro).write((m, v) -> m.c.tpidruro = (int) v).cite("DDI 0406C B4.1 TPIDRURO");
        t.row("p15 0 c13 c0 4", "TPIDRPRW", PL1_RW).read(m -> m.c.tpidrprw).write((m, v) -> m.c.tpidrprw = (int) v).cite("DDI 0406C B4.1 TPIDRPRW");
        // spotless:on
    }

    private static void writeSctlr(SystemRegisters m, long v) {
        int next = (int) v & SCTLR_WRITABLE | SCTLR_ONES;
        if (next != m.c.sctlr) {
            m.c.sctlr = next;
            m.translationChanged();
        }
    }

    private static void ttbr0(SystemRegisters m, long v) {
        if (v != m.c.ttbr0) {
            m.c.ttbr0 = v;
            m.translationChanged();
        }
    }

    private static void ttbr1(SystemRegisters m, long v) {
        if (v != m.c.ttbr1) {
            m.c.ttbr1 = v;
            m.translationChanged();
        }
    }

    private static void writeTtbcr(SystemRegisters m, long v) {
        m.c.ttbcr = (int) v & ((int) v < 0 ? TTBCR_LONG_BITS : TTBCR_SHORT_BITS);
        m.translationChanged();
    }

    private static void writeDacr(SystemRegisters m, long v) {
        if ((int) v != m.c.dacr) {
            m.c.dacr = (int) v;
            m.translationChanged();
        }
    }

    private static void writePrrr(SystemRegisters m, long v) {
        m.c.prrr = (int) v;
        m.translationChanged();
    }

    private static void writeNmrr(SystemRegisters m, long v) {
        m.c.nmrr = (int) v;
        m.translationChanged();
    }

    /** Pending interrupts, A in bit 8, I in 7, F in 6; outside Hyp mode the virtual ones where HCR routes them so. */
    private static int isr(Cpu s) {
        int hcr = s.mode == Mode.HYP ? 0 : s.cp15.hcr;
        boolean a = (hcr & Hcr.AMO) != 0 && (hcr & Hcr.VA) != 0;
        boolean i = (hcr & Hcr.IMO) != 0 ? (hcr & Hcr.VI) != 0 || s.virqPin : s.irqPin;
        boolean f = (hcr & Hcr.FMO) != 0 ? (hcr & Hcr.VF) != 0 || s.vfiqPin : s.fiqPin;
        return (a ? 1 << 8 : 0) | (i ? 1 << 7 : 0) | (f ? 1 << 6 : 0);
    }
}
