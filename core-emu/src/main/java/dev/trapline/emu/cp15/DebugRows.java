package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL0_RO;
import static dev.trapline.emu.cp15.Access.PL0_RW;
import static dev.trapline.emu.cp15.Access.PL1_RO;
import static dev.trapline.emu.cp15.Access.PL1_RW;
import static dev.trapline.emu.cp15.Access.PL1_WO;

import dev.trapline.emu.state.Cp15;

/**
 * CP14: debug, ThumbEE and Jazelle registers. Debug registers are those QEMU's Cortex-A15 has: they identify, keep what
 * is written, and no breakpoint or watchpoint of theirs ever hits, which is said when one is enabled.
 */
final class DebugRows {
    /** Debug v7.1, six breakpoints, two of them context-aware, four watchpoints. */
    private static final int DBGDIDR = 0x3515_f021;

    private static final int DBGDEVID = 0x0111_0f13;
    private static final int OS_LOCK_KEY = 0xc5ac_ce55;
    /** OS lock implemented without save and restore registers (OSLM), and locked. */
    private static final int OSLM = 8;

    private static final int OSLK = 2;
    /** DBGPRCR.CORENPDRQ, which is kept, and CWRR, which asks for a warm reset. */
    private static final int NO_POWER_DOWN = 1;

    private static final int WARM_RESET_REQUEST = 2;
    private static final int CLAIM_BITS = 0xff;

    private DebugRows() {}

    static void add(RegisterTable t) {
        // spotless:off
        t.row("p14 0 c0 c0 0", "DBGDIDR",    PL0_RO).traps(Trap.TDA).gate(DebugChannelRows::userAccess).read(m -> DBGDIDR).cite("DDI 0406C C11.11 DBGDIDR");
        t.row("p14 0 c0 c6 0", "DBGWFAR",    PL1_RW).traps(Trap.TDA).raz().wi().cite("DDI 0406C C11.11 DBGWFAR; Cortex-A15 TRM: UNK/SBZP");
        t.row("p14 0 c0 c7 0", "DBGVCR",     PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgvcr).write((m, v) -> m.c.dbgvcr = (int) v).cite("DDI 0406C C11.11 DBGVCR");
        t.row("p14 0 c1 c0 0", "DBGDRAR",    PL0_RO).traps(Trap.TDRA).gate(DebugChannelRows::userAccess).raz().cite("DDI 0406C C11.11 DBGDRAR: not valid");
        t.row("p14 0 c2 c0 0", "DBGDSAR",    PL0_RO).traps(Trap.TDRA).gate(DebugChannelRows::userAccess).raz().cite("DDI 0406C C11.11 DBGDSAR: not valid");
        t.row("p14 0 c1",      "DBGDRAR (64)", PL0_RO).traps(Trap.TDRA).gate(DebugChannelRows::userAccess).raz().cite("DDI 0406C C11.11 DBGDRAR: not valid");
        t.row("p14 0 c2",      "DBGDSAR (64)", PL0_RO).traps(Trap.TDRA).gate(DebugChannelRows::userAccess).raz().cite("DDI 0406C C11.11 DBGDSAR: not valid");
        t.row("p14 0 c1 c0 4", "DBGOSLAR",   PL1_WO).traps(Trap.TDOSA).write((m, v) -> m.c.dbgOsLocked = (int) v == OS_LOCK_KEY).cite("DDI 0406C C11.11 DBGOSLAR");
        t.row("p14 0 c1 c1 4", "DBGOSLSR",   PL1_RO).traps(Trap.TDOSA).read(m -> m.c.dbgOsLocked ? OSLM | OSLK : OSLM).cite("DDI 0406C C11.11 DBGOSLSR");
        t.row("p14 0 c1 c3 4", "DBGOSDLR",   PL1_RW).traps(Trap.TDOSA).read(m -> m.c.dbgosdlr).write((m, v) -> m.c.dbgosdlr = (int) v & 1).cite("DDI 0406C C11.11 DBGOSDLR");
        t.row("p14 0 c1 c4 4", "DBGPRCR",    PL1_RW).traps(Trap.TDOSA).read(m -> m.c.dbgprcr).write(DebugRows::writePowerControl).cite("DDI 0406C C11.11 DBGPRCR");
        t.row("p14 0 c7 c0 7", "DBGDEVID2",  PL1_RO).traps(Trap.TDA).raz().cite("DDI 0406C C11.11 DBGDEVID2");
        t.row("p14 0 c7 c1 7", "DBGDEVID1",  PL1_RO).traps(Trap.TDA).raz().cite("DDI 0406C C11.11 DBGDEVID1");
        t.row("p14 0 c7 c2 7", "DBGDEVID",   PL1_RO).traps(Trap.TDA).read(m -> DBGDEVID).cite("DDI 0406C C11.11 DBGDEVID");
        t.row("p14 0 c7 c8 6", "DBGCLAIMSET", PL1_RW).traps(Trap.TDA).read(m -> CLAIM_BITS).write((m, v) -> m.c.dbgclaim |= (int) v & CLAIM_BITS).cite("DDI 0406C C11.11 DBGCLAIMSET");
        t.row("p14 0 c7 c9 6", "DBGCLAIMCLR", PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgclaim).write((m, v) -> m.c.dbgclaim &= ~(int) v).cite("DDI 0406C C11.11 DBGCLAIMCLR");
        t.row("p14 0 c7 c14 6", "DBGAUTHSTATUS", PL1_RO).traps(Trap.TDA).raz().cite("DDI 0406C C11.11 DBGAUTHSTATUS: no external debug");
        for (int i = 0; i < Cp15.BREAKPOINTS; i++) {
            int n = i;
            t.row("p14 0 c0 c" + n + " 4", "DBGBVR" + n, PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgbvr[n]).write((m, v) -> m.c.dbgbvr[n] = (int) v).cite("DDI 0406C C11.11 DBGBVR");
            t.row("p14 0 c0 c" + n + " 5", "DBGBCR" + n, PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgbcr[n]).write((m, v) -> writeControl(m, m.c.dbgbcr, n, (int) v, "DBGBCR")).cite("DDI 0406C C11.11 DBGBCR");
        }
        // The context-aware ones can hold a VMID.
        for (int i = 4; i < Cp15.BREAKPOINTS; i++) {
            int n = i;
            t.row("p14 0 c1 c" + n + " 1", "DBGBXVR" + n, PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgbxvr[n]).write((m, v) -> m.c.dbgbxvr[n] = (int) v & 0xff).cite("DDI 0406C C11.11 DBGBXVR");
        }
        for (int i = 0; i < Cp15.WATCHPOINTS; i++) {
            int n = i;
            t.row("p14 0 c0 c" + n + " 6", "DBGWVR" + n, PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgwvr[n]).write((m, v) -> m.c.dbgwvr[n] = (int) v & ~3).cite("DDI 0406C C11.11 DBGWVR");
            t.row("p14 0 c0 c" + n + " 7", "DBGWCR" + n, PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgwcr[n]).write((m, v) -> writeControl(m, m.c.dbgwcr, n, (int) v, "DBGWCR")).cite("DDI 0406C C11.11 DBGWCR");
        }

        t.row("p14 6 c0 c0 0", "TEECR",      PL1_RW).traps(Trap.TTEE).read(m -> m.c.teecr).write((m, v) -> m.c.teecr = (int) v & 1).cite("DDI 0406C B4.1 TEECR");
        t.row("p14 6 c1 c0 0", "TEEHBR",     PL0_RW).traps(Trap.TTEE).gate(DebugRows::thumbEe).read(m -> m.c.teehbr).write((m, v) -> m.c.teehbr = (int) v).cite("DDI 0406C B4.1 TEEHBR");
        t.row("p14 7 c0 c0 0", "JIDR",       PL1_RO).traps(Trap.TID0, Trap.TJDBX).raz().cite("DDI 0406C B4.1 JIDR: trivial Jazelle");
        t.row("p14 7 c1 c0 0", "JOSCR",      PL1_RW).traps(Trap.TJDBX).raz().wi().cite("DDI 0406C B4.1 JOSCR: trivial Jazelle");
        t.row("p14 7 c2 c0 0", "JMCR",       PL1_RW).traps(Trap.TJDBX).raz().wi().cite("DDI 0406C B4.1 JMCR: trivial Jazelle");
        // spotless:on
    }

