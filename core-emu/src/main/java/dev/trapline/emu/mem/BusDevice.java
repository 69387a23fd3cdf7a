package dev.trapline.emu.mem;

/** Memory-mapped registers. A device sees offsets from its own base, never addresses. */
public interface BusDevice {
    /** Its name in logs and errors, such as {@code pl011}. */
    String name();

    /** Whether these registers are part of the CPU complex, as the GIC's are, and not of a device outside it. */
    default boolean isArchitecture() {
        return false;
    }

    /**
     * Reads {@code size} bytes (1, 2, 4 or 8) at {@code offset}; the value is zero-extended.
     *
     * @param cpu the pCPU that asks (banked registers depend on it)
     */
    long read(int offset, int size, int cpu);

    /** Writes the low {@code size} bytes (1, 2, 4 or 8) of {@code value} at {@code offset}. */
    void write(int offset, int size, long value, int cpu);
}
