package dev.trapline.emu.exec;

import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;

/**
 * Notices a pCPU that cannot go on. Two signs, both certain to last for ever: exceptions one after another without an
 * instruction completing in between, and a branch to itself with every interrupt masked.
 */
final class CrashWatch {
    /** Exceptions in a row after which nobody can believe in a handler any more. */
    static final int EXCEPTIONS_IN_A_ROW = 1000;

    private static final long A32_BRANCH_TO_SELF = AArch32Decoder.a32(0xeaff_fffe);
    private static final long T16_BRANCH_TO_SELF = AArch32Decoder.t16(0xe7fe);

    private String description = "";

    String description() {
        return description;
    }

    void forget() {
        description = "";
    }

    boolean stuck(Cpu s) {
        if (s.exceptionsInARow >= EXCEPTIONS_IN_A_ROW) {
            description = String.format(
                    "pCPU %d takes exceptions without end: the vector at 0x%08x faults itself (%s mode, last fault at"
                            + " 0x%08x), count %d",
                    s.index, s.pc, Mode.name(s.mode), s.fault.address, s.clock.count);
            return true;
        }
        if (s.on && s.maskI && s.maskF && !s.waitingForInterrupt && branchesToItself(s)) {
            description = String.format(
                    "pCPU %d branches to itself at 0x%08x with interrupts masked (%s mode), count %d",
                    s.index, s.pc, Mode.name(s.mode), s.clock.count);
            return true;
        }
        return false;
    }

    /** Looks at the decoded page only, so looking cannot fault and leaves no trace. */
    private static boolean branchesToItself(Cpu s) {
        if ((s.pc & 0xffff_f000 | s.context) != s.fetchKey) {
            return false;
        }
        long packed = s.code[s.thumb ? s.pc >>> 1 & 2047 : s.pc >>> 2 & 1023];
        return packed == (s.thumb ? T16_BRANCH_TO_SELF : A32_BRANCH_TO_SELF);
    }
}
