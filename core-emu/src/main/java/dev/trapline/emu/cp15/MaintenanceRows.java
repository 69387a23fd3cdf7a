package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL0_WO;
import static dev.trapline.emu.cp15.Access.PL1_RW;
import static dev.trapline.emu.cp15.Access.PL1_WO;
import static dev.trapline.emu.cp15.Access.PL2_WO;

import dev.trapline.emu.mmu.AddressTranslation;
import dev.trapline.emu.state.Sctlr;

/**
 * CRn 7 and 8: caches, branch predictors, TLBs, barriers, address translation. There are no caches here and the TLB is
 * coherent, so maintenance has nothing to do but check that it may be done; by address, also that there is a
 * translation.
 */
final class MaintenanceRows {
    private static final long LOW = 0xffff_ffffL;

    private MaintenanceRows() {}

    static void add(RegisterTable t) {
        // spotless:off
        t.row("p15 0 c7 c0 4",  "NOP (was WFI)", PL1_WO).nop().cite("DDI 0406C D15.7 CP15 c7: no effect in ARMv7");
        t.row("p15 0 c7 c1 0",  "ICIALLUIS", PL1_WO).traps(Trap.TPU).nop().cite("DDI 0406C B4.2.1 ICIALLUIS");
        t.row("p15 0 c7 c1 6",  "BPIALLIS",  PL1_WO).nop().cite("DDI 0406C B4.2.1 BPIALLIS");
        t.row("p15 0 c7 c5 0",  "ICIALLU",   PL1_WO).traps(Trap.TPU).nop().cite("DDI 0406C B4.2.1 ICIALLU");
        t.row("p15 0 c7 c5 1",  "ICIMVAU",   PL1_WO).traps(Trap.TPU).write(MaintenanceRows::byAddress).cite("DDI 0406C B4.2.1 ICIMVAU");
        t.row("p15 0 c7 c5 4",  "CP15ISB",   PL0_WO).gate(MaintenanceRows::barriers).nop().cite("DDI 0406C B4.2.5 CP15ISB");
        t.row("p15 0 c7 c5 6",  "BPIALL",    PL1_WO).nop().cite("DDI 0406C B4.2.1 BPIALL");
        t.row("p15 0 c7 c5 7",  "BPIMVA",    PL1_WO).nop().cite("DDI 0406C B4.2.1 BPIMVA");
        t.row("p15 0 c7 c6 1",  "DCIMVAC",   PL1_WO).traps(Trap.TPC).write(MaintenanceRows::byAddress).cite("DDI 0406C B4.2.1 DCIMVAC");
        t.row("p15 0 c7 c6 2",  "DCISW",     PL1_WO).traps(Trap.TSW).nop().cite("DDI 0406C B4.2.1 DCISW");
        t.row("p15 0 c7 c10 1", "DCCMVAC",   PL1_WO).traps(Trap.TPC).write(MaintenanceRows::byAddress).cite("DDI 0406C B4.2.1 DCCMVAC");
        t.row("p15 0 c7 c10 2", "DCCSW",     PL1_WO).traps(Trap.TSW).nop().cite("DDI 0406C B4.2.1 DCCSW");
        t.row("p15 0 c7 c10 4", "CP15DSB",   PL0_WO).gate(MaintenanceRows::barriers).nop().cite("DDI 0406C B4.2.5 CP15DSB");
        t.row("p15 0 c7 c10 5", "CP15DMB",   PL0_WO).gate(MaintenanceRows::barriers).nop().cite("DDI 0406C B4.2.5 CP15DMB");
        t.row("p15 0 c7 c11 1", "DCCMVAU",   PL1_WO).traps(Trap.TPU).write(MaintenanceRows::byAddress).cite("DDI 0406C B4.2.1 DCCMVAU");
        t.row("p15 0 c7 c13 1", "NOP (was prefetch by MVA)", PL1_WO).nop().cite("DDI 0406C D15.7 CP15 c7: no effect in ARMv7");
        t.row("p15 0 c7 c14 1", "DCCIMVAC",  PL1_WO).traps(Trap.TPC).write(MaintenanceRows::byAddress).cite("DDI 0406C B4.2.1 DCCIMVAC");
        t.row("p15 0 c7 c14 2", "DCCISW",    PL1_WO).traps(Trap.TSW).nop().cite("DDI 0406C B4.2.1 DCCISW");

        t.row("p15 0 c7 c4 0",  "PAR",       PL1_RW).read(m -> m.c.par).write((m, v) -> m.c.par = m.c.par & ~LOW | v).cite("DDI 0406C B4.1 PAR");
        t.row("p15 0 c7",       "PAR (64)",  PL1_RW).read(m -> m.c.par).write((m, v) -> m.c.par = v).cite("DDI 0406C B4.1 PAR");
        translation(t, "0 c7 c8 0", "ATS1CPR", PL1_WO, AddressTranslation.ATS1CPR);
        translation(t, "0 c7 c8 1", "ATS1CPW", PL1_WO, AddressTranslation.ATS1CPW);
        translation(t, "0 c7 c8 2", "ATS1CUR", PL1_WO, AddressTranslation.ATS1CUR);
        translation(t, "0 c7 c8 3", "ATS1CUW", PL1_WO, AddressTranslation.ATS1CUW);
        translation(t, "0 c7 c8 4", "ATS12NSOPR", PL2_WO, AddressTranslation.ATS12NSOPR);
        translation(t, "0 c7 c8 5", "ATS12NSOPW", PL2_WO, AddressTranslation.ATS12NSOPW);
        translation(t, "0 c7 c8 6", "ATS12NSOUR", PL2_WO, AddressTranslation.ATS12NSOUR);
        translation(t, "0 c7 c8 7", "ATS12NSOUW", PL2_WO, AddressTranslation.ATS12NSOUW);
        translation(t, "4 c7 c8 0", "ATS1HR", PL2_WO, AddressTranslation.ATS1HR);
        translation(t, "4 c7 c8 1", "ATS1HW", PL2_WO, AddressTranslation.ATS1HW);

        tlb(t, "c3 0", "TLBIALLIS");
        tlb(t, "c3 1", "TLBIMVAIS");
        tlb(t, "c3 2", "TLBIASIDIS");
        tlb(t, "c3 3", "TLBIMVAAIS");
        tlb(t, "c5 0", "ITLBIALL");
        tlb(t, "c5 1", "ITLBIMVA");
        tlb(t, "c5 2", "ITLBIASID");
        tlb(t, "c6 0", "DTLBIALL");
        tlb(t, "c6 1", "DTLBIMVA");
        tlb(t, "c6 2", "DTLBIASID");
        tlb(t, "c7 0", "TLBIALL");
        tlb(t, "c7 1", "TLBIMVA");
        tlb(t, "c7 2", "TLBIASID");
        tlb(t, "c7 3", "TLBIMVAA");
        for (String[] op : new String[][] {
            {"c3 0", "TLBIALLHIS"}, {"c3 1", "TLBIMVAHIS"}, {"c3 4", "TLBIALLNSNHIS"},
            {"c7 0", "TLBIALLH"}, {"c7 1", "TLBIMVAH"}, {"c7 4", "TLBIALLNSNH"},
        }) {
            t.row("p15 4 c8 " + op[0], op[1], PL2_WO).nop().cite("DDI 0406C B4.2.2 " + op[1]);
        }
        // spotless:on
    }

    private static void tlb(RegisterTable t, String place, String name) {
        t.row("p15 0 c8 " + place, name, PL1_WO).traps(Trap.TTLB).nop().cite("DDI 0406C B4.2.2 " + name);
    }

    private static void translation(RegisterTable t, String place, String name, int access, int operation) {
        t.row("p15 " + place, name, access)
                .write((m, v) -> m.addressTranslation.perform(m.s, operation, (int) v))
                .cite("DDI 0406C B4.2.4 " + name);
    }

    private static void byAddress(SystemRegisters m, long va) {
        m.mmu.maintainByAddress(m.s, (int) va);
    }

    /** SCTLR.CP15BEN. HSCTLR's is not looked at: that register resets to zero here, as QEMU's does. */
    private static Gate.Verdict barriers(SystemRegisters m, int pl, boolean write) {
        return pl == 2 || (m.c.sctlr & Sctlr.CP15BEN) != 0 ? Gate.Verdict.ALLOW : Gate.Verdict.UNDEFINED;
    }
}
