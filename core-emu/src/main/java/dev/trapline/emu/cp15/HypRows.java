package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL2_RW;

/** opc1 4 (and VTTBR): the registers of Hyp mode. Without Hyp mode nobody can reach them. */
final class HypRows {
    // Bits that exist (DDI 0406C B4.1); the others read as zero.
    private static final int HCR_BITS = 0x0fff_ffff;
    private static final int HDCR_BITS = 0xfff;
    private static final int HCPTR_BITS = 0x8010_bfff;
    private static final int HSTR_BITS = 0x0003_bfef;
    private static final int VECTOR_BITS = ~31;
    private static final int HPFAR_BITS = ~15;

    private HypRows() {}

    static void add(RegisterTable t) {
        // spotless:off
        t.row("p15 4 c0 c0 0", "VPIDR",   PL2_RW).read(m -> m.c.vpidr).write((m, v) -> m.c.vpidr = (int) v).cite("DDI 0406C B4.1 VPIDR");
        t.row("p15 4 c0 c0 5", "VMPIDR",  PL2_RW).read(m -> m.c.vmpidr).write((m, v) -> m.c.vmpidr = (int) v).cite("DDI 0406C B4.1 VMPIDR");
        t.row("p15 4 c1 c0 0", "HSCTLR",  PL2_RW).read(m -> m.c.hsctlr).write((m, v) -> { m.c.hsctlr = (int) v; m.translationChanged(); }).cite("DDI 0406C B4.1 HSCTLR");
        t.row("p15 4 c1 c0 1", "HACTLR",  PL2_RW).raz().wi().cite("DDI 0406C B4.1 HACTLR; Cortex-A15 TRM: not used");
        t.row("p15 4 c1 c1 0", "HCR",     PL2_RW).read(m -> m.c.hcr).write(HypRows::writeHcr).cite("DDI 0406C B4.1 HCR");
        t.row("p15 4 c1 c1 1", "HDCR",    PL2_RW).read(m -> m.c.hdcr).write(HypRows::writeHdcr).cite("DDI 0406C B4.1 HDCR");
        t.row("p15 4 c1 c1 2", "HCPTR",   PL2_RW).read(m -> m.c.hcptr).write((m, v) -> m.c.hcptr = (int) v & HCPTR_BITS).cite("DDI 0406C B4.1 HCPTR");
        t.row("p15 4 c1 c1 3", "HSTR",    PL2_RW).read(m -> m.c.hstr).write((m, v) -> m.c.hstr = (int) v & HSTR_BITS).cite("DDI 0406C B4.1 HSTR");
        t.row("p15 4 c1 c1 7", "HACR",    PL2_RW).raz().wi().cite("DDI 0406C B4.1 HACR; Cortex-A15 TRM: not used");
        t.row("p15 4 c2 c0 2", "HTCR",    PL2_RW).read(m -> m.c.htcr).write((m, v) -> { m.c.htcr = (int) v; m.translationChanged(); }).cite("DDI 0406C B4.1 HTCR");
        t.row("p15 4 c2 c1 2", "VTCR",    PL2_RW).read(m -> m.c.vtcr).write((m, v) -> { m.c.vtcr = (int) v; m.translationChanged(); }).cite("DDI 0406C B4.1 VTCR");
        t.row("p15 4 c2",      "HTTBR",   PL2_RW).read(m -> m.c.httbr).write((m, v) -> { m.c.httbr = v & 0xff_ffff_ffffL; m.translationChanged(); }).cite("DDI 0406C B4.1 HTTBR");
        t.row("p15 6 c2",      "VTTBR",   PL2_RW).read(m -> m.c.vttbr).write(HypRows::writeVttbr).cite("DDI 0406C B4.1 VTTBR");
        t.row("p15 4 c5 c1 0", "HADFSR",  PL2_RW).read(m -> m.c.hadfsr).write((m, v) -> m.c.hadfsr = (int) v).cite("DDI 0406C B4.1 HADFSR; Cortex-A15 TRM: of ECC errors");
        t.row("p15 4 c5 c1 1", "HAIFSR",  PL2_RW).raz().wi().cite("DDI 0406C B4.1 HAIFSR; Cortex-A15 TRM: not used");
        t.row("p15 4 c5 c2 0", "HSR",     PL2_RW).read(m -> m.c.hsr).write((m, v) -> m.c.hsr = (int) v).cite("DDI 0406C B4.1 HSR");
        t.row("p15 4 c6 c0 0", "HDFAR",   PL2_RW).read(m -> m.c.hdfar).write((m, v) -> m.c.hdfar = (int) v).cite("DDI 0406C B4.1 HDFAR");
        t.row("p15 4 c6 c0 2", "HIFAR",   PL2_RW).read(m -> m.c.hifar).write((m, v) -> m.c.hifar = (int) v).cite("DDI 0406C B4.1 HIFAR");
        t.row("p15 4 c6 c0 4", "HPFAR",   PL2_RW).read(m -> m.c.hpfar).write((m, v) -> m.c.hpfar = (int) v & HPFAR_BITS).cite("DDI 0406C B4.1 HPFAR");
        t.row("p15 4 c10 c2 0", "HMAIR0", PL2_RW).read(m -> m.c.hmair0).write((m, v) -> { m.c.hmair0 = (int) v; m.translationChanged(); }).cite("DDI 0406C B4.1 HMAIR0");
        t.row("p15 4 c10 c2 1", "HMAIR1", PL2_RW).read(m -> m.c.hmair1).write((m, v) -> { m.c.hmair1 = (int) v; m.translationChanged(); }).cite("DDI 0406C B4.1 HMAIR1");
        t.row("p15 4 c10 c3 0", "HAMAIR0", PL2_RW).raz().wi().cite("DDI 0406C B4.1 HAMAIR0; Cortex-A15 TRM: not used");
        t.row("p15 4 c10 c3 1", "HAMAIR1", PL2_RW).raz().wi().cite("DDI 0406C B4.1 HAMAIR1; Cortex-A15 TRM: not used");
        t.row("p15 4 c12 c0 0", "HVBAR",  PL2_RW).read(m -> m.c.hvbar).write((m, v) -> m.c.hvbar = (int) v & VECTOR_BITS).cite("DDI 0406C B4.1 HVBAR");
        t.row("p15 4 c13 c0 2", "HTPIDR", PL2_RW).read(m -> m.c.htpidr).write((m, v) -> m.c.htpidr = (int) v).cite("DDI 0406C B4.1 HTPIDR");
        // spotless:on
    }

    private static void writeHcr(SystemRegisters m, long v) {
        int before = m.c.hcr;
        m.c.hcr = (int) v & HCR_BITS;
        if (before != m.c.hcr) {
            m.translationChanged();
            m.s.interruptsMayHaveChanged();
        }
    }

    private static void writeHdcr(SystemRegisters m, long v) {
        m.pmu.update(m.s);
        m.c.hdcr = (int) v & HDCR_BITS;
        m.pmu.update(m.s);
    }

    private static void writeVttbr(SystemRegisters m, long v) {
        long next = v & ControlRows.TTBR_BITS;
        if (next != m.c.vttbr) {
            m.c.vttbr = next;
            m.translationChanged();
            m.s.observer.worldSwitch(m.s.index, next);
        }
    }
}
