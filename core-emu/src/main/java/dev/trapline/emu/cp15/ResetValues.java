package dev.trapline.emu.cp15;

import dev.trapline.emu.state.Cp15;
import java.util.Arrays;

/**
 * Reset values of a Cortex-A15 r4p0, as QEMU 7.2's {@code cortex-a15} has them. Registers whose reset value is UNKNOWN
 * read as zero.
 */
final class ResetValues {
    static final int MIDR = 0x414f_c0f0;
    /** Multiprocessing Extensions format; affinity 0 is the pCPU. */
    static final int MPIDR = 0x8000_0000;
    /** Caches, MMU and alignment checks off; CP15BEN on. */
    static final int SCTLR = 0x00c5_0078;
    /** HPMN: all event counters are PL1's. */
    static final int HDCR = 6;

    private ResetValues() {}

    static void apply(SystemRegisters m) {
        Cp15 c = m.c;
        c.sctlr = SCTLR;
        c.actlr = 0;
        c.cpacr = 0;
        c.ttbcr = 0;
        c.ttbr0 = 0;
        c.ttbr1 = 0;
        c.dacr = 0;
        c.dfsr = 0;
        c.ifsr = 0;
        c.adfsr = 0;
        c.aifsr = 0;
        c.dfar = 0;
        c.ifar = 0;
        c.par = 0;
        c.prrr = 0;
        c.nmrr = 0;
        c.amair0 = 0;
        c.amair1 = 0;
        c.vbar = 0;
        c.contextidr = 0;
        c.fcseidr = 0;
        c.tpidrurw = 0;
        c.tpidruro = 0;
        c.tpidrprw = 0;
        c.csselr = 0;
        c.vpidr = MIDR;
        c.vmpidr = MPIDR | m.s.index;
        c.hsctlr = 0;
        c.hactlr = 0;
        c.hcr = 0;
        c.hdcr = HDCR;
        c.hcptr = 0;
        c.hstr = 0;
        c.hacr = 0;
        c.htcr = 0;
        c.vtcr = 0;
        c.httbr = 0;
        c.vttbr = 0;
        c.hadfsr = 0;
        c.haifsr = 0;
        c.hsr = 0;
        c.hdfar = 0;
        c.hifar = 0;
        c.hpfar = 0;
        c.hmair0 = 0;
        c.hmair1 = 0;
        c.hamair0 = 0;
        c.hamair1 = 0;
        c.hvbar = 0;
        c.htpidr = 0;
        c.teecr = 0;
        c.teehbr = 0;
        Arrays.fill(c.dbgbvr, 0);
        Arrays.fill(c.dbgbcr, 0);
        Arrays.fill(c.dbgbxvr, 0);
        Arrays.fill(c.dbgwvr, 0);
        Arrays.fill(c.dbgwcr, 0);
        c.dbgvcr = 0;
        c.dbgdscr = 0;
        c.dbgdtrrx = 0;
        c.dbgdtrtx = 0;
        c.dbgosdlr = 0;
        c.dbgprcr = 0;
        c.dbgclaim = 0;
        c.dbgOsLocked = true;
        c.l2actlr = 0;
        c.l2pfr = 0;
        c.l2ectlr = 0;
        c.pmu.reset(m.s);
    }
}
