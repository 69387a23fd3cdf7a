package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mem;

/** Meanings of the branches, shared by A32, T32 and T16. */
public final class Branches {
    private Branches() {}

    public static void branch(Cpu s, int[] r, int offset) {
        BranchTo.simple(s, r[15] + offset);
    }

    public static void branchWithLink(Cpu s, int[] r, int offset) {
        r[14] = returnAddress(s, r);
        BranchTo.simple(s, r[15] + offset);
    }

    /** BL and BLX immediate that change the instruction set; the target is relative to Align(PC, 4). */
    public static void branchWithLinkExchange(Cpu s, int[] r, int offset) {
        int pc = r[15];
        r[14] = returnAddress(s, r);
        int target = (pc & ~3) + offset;
        s.setThumb(!s.thumb);
        BranchTo.simple(s, target);
    }

    public static void branchExchange(Cpu s, int[] r, int m) {
        BranchTo.exchange(s, r[m]);
    }

    public static void branchLinkExchangeRegister(Cpu s, int[] r, int m) {
        int target = r[m];
        // The one link that points behind a 16-bit instruction.
        r[14] = s.thumb ? r[15] - 2 | 1 : r[15] - 4;
        BranchTo.exchange(s, target);
    }

    public static void compareAndBranch(Cpu s, int[] r, int n, boolean nonZero, int offset) {
        if ((r[n] != 0) == nonZero) {
            BranchTo.simple(s, r[15] + offset);
        }
    }

    public static void tableBranchByte(Cpu s, int[] r, int n, int m) {
        int halfwords = Mem.load8(s, r[n] + r[m]);
        BranchTo.simple(s, r[15] + 2 * halfwords);
    }

    public static void tableBranchHalfword(Cpu s, int[] r, int n, int m) {
        int halfwords = Mem.load16(s, r[n] + (r[m] << 1));
        BranchTo.simple(s, r[15] + 2 * halfwords);
    }

    public static void it(Cpu s, int[] r, int firstCondition, int mask) {
        s.it = firstCondition << 4 | mask;
        s.itWritten = true;
    }

    /** Where BL returns to: the next instruction, with the Thumb bit in T32. */
    static int returnAddress(Cpu s, int[] r) {
        return s.thumb ? r[15] | 1 : r[15] - 4;
    }
}
