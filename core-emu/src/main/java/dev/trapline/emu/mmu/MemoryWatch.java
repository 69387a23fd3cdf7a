package dev.trapline.emu.mmu;

import dev.trapline.emu.state.Cpu;

/**
 * Told of data accesses of pCPUs to what is watched, after translation and before the access, and of what anything else
 * wrote. One that crosses a page comes byte by byte, and one that is refused may have been told. It must not change the
 * machine.
 *
 * <p>It may leave the machine before the instruction that makes the access, as by {@code Machine.stop}. Accesses that the
 * instruction made before are made again when it is executed again, so that is not for what stands beside a device's
 * registers.
 */
public interface MemoryWatch {
    MemoryWatch NONE = new MemoryWatch() {};

    /** Returns true to leave before the instruction. */
    default boolean load(Cpu s, int va, long pa, int size) {
        return false;
    }

    /**
     * Returns true to leave before the instruction.
     *
     * @param value as memory will hold it, little-endian
     */
    default boolean store(Cpu s, int va, long pa, int size, long value) {
        return false;
    }

    /**
     * A semihosting call is about to move bytes, which {@link #load} or {@link #store} are told of as well. Who wants to leave
     * before the instruction does so here: later the host may have done its part.
     */
    default boolean transfer(Cpu s, int va, long length, boolean write) {
        return false;
    }

    /** A device, firmware or the like has written. */
    default void written(long pa, int length) {}
}
