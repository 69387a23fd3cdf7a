package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Access.PL0_RO;
import static dev.trapline.emu.cp15.Access.PL0_RW;
import static dev.trapline.emu.cp15.Access.PL1_RW;

/**
 * CP14: the debug communications channel and the register that holds its flags (DDI 0406C C8.1, C11.11). There is no
 * debugger at its other end: what a guest sends stays where it is with TXfull set, which is said, and nothing ever comes.
 */
final class DebugChannelRows {
    /** DBGDSCR.RXfull and TXfull. */
    private static final int RX_FULL = 1 << 30;

    private static final int TX_FULL = 1 << 29;
    private static final int FULL_BITS = RX_FULL | TX_FULL;
    /** DBGDSCR.MDBGen. */
    private static final int MONITOR_MODE = 1 << 15;

    private static final int UDCC_DISABLE = 1 << 12;
    /** What is kept of DBGDSCR beside the flags: cause, modes and status. */
    private static final int DSCR_BITS = 0x0006_ffff;

    private DebugChannelRows() {}

    static void add(RegisterTable t) {
        // spotless:off
        t.row("p14 0 c0 c1 0", "DBGDSCRint", PL0_RO).traps(Trap.TDA).gate(DebugChannelRows::userAccess).read(m -> m.c.dbgdscr).cite("DDI 0406C C11.11 DBGDSCR");
        t.row("p14 0 c0 c2 2", "DBGDSCRext", PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgdscr).write(DebugChannelRows::writeStatus).cite("DDI 0406C C11.11 DBGDSCR");
        t.row("p14 0 c0 c5 0", "DBGDTRRXint, DBGDTRTXint", PL0_RW).traps(Trap.TDA).gate(DebugChannelRows::userAccess).read(DebugChannelRows::receive).write(DebugChannelRows::send).cite("DDI 0406C C11.11 DBGDTRRX, DBGDTRTX");
        t.row("p14 0 c0 c0 2", "DBGDTRRXext", PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgdtrrx).write((m, v) -> m.c.dbgdtrrx = (int) v).cite("DDI 0406C C11.11 DBGDTRRX");
        t.row("p14 0 c0 c3 2", "DBGDTRTXext", PL1_RW).traps(Trap.TDA).read(m -> m.c.dbgdtrtx).write((m, v) -> m.c.dbgdtrtx = (int) v).cite("DDI 0406C C11.11 DBGDTRTX");
        // spotless:on
    }

    static boolean isMonitorMode(SystemRegisters m) {
        return (m.c.dbgdscr & MONITOR_MODE) != 0;
    }

    /** DBGDSCR.UDCCdis closes what PL0 may access. */
    static Gate.Verdict userAccess(SystemRegisters m, int pl, boolean write) {
        return pl > 0 || (m.c.dbgdscr & UDCC_DISABLE) == 0 ? Gate.Verdict.ALLOW : Gate.Verdict.UNDEFINED;
    }

    /** The flags are written only while the OS Lock is set, when they are being restored. */
    private static void writeStatus(SystemRegisters m, long v) {
        int writable = m.c.dbgOsLocked ? DSCR_BITS | FULL_BITS : DSCR_BITS;
        m.c.dbgdscr = m.c.dbgdscr & ~writable | (int) v & writable;
        DebugRows.tellIfUsed(m);
    }

    private static long receive(SystemRegisters m) {
        if ((m.c.dbgdscr & RX_FULL) == 0) {
            m.guestMistake("DBGDTRRXint read while DBGDSCR.RXfull is clear: gives the word of before");
        }
        m.c.dbgdscr &= ~RX_FULL;
        return m.c.dbgdtrrx;
    }

    private static void send(SystemRegisters m, long v) {
        m.notImplemented(14, "a debugger that reads DBGDTRTXint (the word stays there, and DBGDSCR.TXfull set)");
        m.c.dbgdtrtx = (int) v;
        m.c.dbgdscr |= TX_FULL;
    }
}
