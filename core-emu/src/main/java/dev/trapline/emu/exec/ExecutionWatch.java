package dev.trapline.emu.exec;

import dev.trapline.emu.state.Cpu;

/** Asked before a pCPU executes an instruction at one of the addresses it named. It must not change the machine. */
public interface ExecutionWatch {
    /**
     * The instruction at {@code pc} is next; its number is {@code s.clock.count}, which counts it already.
     *
     * @return true to leave the machine before it, as by {@code Machine.stop}
     */
    boolean stopsBefore(Cpu s, int pc);
}
