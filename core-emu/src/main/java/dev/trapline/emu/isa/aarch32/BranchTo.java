package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

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
            // address<1:0> = '10' is UNPREDICTABLE; the low bits are dropped, as QEMU does.
            s.pc = address & ~3;
        }
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
