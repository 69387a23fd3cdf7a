package dev.trapline.emu.points;

import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;

/**
 * How one thread's step comes to its end. An interrupt that is taken before the instruction is let run: the step goes on
 * where its handler returns to, so that stepping through code does not end up in handlers. A guest's vCPU may come back to
 * another pCPU, and other guests may be at the same instruction meanwhile.
 */
final class StepPlan {
    private final Machine machine;
    private final ThreadView threads;
    private final ThreadId thread;
    private int cpu;
    private final boolean ranged;
    private final int rangeStart;
    private final int rangeEnd;

    // What the next instruction of the thread is.
    private int pc;
    private int mode;
    private int sp;
    /** Whether it runs somewhere else until it is back at that instruction. */
    private boolean away;

    private boolean done;

    private StepPlan(
            Machine machine,
            ThreadView threads,
            ThreadId thread,
            int cpu,
            boolean ranged,
            int rangeStart,
            int rangeEnd) {
        this.machine = machine;
        this.threads = threads;
        this.thread = thread;
        this.cpu = cpu;
        this.ranged = ranged;
        this.rangeStart = rangeStart;
        this.rangeEnd = rangeEnd;
        next();
    }

    /** @param cpu the pCPU that its thread is on */
    static StepPlan of(Machine machine, ThreadView threads, int cpu, Resume.Step step) {
        return new StepPlan(machine, threads, step.thread(), cpu, false, 0, 0);
    }

    /** @param cpu the pCPU that its thread is on */
    static StepPlan of(Machine machine, ThreadView threads, int cpu, Resume.StepRange range) {
        return new StepPlan(machine, threads, range.thread(), cpu, true, range.start(), range.end());
    }

    private void next() {
        Cpu s = machine.cpu(cpu);
        pc = s.pc;
        mode = s.mode;
        sp = s.r[13];
    }

    int cpu() {
        return cpu;
    }

    boolean isDone() {
        return done;
    }

    /** Whether the pCPU's next instruction is to be told of. */
    boolean steps() {
        return !away && !done;
    }

    /** Whether it is waited for at {@link #address}. */
    boolean isAway() {
        return away;
    }

    int address() {
        return pc;
    }

    /** A thread of world 1 is a pCPU, whatever that runs. */
    private boolean isThread(Cpu s) {
        return thread.world() == 1 ? s.index == cpu : threads.running(s).equals(thread);
    }

    void stepped(int executed) {
        if (executed != pc) {
            away = true;
            return;
        }
        next();
        done = !ranged || Integer.compareUnsigned(pc, rangeStart) < 0 || Integer.compareUnsigned(pc, rangeEnd) >= 0;
    }

    /** Whether a pCPU about to execute an instruction is the thread come back; the step goes on then. */
    boolean isBack(Cpu s, int at) {
        if (away && at == pc && s.mode == mode && s.r[13] == sp && isThread(s)) {
            cpu = s.index;
            away = false;
            return true;
        }
        return false;
    }
}
