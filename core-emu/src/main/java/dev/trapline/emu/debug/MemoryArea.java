package dev.trapline.emu.debug;

/**
 * Addresses that can be accessed.
 *
 * @param start address of the first byte
 * @param length in bytes
 */
public record MemoryArea(Kind kind, long start, long length) {
    /** What is there. */
    public enum Kind {
        RAM,
        ROM
    }
}
