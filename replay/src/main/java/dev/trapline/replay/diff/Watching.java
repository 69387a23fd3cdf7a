package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.MemoryWatch;
import java.util.BitSet;
import java.util.Collection;

/** Being told of what is loaded and stored, which costs time and changes nothing. */
final class Watching {
    private static final BitSet NOTHING = new BitSet();

    private Watching() {}

    /** Tells of loads from anywhere in memory. */
    static void loads(Machine machine, MemoryWatch watch) {
        BitSet all = new BitSet();
        all.set(0, machine.memory().frameCount());
        machine.debug().watchMemory(all, NOTHING, NOTHING, watch);
    }

    /** Tells of nothing any more. */
    static void end(Machine machine) {
        machine.debug().watchMemory(NOTHING, NOTHING, NOTHING, MemoryWatch.NONE);
    }

    /** Tells of what is written to the frames that hold these physical addresses. */
    static void writes(Machine machine, Collection<Long> addresses, MemoryWatch watch) {
        PhysicalMemory memory = machine.memory();
        BitSet frames = new BitSet();
        addresses.forEach(pa -> frames.set(memory.frameAt(pa)));
        machine.debug().watchMemory(NOTHING, frames, NOTHING, watch);
    }
}
