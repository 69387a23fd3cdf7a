package dev.trapline.emu.board.boot;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.VirtDeviceTree;
import dev.trapline.emu.board.fdt.DeviceTree;
import dev.trapline.emu.board.fdt.FdtNode;
import java.util.List;
import java.util.Optional;

/**
 * The device tree a guest gets: the generated one, or a given one brought up to date as QEMU does (memory and PSCI nodes
 * replaced, the rest left), then what {@code /chosen} says of arguments, initrd and modules.
 */
final class GuestTree {
    /** Defaults where a node has no {@code #address-cells} or {@code #size-cells} (Devicetree Specification 2.3.5). */
    private static final int DEFAULT_ADDRESS_CELLS = 2;

    private static final int DEFAULT_SIZE_CELLS = 1;

    private final DeviceTree tree;

    private GuestTree(DeviceTree tree) {
        this.tree = tree;
    }

    static GuestTree of(int cpus, long memoryBytes, BootMode mode, long seed, Optional<Image> given) {
        if (given.isEmpty()) {
            return new GuestTree(VirtDeviceTree.generate(cpus, memoryBytes, mode, seed));
        }
        Image image = given.get();
        DeviceTree tree = DeviceTree.parse(image.raw(), image.name());
        describeMemory(tree, image.name(), memoryBytes);
        VirtDeviceTree.describePsci(tree, mode);
        return new GuestTree(tree);
    }

    private static void describeMemory(DeviceTree tree, String name, long memoryBytes) {
        FdtNode root = tree.root();
        int addressCells = root.cell("#address-cells", DEFAULT_ADDRESS_CELLS);
        int sizeCells = root.cell("#size-cells", DEFAULT_SIZE_CELLS);
        if (addressCells < 1 || addressCells > 2 || sizeCells < 1 || sizeCells > 2) {
            throw new BootException(
                    "device tree " + name + " has addresses of " + addressCells + " and sizes of " + sizeCells
                            + " cells at its root, so memory cannot be described in it",
                    "use 1 or 2 for #address-cells and #size-cells, or leave --dtb out");
        }
        for (FdtNode node : List.copyOf(root.children())) {
            if (node.strings("device_type").contains("memory")) {
                root.removeChild(node.name());
            }
        }
        int[] reg = new int[addressCells + sizeCells];
        reg[addressCells - 1] = (int) VirtBoard.RAM_BASE;
        reg[addressCells + sizeCells - 1] = (int) memoryBytes;
        root.ensureChild("memory@" + Long.toHexString(VirtBoard.RAM_BASE))
                .setCells("reg", reg)
                .setStrings("device_type", "memory");
    }

    /** Kernel arguments; none leave what the tree has. */
    void arguments(String append) {
        if (!append.isEmpty()) {
            chosen().setStrings("bootargs", append);
        }
    }

    void initrd(long start, long end) {
        chosen().setCells("linux,initrd-start", (int) start).setCells("linux,initrd-end", (int) end);
    }

    /** Xen's own arguments and those of its first guest (Xen {@code docs/misc/arm/device-tree/booting.txt}). */
    void hypervisorArguments(String append, String dom0Append) {
        FdtNode chosen = chosen().setCells("#address-cells", 1).setCells("#size-cells", 1);
        chosen.setStrings("xen,xen-bootargs", append);
        chosen.setStrings("xen,dom0-bootargs", dom0Append);
    }

    /** A file Xen finds in memory. */
    void module(String kind, long address, long bytes) {
        chosen().ensureChild("module@" + Long.toHexString(address))
                .setStrings("compatible", "multiboot," + kind, "multiboot,module")
                .setCells("reg", (int) address, (int) bytes);
    }

    byte[] toBytes() {
        return tree.toBytes();
    }

    private FdtNode chosen() {
        return tree.root().ensureChild("chosen");
    }
}
