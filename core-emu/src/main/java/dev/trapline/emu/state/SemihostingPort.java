package dev.trapline.emu.state;

/** Answers semihosting calls; a pCPU without one executes the instructions that call it as the architecture says. */
public interface SemihostingPort {
    /**
     * Performs the operation in r0 with the parameter in r1 and leaves the result in r0. The PC already points behind the
     * call; a call that has to wait points it back, so that it is made again.
     */
    void call(Cpu s);

    /** Whether a call that waits keeps this pCPU from executing; to be asked before it does. */
    boolean holds(Cpu s);

    /** Whether this pCPU sleeps in a call that waits; only looks. */
    boolean waits(Cpu s);
}