    private static Gate.Verdict thumbEe(SystemRegisters m, int pl, boolean write) {
        return pl > 0 || (m.c.teecr & 1) == 0 ? Gate.Verdict.ALLOW : Gate.Verdict.UNDEFINED;
    }

    private static void writePowerControl(SystemRegisters m, long v) {
        if ((v & WARM_RESET_REQUEST) != 0) {
            m.notImplemented(14, "DBGPRCR.CWRR (a warm reset was asked for, and does not come)");
        }
        m.c.dbgprcr = (int) v & NO_POWER_DOWN;
    }

    private static void writeControl(SystemRegisters m, int[] controls, int n, int v, String name) {
        controls[n] = v & 0x1fff_ffff;
        if ((v & 1) != 0 && DebugChannelRows.isMonitorMode(m)) {
            m.notImplemented(
                    14, String.format("%s%d: a breakpoint or watchpoint was enabled, and never hits", name, n));
        }
    }

    /** Once monitor mode is on, what was enabled before would hit. */
    static void tellIfUsed(SystemRegisters m) {
        if (!DebugChannelRows.isMonitorMode(m)) {
            return;
        }
        for (int n = 0; n < Cp15.BREAKPOINTS; n++) {
            writeControl(m, m.c.dbgbcr, n, m.c.dbgbcr[n], "DBGBCR");
        }
        for (int n = 0; n < Cp15.WATCHPOINTS; n++) {
            writeControl(m, m.c.dbgwcr, n, m.c.dbgwcr[n], "DBGWCR");
        }
    }
}
