package dev.trapline.emu.mem;

/**
 * All a device may touch of the machine: guest memory, its interrupt line, virtual time. Whatever passes here can be
 * logged, and fed back without the device.
 */
public interface DeviceBus {
    /** Reads guest memory; false if part of the range is not memory (then nothing is promised of {@code to}). */
    boolean readMemory(long pa, byte[] to, int offset, int length);

    /** Writes guest memory, as seen at once by every pCPU; false if part of the range is not RAM. */
    boolean writeMemory(long pa, byte[] from, int offset, int length);

    /**
     * Writes memory that belongs to the device itself (a flash bank), whatever its frames' flags say; false if part of
     * the range is not memory.
     */
    boolean writeOwnMemory(long pa, byte[] from, int offset, int length);

    /**
     * Says where the pCPUs' accesses to the device's own memory go: to the device (true) or to the bytes. For a flash
     * bank stores always go to the device, loads only while it is not in array mode.
     *
     * @param pa first byte, 4 KiB aligned
     * @param length in bytes, a multiple of 4 KiB
     */
    void routeOwnMemory(long pa, long length, boolean loadsToDevice, boolean storesToDevice);

    /** Sets the level of a shared peripheral interrupt line; {@code spi} counts from 0 (interrupt ID 32). */
    void setLine(int spi, boolean high);

    /** Virtual time in nanoseconds since reset. */
    long nowNs();

    /** Claims a deadline while the machine is built; {@code action} runs at an instruction boundary. */
    int claimDeadline(String name, Runnable action);

    /** Arms a claimed deadline for a virtual time, or disarms it with {@link dev.trapline.emu.time.Deadlines#NEVER}. */
    void setDeadline(int slot, long atNs);
}
