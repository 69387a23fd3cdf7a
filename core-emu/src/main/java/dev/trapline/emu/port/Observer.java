package dev.trapline.emu.port;

import dev.trapline.emu.mem.BusDevice;

/**
 * What happens in the machine, told as it happens (law 3). Calls carry primitives so that telling costs no allocation;
 * the position is the clock's count plus the order of calls. Every method does nothing by default.
 */
public interface Observer {
    /** Nobody watches. */
    Observer NONE = new Observer() {};

    /**
     * A pCPU took an exception.
     *
     * @param vector byte offset of the vector: 0x04 Undefined, 0x08 SVC, HVC or SMC in own mode, 0x0c Prefetch Abort,
     *     0x10 Data Abort, 0x14 Hyp trap, 0x18 IRQ, 0x1c FIQ (DDI 0406C B1.8.1)
     * @param fromMode mode bits before
     * @param toMode mode bits after
     * @param syndrome HSR for Hyp, DFSR or IFSR for aborts, the immediate for SVC, else 0
     * @param address HDFAR, HIFAR, DFAR or IFAR, else 0
     * @param returnAddress what LR or ELR_hyp received
     */
    default void exceptionTaken(
            int cpu, int vector, int fromMode, int toMode, int syndrome, int address, int returnAddress) {}

    /** A PSCI or SMC firmware call and its result, registers r0 to r3. */
    default void firmwareCall(int cpu, int function, int arg1, int arg2, int arg3, int result) {}

    default void deviceRead(BusDevice device, int cpu, long pa, int size, long value) {}

    default void deviceWrite(BusDevice device, int cpu, long pa, int size, long value) {}

    /** A device wrote guest memory. */
    default void deviceWroteMemory(long pa, byte[] bytes, int offset, int length) {}

    /** A device wrote memory of its own that guests can read (a flash bank). */
    default void deviceWroteOwnMemory(long pa, byte[] bytes, int offset, int length) {}

    /** Accesses to a device's own memory go elsewhere from now on ({@code DeviceBus.routeOwnMemory}). */
    default void ownMemoryRouted(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {}

    /** A device's line into the GIC changed; {@code intid} from 32. */
    default void lineChanged(int intid, boolean high) {}

    default void interruptAcknowledged(int cpu, int intid, boolean virtual) {}

    default void interruptEnded(int cpu, int intid, boolean virtual) {}

    /** A list register was made pending: a hypervisor injects a virtual interrupt. */
    default void interruptInjected(int cpu, int virtualIntid) {}

    /** A pCPU went to sleep (WFI or WFE) or woke. */
    default void sleeping(int cpu, boolean asleep) {}

    /** Stage 2 root or VMID changed on a pCPU: VTTBR was written with another value. */
    default void worldSwitch(int cpu, long vttbr) {}

    /** Guest output on the console. */
    default void consoleOutput(int byteValue) {}

    /** An input of law 2 entered the machine. */
    default void input(String kind, byte[] bytes) {}
}
