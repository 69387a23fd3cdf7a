package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Hsr;
import dev.trapline.emu.state.Mode;

/** Meanings of hints and barriers. Memory is sequentially consistent here, so barriers order nothing. */
public final class Hints {
    private Hints() {}

    /** NOP, YIELD, DBG, the unallocated hints, PLD, PLI and the barriers. */
    @SuppressWarnings("unused")
    public static void nop(Cpu s) {
        // Nothing happens, and one instruction is counted.
    }

    public static void wfi(Cpu s, int cond) {
        if (ExceptionEntry.hasPendingWakeup(s)) {
            return;
        }
        trapWait(s, Hcr.TWI, cond, 0);
        s.waitForInterrupt();
    }

    public static void wfe(Cpu s, int cond) {
        if (s.eventRegister) {
            s.eventRegister = false;
            return;
        }
        trapWait(s, Hcr.TWE, cond, 1);
        s.waitingForEvent = true;
        s.clock.requestStop();
        s.observer.sleeps(s.index, true);
    }

    public static void sev(Cpu s) {
        s.sendEvent.run();
    }

    private static void trapWait(Cpu s, int bit, int cond, int direction) {
        if (s.mode != Mode.HYP && (s.cp15.hcr & bit) != 0) {
            boolean wide = s.pc - s.thisPc() == 4;
            s.trapSyndrome = Hsr.syndrome(Hsr.EC_WFI_WFE, wide, Hsr.condition(ItBlock.condition(s, cond)) | direction);
            throw GuestException.HYP_TRAP;
        }
    }

    public static void clrex(Cpu s) {
        s.exclusive = false;
    }
}
