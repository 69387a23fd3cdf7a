package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;

/** What must hold besides for a stop to count, asked while the machine runs. It must not change the machine. */
@FunctionalInterface
public interface Condition {
    Condition ALWAYS = (machine, cpu) -> true;

    /** @param cpu about to execute the instruction at {@code cpu.thisPc()}, or in the middle of the access */
    boolean holds(Machine machine, Cpu cpu);
}
