package dev.trapline.replay.debug;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.view.MachineView;

/** Tells instructions that return from an exception by their encoding (DDI 0406C B9.3). */
final class ExceptionReturns {
    private static final int WORD = 4;

    private ExceptionReturns() {}

    /** Whether the next instruction of a pCPU is one. */
    static boolean isNext(MachineView view, Cpu s) {
        byte[] code = new byte[WORD];
        if (view.readMemory(s.index, s.pc & 0xffff_ffffL, code, 0, WORD) != WORD) {
            return false;
        }
        int low = halfword(code, 0);
        int high = halfword(code, 2);
        return s.thumb ? isT32(low << 16 | high) : isA32(high << 16 | low);
    }

    private static int halfword(byte[] code, int at) {
        return (code[at] & 0xff) | (code[at + 1] & 0xff) << 8;
    }

    private static boolean isA32(int w) {
        boolean unconditional = w >>> 28 == 15;
        if (unconditional) {
            return (w & 0x0e50_ffff) == 0x0810_0a00; // RFE
        }
        // Data processing with S and Rd = PC: SUBS PC, LR and its kin; but TST, TEQ, CMP and CMN write no register.
        boolean dataProcessing = (w & 0x0c10_f000) == 0x0010_f000 && (w & 0x0180_0000) != 0x0100_0000;
        return dataProcessing
                || (w & 0x0e50_8000) == 0x0850_8000 // LDM with PC and user registers
                || (w & 0x0fff_ffff) == 0x0160_006e; // ERET
    }

    private static boolean isT32(int w) {
        return (w & 0xffff_ff00) == 0xf3de_8f00 // SUBS PC, LR and ERET
                || (w & 0xffd0_ffff) == 0xe810_c000 // RFEDB
                || (w & 0xffd0_ffff) == 0xe990_c000; // RFEIA
    }
}
