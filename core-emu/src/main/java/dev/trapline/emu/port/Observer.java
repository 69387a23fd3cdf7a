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
     * @param hpfar HPFAR for an abort of stage 2, else 0
     * @param returnAddress what LR or ELR_hyp received
     */
    default void exceptionTaken(
            int cpu, int vector, int fromMode, int toMode, int syndrome, int address, int hpfar, int returnAddress) {}

    /**
     * A guest called its hypervisor by HVC, or by an SMC that traps to it; told after {@link #exceptionTaken}.
     *
     * @param returnAddress where the caller goes on
     * @param r R0 to R12 as the caller left them; to be read at once, not kept or written
     */
    default void hypervisorCalled(int cpu, CallAbi.Way way, int immediate, int returnAddress, int[] r) {}

    /**
     * A pCPU left Hyp mode by an exception return: a guest runs on, and if it had called, this is its answer.
     *
     * @param toMode mode bits after
     * @param address where it goes on
     * @param r as for {@link #hypervisorCalled}, now with results
     */
    default void leftHyp(int cpu, int toMode, int address, int[] r) {}

    /** A PSCI or SMC firmware call and its result, registers r0 to r3. */
    default void firmwareCall(int cpu, int function, int arg1, int arg2, int arg3, int result) {}

    /**
     * A pCPU read a register; told after the device did what a read makes it do.
     *
     * @param device whose {@link BusDevice#isArchitecture} tells the GIC's registers from those of devices
     */
    default void deviceRead(BusDevice device, int cpu, long pa, int size, long value) {}

    /** A pCPU writes a register; told before the device does what that makes it do. */
    default void deviceWrite(BusDevice device, int cpu, long pa, int size, long value) {}

    /** A device wrote guest memory. */
    default void deviceWroteMemory(long pa, byte[] bytes, int offset, int length) {}

    /** A device wrote memory of its own that guests can read (a flash bank). */
    default void deviceWroteOwnMemory(long pa, byte[] bytes, int offset, int length) {}

    /** Accesses to a device's own memory go elsewhere from now on ({@code DeviceBus.routeOwnMemory}). */
    default void ownMemoryRouted(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {}

    /** A device's line into the GIC changed; {@code intid} from 32. */
    default void lineChanged(int intid, boolean high) {}

    /** A line private to a pCPU changed, of its timers for one; {@code intid} 16 to 31. */
    default void privateLineChanged(int cpu, int intid, boolean high) {}

    /**
     * A register of a pCPU's generic timer was written that decides when it fires.
     *
     * @param register {@code opc1 << 8 | CRm << 4 | opc2} of the MCR to CRn 14; opc2 0, CRm 14 for MCRR
     */
    default void timerWritten(int cpu, int register, long value) {}

    default void interruptAcknowledged(int cpu, int intid, boolean virtual) {}

    default void interruptEnded(int cpu, int intid, boolean virtual) {}

    /** A list register was made pending: a hypervisor injects a virtual interrupt. */
    default void interruptInjected(int cpu, int virtualIntid) {}

    /** A pCPU waits: in WFE ({@code forEvent}), in WFI or in a PSCI standby. */
    default void sleeps(int cpu, boolean forEvent) {}

    /** A pCPU no longer waits. */
    default void woke(int cpu) {}

    /** All pCPUs waited, and virtual time went on to {@code nowNs} without them. */
    default void timeSkipped(long nowNs) {}

    /** Firmware turned a pCPU on, at {@code entry}, or off. */
    default void powered(int cpu, boolean on, int entry) {}

    /** Stage 2 root or VMID changed on a pCPU: VTTBR was written with another value. */
    default void worldSwitch(int cpu, long vttbr) {}

    /**
     * A semihosting call was answered. One that waits for a key is told when it has it; an exit with its reason as the
     * result.
     *
     * @param operation the number in r0, such as 0x01 for SYS_OPEN
     * @param handle the handle it is about, 0 if about none
     * @param result what r0 holds now
     */
    default void semihostingCall(int cpu, int operation, int handle, int result) {}

    /** Keys that the UART had and the guest did not read went to semihosting, which reads the console from now on. */
    default void keysTakenFromUart(byte[] keys) {}

    /** Guest output on the console. */
    default void consoleOutput(int byteValue) {}

    /** An input of law 2 entered the machine. */
    default void input(Input kind, int index, byte[] bytes) {}

    /** What came in. */
    enum Input {
        /** One byte typed on console {@code index}. */
        CONSOLE_KEY,
        /** An Ethernet frame, without FCS, arriving at network device {@code index}. */
        NETWORK_FRAME,
        /** A debugger wrote a register of pCPU {@code index}: its number, 4 bytes, little-endian, then the value. */
        DEBUGGER_REGISTER,
        /** A debugger wrote memory: the physical address, 8 bytes, little-endian, then the bytes. */
        DEBUGGER_MEMORY
    }
}
