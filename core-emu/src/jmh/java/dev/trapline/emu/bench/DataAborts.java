package dev.trapline.emu.bench;

/**
 * A load that aborts, and a handler that steps over it (abort.S: 2 of 3 instructions); in the baseline a subroutine.
 *
 * <p><b>Cost centre:</b> what {@link SupervisorCalls} has, the failed walk, and a Java exception thrown from the depth of an access
 * to the interpreter's loop.
 *
 * <p><b>Why it matters:</b> Linux takes one for each page it faults in, and a hypervisor one for each emulated device access.
 */
public class DataAborts extends LoopBenchmark {
    public DataAborts() {
        super("abort");
    }
}
