package dev.trapline.emu.board;

/**
 * Where one device of a board lies.
 *
 * @param name what it is, such as {@code pl011}
 * @param base physical address of its first byte
 * @param size bytes it occupies
 * @param spi its shared peripheral interrupt, counted from 0 (interrupt ID 32), or {@link #NO_INTERRUPT}
 */
public record BoardDevice(String name, long base, long size, int spi) {
    public static final int NO_INTERRUPT = -1;

    /** The node name a device tree gives it. */
    public String nodeName() {
        return name + "@" + Long.toHexString(base);
    }

    /** The address after its last byte. */
    public long end() {
        return base + size;
    }
}
