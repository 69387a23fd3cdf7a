package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import org.jspecify.annotations.Nullable;

/** Takes a rerun on by one instruction at a time, and says which. */
final class Stepper {
    private final ForwardRun rerun;
    private final int cpus;
    private final long[] instructions;
    private final int[] pcs;
    private final int[] modes;
    private final int[] links;
    private final int[] stacks;
    private final boolean[] thumbs;
    private boolean interrupted;
    private int interruptedPc;
    private int interruptedMode;
    private int interruptedSp;

    Stepper(ForwardRun rerun) {
        this.rerun = rerun;
        cpus = rerun.machine().spec().cpus();
        instructions = new long[cpus];
        pcs = new int[cpus];
        modes = new int[cpus];
        links = new int[cpus];
        stacks = new int[cpus];
        thumbs = new boolean[cpus];
    }

    /** The next instruction, attempted; null if the recording ends here. */
    @Nullable
    Step next() {
        Machine machine = rerun.machine();
        for (int i = 0; i < cpus; i++) {
            Cpu s = machine.cpu(i);
            instructions[i] = s.instructions();
            pcs[i] = s.pc;
            modes[i] = s.mode;
            links[i] = s.r[14];
            stacks[i] = s.r[13];
            thumbs[i] = s.thumb;
        }
        long count = rerun.count() + 1;
        if (!rerun.run(count)) {
            return null;
        }
        for (int i = 0; i < cpus; i++) {
            Cpu s = machine.cpu(i);
            if (s.instructions() != instructions[i]) {
                // R15 is as the instruction saw it. Elsewhere than where the pCPU stood, an interrupt came first.
                interrupted = s.r[15] - (thumbs[i] ? 4 : 8) != pcs[i];
                if (!interrupted) {
                    return new Step(count, i, modes[i], pcs[i], thumbs[i], links[i]);
                }
                interruptedPc = pcs[i];
                interruptedMode = modes[i];
                interruptedSp = stacks[i];
                int control = s.mode == Mode.HYP ? s.cp15.hsctlr : s.cp15.sctlr;
                boolean thumb = (control & Sctlr.TE) != 0;
                return new Step(count, i, s.mode, s.r[15] - (thumb ? 4 : 8), thumb, s.r[14]);
            }
        }
        throw new IllegalStateException("no pCPU attempted instruction " + count);
    }

    /** Whether an interrupt was taken before the last step; then the following say what it interrupted. */
    boolean interrupted() {
        return interrupted;
    }

    int interruptedPc() {
        return interruptedPc;
    }

    int interruptedMode() {
        return interruptedMode;
    }

    int interruptedSp() {
        return interruptedSp;
    }
}
