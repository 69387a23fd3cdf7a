package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.SemihostingPort;

/**
 * The instructions that call semihosting where it is on (Semihosting for AArch32 and AArch64 2.0, table 2): SVC and HLT
 * with a certain number. BKPT 0xab is the M profile's. User mode is left out, as QEMU does by default.
 */
final class SemihostingCalls {
    private static final int SVC_A32 = 0x12_3456;
    private static final int SVC_T32 = 0xab;
    /** HLT is of ARMv8 and UNDEFINED here, but semihosting has to answer its encodings on any version. */
    private static final int HLT_A32 = 0x010f_0070;

    private static final int HLT_T32 = 0xbabc;

    private SemihostingCalls() {}

    /** Performs an SVC that is a call of semihosting; false if it is none. */
    static boolean bySvc(Cpu s, int imm) {
        return imm == (s.thumb ? SVC_T32 : SVC_A32) && call(s);
    }

    /** Performs an UNDEFINED instruction that is a call of semihosting; false if it is none. */
    static boolean byHlt(Cpu s) {
        return s.semihosting != null && isHlt(s) && call(s);
    }

    private static boolean isHlt(Cpu s) {
        int pc = s.thisPc();
        int first = s.memory.fetchHalfword(s, pc);
        if (s.thumb) {
            return first == HLT_T32;
        }
        // Under any condition: that it holds is known by now.
        int word = first | s.memory.fetchHalfword(s, pc + 2) << 16;
        return word >>> 28 != 15 && (word & 0x0fff_ffff) == HLT_A32;
    }

    private static boolean call(Cpu s) {
        SemihostingPort semihosting = s.semihosting;
        if (semihosting == null || s.mode == Mode.USR) {
            return false;
        }
        semihosting.call(s);
        return true;
    }
}
