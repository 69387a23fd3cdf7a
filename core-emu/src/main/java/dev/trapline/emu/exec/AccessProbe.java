package dev.trapline.emu.exec;

import dev.trapline.emu.state.Cpu;

/**
 * Asked before each data access of each instruction, in their order, and before it is known whether the access succeeds. They
 * come as the instruction makes them: each word of an LDM, each element of a VLD1; one that crosses a page as one. A
 * Store-Exclusive is asked about unless its monitor is open. {@code s.clock.count} is the instruction's number, which counts it
 * already, and {@code s.thisPc()} its address. It must not change the machine.
 *
 * <p>Not asked about: descriptors that a translation reads, instruction fetch, and what a semihosting call moves for the host.
 *
 * <p>It may leave the machine before the instruction, as by {@code Machine.stop}. When that is executed again, all its accesses are
 * asked about again, this one included. Those it made before are made again, so that at another than an instruction's first
 * access nobody should leave where a device's registers may be among them.
 */
public interface AccessProbe {
    /** Never leaves. */
    AccessProbe NONE = new AccessProbe() {};

    /**
     * Returns true to leave before the instruction.
     *
     * @param va any; whether it must be aligned is looked at later
     * @param size 1, 2, 4 or 8 bytes
     * @param how of {@link dev.trapline.emu.state.MemoryPort}'s bits UNPRIVILEGED, ALIGNED and EXCLUSIVE
     */
    default boolean load(Cpu s, int va, int size, int how) {
        return false;
    }

    /**
     * Returns true to leave before the instruction.
     *
     * @param value zero-extended, as the register has it: with CPSR.E set memory gets its bytes the other way round
     */
    default boolean store(Cpu s, int va, int size, long value, int how) {
        return false;
    }
}
