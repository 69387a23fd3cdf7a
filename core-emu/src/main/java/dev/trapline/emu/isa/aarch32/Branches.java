package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mem;

/** Meanings of the branches, shared by A32, T32 and T16. */
public final class Branches {
    private Branches() {}

    public static void branch(Cpu s, int offset) {
        BranchTo.simple(s, s.r[15] + offset);
    }

    public static void branchWithLink(Cpu s, int offset) {
        s.r[14] = returnAddress(s);
        BranchTo.simple(s, s.r[15] + offset);
    }

    /** BL and BLX immediate that change the instruction set; the target is relative to Align(PC, 4). */
    public static void branchWithLinkExchange(Cpu s, int offset) {
        int pc = s.r[15];
        s.r[14] = returnAddress(s);
        int target = (pc & ~3) + offset;
        s.setThumb(!s.thumb);
        BranchTo.simple(s, target);
    }

    public static void branchExchange(Cpu s, int m) {
        BranchTo.exchange(s, s.r[m]);
    }

    public static void branchLinkExchangeRegister(Cpu s, int m) {
        int target = s.r[m];
        // The one link that points behind a 16-bit instruction.
        s.r[14] = s.thumb ? s.r[15] - 2 | 1 : s.r[15] - 4;
        BranchTo.exchange(s, target);
    }

    public static void compareAndBranch(Cpu s, int n, boolean nonZero, int offset) {
        if ((s.r[n] != 0) == nonZero) {
            BranchTo.simple(s, s.r[15] + offset);
        }
    }

    public static void tableBranchByte(Cpu s, int n, int m) {
        int halfwords = Mem.load8(s, s.r[n] + s.r[m]);
        BranchTo.simple(s, s.r[15] + 2 * halfwords);
    }

    public static void tableBranchHalfword(Cpu s, int n, int m) {
        int halfwords = Mem.load16(s, s.r[n] + (s.r[m] << 1));
        BranchTo.simple(s, s.r[15] + 2 * halfwords);
    }

    public static void it(Cpu s, int firstCondition, int mask) {
        s.it = firstCondition << 4 | mask;
        s.itWritten = true;
    }

    /** Where BL returns to: the next instruction, with the Thumb bit in T32. */
    static int returnAddress(Cpu s) {
        return s.thumb ? s.r[15] | 1 : s.r[15] - 4;
    }
}
