package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.MemoryWatch;
import java.util.Collection;

/** Being told of what pCPUs load and store, which costs time and changes nothing. */
final class Watching {
    private Watching() {}

    /** Tells of loads from anywhere in memory. */
    static void loads(Machine machine, MemoryWatch watch) {
        machine.watch(watch);
        PhysicalMemory memory = machine.memory();
        memory.setFlags(0, memory.frameCount(), PhysicalMemory.WATCH_READ);
    }

    /** Tells of no load any more. */
    static void noLoads(Machine machine) {
        machine.watch(MemoryWatch.NONE);
        PhysicalMemory memory = machine.memory();
        memory.clearFlags(0, memory.frameCount(), PhysicalMemory.WATCH_READ);
    }

    /** Tells of stores to the frames that hold these physical addresses. */
    static void stores(Machine machine, Collection<Long> addresses, MemoryWatch watch) {
        machine.watch(watch);
        PhysicalMemory memory = machine.memory();
        for (long pa : addresses) {
            memory.setFlags(memory.frameAt(pa), PhysicalMemory.WATCH_WRITE);
        }
    }
}
