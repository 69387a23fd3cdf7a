package dev.trapline.emu.board.boot;

/**
 * Bytes and where they go.
 *
 * @param label what they are, such as {@code kernel vmlinuz}
 * @param address physical address of the first byte
 * @param bytes an array they are part of; not to be written
 * @param from index of the first of them
 * @param length how many there are
 * @param memoryBytes how much memory they lay claim to; what is beyond {@code length} starts as zeroes
 */
public record Placed(String label, long address, byte[] bytes, int from, int length, long memoryBytes) {
    static Placed whole(String label, long address, byte[] bytes) {
        return new Placed(label, address, bytes, 0, bytes.length, bytes.length);
    }

    /** The address after the last byte claimed. */
    public long end() {
        return address + memoryBytes;
    }

    @Override
    public String toString() {
        return String.format("%s (%d bytes, 0x%08x to 0x%08x)", label, memoryBytes, address, end() - 1);
    }
}
