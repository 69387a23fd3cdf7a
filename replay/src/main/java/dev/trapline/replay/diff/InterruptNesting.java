package dev.trapline.replay.diff;

import dev.trapline.emu.state.Cpu;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells of one pCPU whether it is in what an interrupt made it do. It is until it comes back to the instruction, mode and
 * stack pointer that were interrupted.
 */
final class InterruptNesting {
    /** More than any hypervisor nests; below is what will never be gone back to. */
    private static final int DEEPEST = 16;

    private record Interrupted(int pc, int mode, int sp) {}

    private final Deque<Interrupted> stack = new ArrayDeque<>();

    /** An interrupt was taken there. */
    void taken(int pc, int mode, int sp) {
        if (stack.size() == DEEPEST) {
            stack.removeLast();
        }
        stack.push(new Interrupted(pc, mode, sp));
    }

    /** The pCPU stands before its next instruction. */
    void at(Cpu s) {
        while (!stack.isEmpty()
                && stack.element().pc == s.pc
                && stack.element().mode == s.mode
                && stack.element().sp == s.r[13]) {
            stack.pop();
        }
    }

    boolean inHandler() {
        return !stack.isEmpty();
    }
}
