package dev.trapline.emu.mmu;

import dev.trapline.emu.state.Cpu;

/**
 * Told of data accesses to frames flagged WATCH_READ or WATCH_WRITE, after translation and before the access. It must
 * not change the machine.
 */
public interface MemoryWatch {
    MemoryWatch NONE = new MemoryWatch() {};

    default void load(Cpu s, int va, long pa, int size) {}

    default void store(Cpu s, int va, long pa, int size, long value) {}
}
