package dev.trapline.emu.psci;

/** What firmware can do to pCPUs and to the machine. */
public interface PowerControl {
    int cpuCount();

    boolean isOn(int cpu);

    /** Whether there is memory behind a physical address, so that a pCPU may be started there. */
    boolean isMemory(long pa);

    /** Starts a pCPU from reset state at {@code entry} (bit 0: Thumb) with {@code context} in r0, in the caller's mode kind. */
    void turnOn(int cpu, int entry, int context);

    /** Stops the pCPU after the instruction it now executes. */
    void turnOff(int cpu);

    /** The pCPU waits as for WFI, and goes on behind the call. */
    void suspend(int cpu);

    /**
     * The pCPU loses its state, waits as for WFI, and goes on as {@link #turnOn} would start it; nothing of the
     * instruction it now executes counts afterwards but that r0 is {@code context}.
     */
    void suspendPoweredDown(int cpu, int entry, int context);

    void systemOff();

    void systemReset();
}
