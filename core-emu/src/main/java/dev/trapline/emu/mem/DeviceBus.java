package dev.trapline.emu.mem;

/**
 * All a device may touch of the machine: guest memory, its interrupt line, virtual time. Whatever passes here can be
 * logged, and fed back without the device.
 */
public interface DeviceBus extends DeviceEffects {
    /** Reads guest memory; false if part of the range is not memory (then nothing is promised of {@code to}). */
    boolean readMemory(long pa, byte[] to, int offset, int length);

    /** Virtual time in nanoseconds since reset. */
    long nowNs();

    /** Claims a deadline while the machine is built; {@code action} runs at an instruction boundary. */
    int claimDeadline(String name, Runnable action);

    /** Arms a claimed deadline for a virtual time, or disarms it with {@link dev.trapline.emu.time.Deadlines#NEVER}. */
    void setDeadline(int slot, long atNs);
}
