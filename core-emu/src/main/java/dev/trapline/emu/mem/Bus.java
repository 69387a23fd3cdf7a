package dev.trapline.emu.mem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The physical address map: memory and the devices beside it. Reached only on slow paths; loads and stores to plain
 * memory go through the software TLB.
 */
public final class Bus {
    /** One device's place; {@code base} and {@code size} in bytes. */
    public record Mapping(long base, long size, BusDevice device) {}

    private final PhysicalMemory memory;
    private final List<Mapping> mappings = new ArrayList<>();

    public Bus(PhysicalMemory memory) {
        this.memory = memory;
    }

    public PhysicalMemory memory() {
        return memory;
    }

    /** Places a device. A device may lie over memory (flash); two devices may not overlap. */
    public void map(long base, long size, BusDevice device) {
        for (Mapping m : mappings) {
            if (base < m.base + m.size && m.base < base + size) {
                throw new IllegalArgumentException(
                        String.format("%s at 0x%x overlaps %s at 0x%x", device.name(), base, m.device.name(), m.base));
            }
        }
        mappings.add(new Mapping(base, size, device));
    }

    /** The device at a physical address, or null where there is none. */
    public @Nullable Mapping deviceAt(long pa) {
        for (int i = 0; i < mappings.size(); i++) {
            Mapping m = mappings.get(i);
            if (pa >= m.base && pa - m.base < m.size) {
                return m;
            }
        }
        return null;
    }

    public List<Mapping> mappings() {
        return List.copyOf(mappings);
    }
}
