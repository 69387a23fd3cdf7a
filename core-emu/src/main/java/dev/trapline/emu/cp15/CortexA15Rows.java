package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL1_RO;
import static dev.trapline.emu.cp15.Access.PL1_RW;

/**
 * Registers of a Cortex-A15's own (TRM DDI 0438, 4.3). What they control is caches, buffers and prefetchers, of which
 * there are none: they keep what is written. Not there are those that look into these, IL1Data0 to DL1Data3, RAMINDEX,
 * CPUMERRSR and L2MERRSR.
 */
final class CortexA15Rows {
    /** On the board virt the base of the GIC's register frames, where QEMU puts it as well. */
    private static final int CBAR = 0x0800_0000;
    /** There is an interrupt controller. */
    private static final int L2CTLR = 0x0080_0000;

    private static final String TRM = "Cortex-A15 TRM 4.3 ";

    private CortexA15Rows() {}

    static void add(RegisterTable t) {
        // spotless:off
        t.row("p15 1 c9 c0 2",  "L2CTLR",  PL1_RW).traps(Trap.TIDCP).read(m -> L2CTLR | m.configuration.cpuCount() - 1 << 24).wi().cite(TRM + "L2 Control Register: WI from Non-secure modes");
        t.row("p15 1 c9 c0 3",  "L2ECTLR", PL1_RW).traps(Trap.TIDCP).read(m -> m.c.l2ectlr).write((m, v) -> m.c.l2ectlr = (int) v).cite(TRM + "L2 Extended Control Register");
        t.row("p15 1 c15 c0 0", "L2ACTLR", PL1_RW).read(m -> m.c.l2actlr).write((m, v) -> m.c.l2actlr = (int) v).cite(TRM + "L2 Auxiliary Control Register");
        t.row("p15 1 c15 c0 3", "L2PFR",   PL1_RW).read(m -> m.c.l2pfr).write((m, v) -> m.c.l2pfr = (int) v).cite(TRM + "L2 Prefetch Control Register");
        t.row("p15 4 c15 c0 0", "CBAR",    PL1_RO).read(m -> CBAR).cite(TRM + "Configuration Base Address Register");
        // spotless:on
    }
}
