package dev.trapline.emu.mmu;

import dev.trapline.emu.state.Cpu;

/**
 * Told of data accesses of pCPUs to what is watched, after translation and before the access, and of what anything else
 * wrote. One that crosses a page comes byte by byte, and one that is refused may have been told. It must not change the
 * machine.
 */
public interface MemoryWatch {
    MemoryWatch NONE = new MemoryWatch() {};

    default void load(Cpu s, int va, long pa, int size) {}

    /** @param value as memory will hold it, little-endian */
    default void store(Cpu s, int va, long pa, int size, long value) {}

    /** A device, firmware or the like has written. */
    default void written(long pa, int length) {}
}
