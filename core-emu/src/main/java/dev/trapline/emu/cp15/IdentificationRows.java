package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL1_RO;
import static dev.trapline.emu.cp15.Access.PL1_RW;

import dev.trapline.emu.state.Mode;

/**
 * CRn 0: what the processor is. The values are those QEMU 7.2 reports for {@code cortex-a15}: a Cortex-A15 r4p0 with
 * the features QEMU has; ID_PFR1 names the Virtualization Extensions only where Hyp mode exists.
 */
final class IdentificationRows {
    private static final int CTR = 0x8444_c004;
    private static final int CLIDR = 0x0a20_0023;
    /** 32 KB L1 data, 32 KB L1 instruction, 4 MB L2 unified; by CSSELR. */
    private static final int[] CCSIDR = {0x701f_e00a, 0x201f_e00a, 0x711f_e07a};

    private static final int ID_PFR1 = 0x0001_0001;
    private static final int ID_PFR1_VIRTUALIZATION = 0x1000;

    private IdentificationRows() {}

    static void add(RegisterTable t) {
        // spotless:off
        t.row("p15 0 c0 c0 0", "MIDR",     PL1_RO).read(IdentificationRows::midr).cite("DDI 0406C B4.1 MIDR");
        t.row("p15 0 c0 c0 1", "CTR",      PL1_RO).traps(Trap.TID2).read(m -> CTR).cite("DDI 0406C B4.1 CTR");
        t.row("p15 0 c0 c0 2", "TCMTR",    PL1_RO).traps(Trap.TID1).read(m -> 0).cite("DDI 0406C B4.1 TCMTR");
        t.row("p15 0 c0 c0 3", "TLBTR",    PL1_RO).traps(Trap.TID1).read(m -> 0).cite("DDI 0406C B4.1 TLBTR");
        t.row("p15 0 c0 c0 5", "MPIDR",    PL1_RO).read(IdentificationRows::mpidr).cite("DDI 0406C B4.1 MPIDR");
        t.row("p15 0 c0 c0 6", "REVIDR",   PL1_RO).traps(Trap.TID1).read(m -> ResetValues.MIDR).cite("DDI 0406C B4.1 REVIDR");
        for (int opc2 : new int[] {4, 7}) {
            t.row("p15 0 c0 c0 " + opc2, "MIDR alias " + opc2, PL1_RO).read(IdentificationRows::midr).cite("DDI 0406C B4.1 MIDR");
        }

        id(t, "c1 0", "ID_PFR0",  0x0000_1131);
        t.row("p15 0 c0 c1 1", "ID_PFR1",  PL1_RO).traps(Trap.TID3).read(IdentificationRows::idPfr1).cite("DDI 0406C B4.1 ID_PFR1");
        id(t, "c1 2", "ID_DFR0",  0x0201_0505);
        id(t, "c1 3", "ID_AFR0",  0);
        id(t, "c1 4", "ID_MMFR0", 0x1020_1105);
        id(t, "c1 5", "ID_MMFR1", 0x2000_0000);
        id(t, "c1 6", "ID_MMFR2", 0x0124_0000);
        id(t, "c1 7", "ID_MMFR3", 0x0210_2211);
        id(t, "c2 0", "ID_ISAR0", 0x0210_1110);
        id(t, "c2 1", "ID_ISAR1", 0x1311_2111);
        id(t, "c2 2", "ID_ISAR2", 0x2123_2041);
        id(t, "c2 3", "ID_ISAR3", 0x1111_2131);
        id(t, "c2 4", "ID_ISAR4", 0x1001_1142);
        id(t, "c2 5", "ID_ISAR5", 0);
        // The rest of the CPUID scheme is reserved and reads as zero (B4.1, c0 registers).
        for (int opc2 = 6; opc2 < 8; opc2++) {
            id(t, "c2 " + opc2, "reserved ID register c2 " + opc2, 0);
        }
        for (int crm = 3; crm < 8; crm++) {
            for (int opc2 = 0; opc2 < 8; opc2++) {
                id(t, "c" + crm + " " + opc2, "reserved ID register c" + crm + " " + opc2, 0);
            }
        }

        t.row("p15 1 c0 c0 0", "CCSIDR",   PL1_RO).traps(Trap.TID2).read(IdentificationRows::ccsidr).cite("DDI 0406C B4.1 CCSIDR");
        t.row("p15 1 c0 c0 1", "CLIDR",    PL1_RO).traps(Trap.TID2).read(m -> CLIDR).cite("DDI 0406C B4.1 CLIDR");
        t.row("p15 1 c0 c0 7", "AIDR",     PL1_RO).traps(Trap.TID1).read(m -> 0).cite("DDI 0406C B4.1 AIDR");
        t.row("p15 2 c0 c0 0", "CSSELR",   PL1_RW).traps(Trap.TID2).read(m -> m.c.csselr).write((m, v) -> m.c.csselr = (int) v & 15).cite("DDI 0406C B4.1 CSSELR");
        // spotless:on
    }

    private static void id(RegisterTable t, String place, String name, int value) {
        t.row("p15 0 c0 " + place, name, PL1_RO)
                .traps(Trap.TID3)
                .read(m -> value)
                .cite("DDI 0406C B4.1 " + name);
    }

    /** From PL1, what Hyp mode put into VPIDR. */
    private static long midr(SystemRegisters m) {
        return m.s.mode == Mode.HYP ? ResetValues.MIDR : m.c.vpidr;
    }

    private static long mpidr(SystemRegisters m) {
        return m.s.mode == Mode.HYP ? ResetValues.MPIDR | m.s.index : m.c.vmpidr;
    }

    private static long idPfr1(SystemRegisters m) {
        return m.configuration.hasHyp() ? ID_PFR1 | ID_PFR1_VIRTUALIZATION : ID_PFR1;
    }

    private static long ccsidr(SystemRegisters m) {
        return m.c.csselr < CCSIDR.length ? CCSIDR[m.c.csselr] : 0;
    }
}
