package dev.trapline.emu.exec;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.state.Cpu;

/** Asked before a pCPU executes an SVC, HVC or SMC that is no semihosting call and has
 * somebody to answer it. It must not change the machine. */
public interface CallWatch {
    /**
     * The call is next; its number is {@code s.clock.count}, which counts it already.
     *
     * @param immediate of the instruction; 0 for SMC
     * @return true to leave the machine before it, as by {@code Machine.stop}
     */
    boolean stopsBefore(Cpu s, CallAbi.Way way, int immediate);
}
