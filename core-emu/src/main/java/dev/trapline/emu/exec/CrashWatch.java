package dev.trapline.emu.exec;

import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;

/**
 * Notices a machine that cannot go on. Two signs, both certain to last for ever: exceptions of a pCPU one after another
 * without an instruction completing in between, and every pCPU branching to itself with interrupts masked.
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

    /** Whether a pCPU's exceptions have run away; looked at after every stretch, as it stops the engine by itself. */
    boolean faultsWithoutEnd(Cpu s) {
        if (s.exceptionsInARow < EXCEPTIONS_IN_A_ROW) {
            return false;
        }
        description = String.format(
                "pCPU %d takes exceptions without end: the vector at 0x%08x faults itself (%s mode, last fault at 0x%08x),"
                        + " count %d",
                s.index, s.pc, Mode.name(s.mode), s.fault.address, s.clock.count);
        return true;
    }

    /**
     * Notes at the end of a pCPU's slice whether it spins, and says whether all that are on do. Only there, and kept as
     * state, so that the answer does not depend on how a run is cut into pieces.
     */
    boolean allSpin(Cpu ended, Cpu[] cpus) {
        ended.spinning = ended.maskI && ended.maskF && !ended.waitingForInterrupt && branchesToItself(ended);
        if (!ended.spinning) {
            return false;
        }
        for (Cpu s : cpus) {
            if (s.on && !s.spinning) {
                return false;
            }
        }
        description = String.format(
                "pCPU %d branches to itself at 0x%08x with interrupts masked (%s mode), count %d",
                ended.index, ended.pc, Mode.name(ended.mode), ended.clock.count);
        return true;
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
