package dev.trapline.emu.device.virtio;

import dev.trapline.emu.mem.BusDevice;

/** A transport with nothing behind it: it shows DeviceID 0, and a driver leaves it alone (virtio 1.2 4.2.2.2). */
public final class EmptyVirtioSlot implements BusDevice {
    private final String name;
    private final VirtioMmio.Variant variant;

    public EmptyVirtioSlot(String name, VirtioMmio.Variant variant) {
        this.name = name;
        this.variant = variant;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long read(int offset, int size, int cpu) {
        int value = switch (offset & ~3) {
            case 0x000 -> VirtioMmio.MAGIC;
            case 0x004 -> variant.version;
            case 0x00c -> VirtioMmio.VENDOR;
            default -> 0;
        };
        int lane = offset & 3;
        return (value & 0xffff_ffffL) >>> 8 * lane & (size >= 8 ? -1L : (1L << 8 * size) - 1);
    }

    @Override
    public void write(int offset, int size, long value, int cpu) {
        // Nothing listens; a driver that probes may write Status.
    }
}
