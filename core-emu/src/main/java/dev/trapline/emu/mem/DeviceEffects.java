package dev.trapline.emu.mem;

/** What devices do to the rest of the machine by themselves: all of it can be logged, and done again without them. */
public interface DeviceEffects {
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
}
