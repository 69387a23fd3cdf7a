package dev.trapline.emu.board.fdt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A device tree that can be edited: its root, its memory reservations, the boot CPU's hardware number. */
public final class DeviceTree {
    /** Physical memory the guest must leave alone; both in bytes. */
    public record Reservation(long address, long size) {}

    private final FdtNode root = new FdtNode("");
    private final List<Reservation> reservations = new ArrayList<>();
    private int bootCpu;

    /** A tree of nothing but a root. */
    public DeviceTree() {}

    /**
     * Reads a flattened tree.
     *
     * @param name what to call it in errors, such as its file
     * @throws FdtException if anything about it is damaged
     */
    public static DeviceTree parse(byte[] bytes, String name) {
        return new FdtReader(bytes, name).read();
    }

    /** The flattened form, version 17. Equal trees give equal bytes. */
    public byte[] toBytes() {
        return FdtWriter.write(this);
    }

    public FdtNode root() {
        return root;
    }

    public List<Reservation> reservations() {
        return reservations;
    }

    /** The {@code reg} of the CPU that boots (header field {@code boot_cpuid_phys}). */
    public int bootCpu() {
        return bootCpu;
    }

    public void setBootCpu(int reg) {
        bootCpu = reg;
    }

    /** The node at a path such as {@code /cpus/cpu@0}; {@code /} is the root. Names are matched whole. */
    public Optional<FdtNode> find(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a device tree path starts with /: " + path);
        }
        Optional<FdtNode> node = Optional.of(root);
        for (String step : path.substring(1).split("/", -1)) {
            if (!step.isEmpty()) {
                node = node.flatMap(n -> n.child(step));
            }
        }
        return node;
    }
}
