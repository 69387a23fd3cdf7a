package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;

/** The manual's ways of writing the PC (DDI 0406C A2.3.2). */
public final class BranchTo {
    private BranchTo() {}

    /** BranchWritePC: stays in the instruction set. */
    public static void simple(Cpu s, int address) {
        s.pc = s.thumb ? address & ~1 : address & ~3;
    }

    /** BXWritePC: bit 0 selects the instruction set. */
    public static void exchange(Cpu s, int address) {
        if ((address & 1) != 0) {
            s.setThumb(true);
            s.pc = address & ~1;
        } else {
            s.setThumb(false);
            if ((address & 2) != 0) {
                throw misaligned(s, address);
            }
            s.pc = address;
        }
    }

    /**
     * To A32 with address<1:0> = '10' is UNPREDICTABLE. The branch happens, and the fetch from there is an Alignment fault
     * if not a worse one, as QEMU has it and much as ARMv8 came to say: callers branch last of all.
     */
    private static GuestException misaligned(Cpu s, int address) {
        s.it = 0;
        s.pc = address;
        s.r[15] = address + 8;
        s.memory.fetchPage(s);
        s.fault.set(address, FaultStatus.ALIGNMENT, false);
        return GuestException.PREFETCH_ABORT;
    }

    /** LoadWritePC: interworks from ARMv5T on. */
    public static void load(Cpu s, int address) {
        exchange(s, address);
    }

    /** ALUWritePC: interworks in A32 only. */
    public static void alu(Cpu s, int address) {
        if (s.thumb) {
            simple(s, address);
        } else {
            exchange(s, address);
        }
    }
}
