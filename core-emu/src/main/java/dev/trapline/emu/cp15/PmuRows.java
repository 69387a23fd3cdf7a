package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL0_RO;
import static dev.trapline.emu.cp15.Access.PL0_RW;
import static dev.trapline.emu.cp15.Access.PL0_WO;
import static dev.trapline.emu.cp15.Access.PL1_RW;

import dev.trapline.emu.state.Pmu;

/** CRn 9: Performance Monitors (DDI 0406C C12.8). */
final class PmuRows {
    private PmuRows() {}

    static void add(RegisterTable t) {
        // spotless:off
        row(t, "c12 0", "PMCR",       PL0_RW).traps(Trap.TPMCR).read(m -> m.pmu.readControl(m.s)).write((m, v) -> m.pmu.writeControl(m.s, (int) v)).cite("DDI 0406C B6.1 PMCR");
        row(t, "c12 1", "PMCNTENSET", PL0_RW).read(m -> m.pmu.readEnabled(m.s)).write((m, v) -> m.pmu.setEnabled(m.s, (int) v)).cite("DDI 0406C B6.1 PMCNTENSET");
        row(t, "c12 2", "PMCNTENCLR", PL0_RW).read(m -> m.pmu.readEnabled(m.s)).write((m, v) -> m.pmu.clearEnabled(m.s, (int) v)).cite("DDI 0406C B6.1 PMCNTENCLR");
        row(t, "c12 3", "PMOVSR",     PL0_RW).read(m -> m.pmu.readOverflowed(m.s)).write((m, v) -> m.pmu.clearOverflowed(m.s, (int) v)).cite("DDI 0406C B6.1 PMOVSR");
        row(t, "c12 4", "PMSWINC",    PL0_WO).write((m, v) -> m.pmu.softwareIncrement(m.s, (int) v)).cite("DDI 0406C B6.1 PMSWINC");
        row(t, "c12 5", "PMSELR",     PL0_RW).read(m -> m.pmu.readSelected()).write((m, v) -> m.pmu.writeSelected((int) v)).cite("DDI 0406C B6.1 PMSELR");
        row(t, "c12 6", "PMCEID0",    PL0_RO).read(m -> Pmu.commonEvents()).cite("DDI 0406C B6.1 PMCEID0");
        row(t, "c12 7", "PMCEID1",    PL0_RO).raz().cite("DDI 0406C B6.1 PMCEID1");
        row(t, "c13 0", "PMCCNTR",    PL0_RW).read(m -> m.pmu.readCycles(m.s)).write((m, v) -> m.pmu.writeCycles(m.s, (int) v)).cite("DDI 0406C B6.1 PMCCNTR");
        row(t, "c13 1", "PMXEVTYPER", PL0_RW).read(m -> m.pmu.readType(m.s)).write(PmuRows::writeType).cite("DDI 0406C B6.1 PMXEVTYPER");
        row(t, "c13 2", "PMXEVCNTR",  PL0_RW).read(m -> m.pmu.readValue(m.s)).write((m, v) -> m.pmu.writeValue(m.s, (int) v)).cite("DDI 0406C B6.1 PMXEVCNTR");
        t.row("p15 0 c9 c14 0", "PMUSERENR", PL1_RW | PL0_RO).traps(Trap.TPM).read(m -> m.pmu.readUserEnable()).write((m, v) -> m.pmu.writeUserEnable((int) v)).cite("DDI 0406C B6.1 PMUSERENR");
        t.row("p15 0 c9 c14 1", "PMINTENSET", PL1_RW).traps(Trap.TPM).read(m -> m.pmu.readInterrupts(m.s)).write((m, v) -> m.pmu.setInterrupts(m.s, (int) v)).cite("DDI 0406C B6.1 PMINTENSET");
        t.row("p15 0 c9 c14 2", "PMINTENCLR", PL1_RW).traps(Trap.TPM).read(m -> m.pmu.readInterrupts(m.s)).write((m, v) -> m.pmu.clearInterrupts(m.s, (int) v)).cite("DDI 0406C B6.1 PMINTENCLR");
        row(t, "c14 3", "PMOVSSET",   PL0_RW).read(m -> m.pmu.readOverflowed(m.s)).write((m, v) -> m.pmu.setOverflowed(m.s, (int) v)).cite("DDI 0406C B6.1 PMOVSSET");
        // spotless:on
    }

    private static RegisterTable.Row row(RegisterTable t, String place, String name, int access) {
        return t.row("p15 0 c9 " + place, name, access).traps(Trap.TPM).gate(PmuRows::userEnabled);
    }

    /** From PL0 only with PMUSERENR.EN. */
    private static Gate.Verdict userEnabled(SystemRegisters m, int pl, boolean write) {
        return pl > 0 || m.pmu.readUserEnable() != 0 ? Gate.Verdict.ALLOW : Gate.Verdict.UNDEFINED;
    }

    private static void writeType(SystemRegisters m, long v) {
        if (!m.pmu.writeType(m.s, (int) v)) {
            m.notImplemented(15, String.format("PMU event 0x%02x (it counts nothing)", (int) v & 0xff));
        }
    }
}
