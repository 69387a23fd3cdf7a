package dev.trapline.emu.psci;

/** What firmware can do to pCPUs and to the machine. */
public interface PowerControl {
    int cpuCount();

    boolean isOn(int cpu);

    /** Starts a pCPU from reset state at {@code entry} (bit 0: Thumb) with {@code context} in r0, in the caller's mode kind. */
    void turnOn(int cpu, int entry, int context);

    /** Stops the pCPU after the instruction it now executes. */
    void turnOff(int cpu);

    /** The pCPU waits as for WFI. */
    void suspend(int cpu);

    void systemOff();

    void systemReset();
}
