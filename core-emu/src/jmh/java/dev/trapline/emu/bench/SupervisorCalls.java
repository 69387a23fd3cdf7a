package dev.trapline.emu.bench;

/**
 * SVC and return (svc.S: 2 of 3 instructions); in the baseline a subroutine call and return.
 *
 * <p><b>Cost centre:</b> exception entry and return: banked registers, CPSR, a change of mode, telling the observer.
 *
 * <p><b>Why it matters:</b> system calls, interrupts and hypervisor traps all pass here.
 */
public class SupervisorCalls extends LoopBenchmark {
    public SupervisorCalls() {
        super("svc");
    }
}
