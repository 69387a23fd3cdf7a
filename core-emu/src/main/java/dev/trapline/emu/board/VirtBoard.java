package dev.trapline.emu.board;

import java.util.ArrayList;
import java.util.List;

/**
 * The board {@code virt}: the memory map and interrupts of QEMU 7.2's {@code -M virt,highmem=off,gic-version=2}, read
 * off its device tree. What of QEMU's board is left out, and why, is in {@code docs/board-virt.md}.
 */
public final class VirtBoard {
    public static final String NAME = "virt";

    /** Virtual CPUs a GICv2 can serve (IHI 0048B 1.1). */
    public static final int MAX_CPUS = 8;

    /** CFI flash, two banks; {@code --bios} fills the first, {@code --flash} the second. */
    public static final BoardDevice FLASH0 = new BoardDevice("flash", 0, 64L << 20, BoardDevice.NO_INTERRUPT);

    public static final BoardDevice FLASH1 =
            new BoardDevice("flash1", FLASH0.end(), 64L << 20, BoardDevice.NO_INTERRUPT);

    public static final BoardDevice GICD = new BoardDevice("intc", 0x0800_0000L, 0x1_0000, BoardDevice.NO_INTERRUPT);
    public static final BoardDevice GICC = new BoardDevice("gicc", 0x0801_0000L, 0x1_0000, BoardDevice.NO_INTERRUPT);
    public static final BoardDevice GICH = new BoardDevice("gich", 0x0803_0000L, 0x1_0000, BoardDevice.NO_INTERRUPT);
    public static final BoardDevice GICV = new BoardDevice("gicv", 0x0804_0000L, 0x1_0000, BoardDevice.NO_INTERRUPT);

    public static final BoardDevice UART = new BoardDevice("pl011", 0x0900_0000L, 0x1000, 1);
    public static final BoardDevice RTC = new BoardDevice("pl031", 0x0901_0000L, 0x1000, 2);

    /** Rate of the clock that feeds UART and RTC, in hertz. */
    public static final int APB_CLOCK_HZ = 24_000_000;

    public static final int VIRTIO_SLOTS = 32;

    /** Private peripheral interrupts by interrupt ID (DDI 0438 8.2.2 and QEMU's tree, which count from 16). */
    public static final int PPI_PMU = 23;

    public static final int PPI_MAINTENANCE = 25;

    public static final int PPI_HYP_TIMER = 26;
    public static final int PPI_VIRTUAL_TIMER = 27;
    public static final int PPI_SECURE_TIMER = 29;
    public static final int PPI_PHYSICAL_TIMER = 30;

    public static final long RAM_BASE = 0x4000_0000L;

    /** Up to the end of the 32-bit address space. */
    public static final long MAX_RAM = (1L << 32) - RAM_BASE;

    private static final long VIRTIO_BASE = 0x0a00_0000L;
    private static final int VIRTIO_STRIDE = 0x200;
    private static final int VIRTIO_FIRST_SPI = 16;

    private VirtBoard() {}

    /** A virtio-mmio slot, from 0. Slots are filled from 0 up, so that a guest numbers disks in the order given. */
    public static BoardDevice virtio(int slot) {
        if (slot < 0 || slot >= VIRTIO_SLOTS) {
            throw new IllegalArgumentException("virtio slot " + slot + " of " + VIRTIO_SLOTS);
        }
        return new BoardDevice(
                "virtio_mmio", VIRTIO_BASE + (long) slot * VIRTIO_STRIDE, VIRTIO_STRIDE, VIRTIO_FIRST_SPI + slot);
    }

    /** Everything but RAM, in the order of addresses. */
    public static List<BoardDevice> devices() {
        List<BoardDevice> all = new ArrayList<>(List.of(FLASH0, FLASH1, GICD, GICC, GICH, GICV, UART, RTC));
        for (int slot = 0; slot < VIRTIO_SLOTS; slot++) {
            all.add(virtio(slot));
        }
        return List.copyOf(all);
    }
}
