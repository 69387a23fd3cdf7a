package dev.trapline.emu.board.boot;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.boot.BootImages.Load;
import dev.trapline.emu.board.boot.KernelImage.Elf;
import dev.trapline.emu.board.boot.KernelImage.ElfSegment;
import dev.trapline.emu.board.boot.KernelImage.Raw;
import dev.trapline.emu.board.boot.KernelImage.UImage;
import dev.trapline.emu.board.boot.KernelImage.Unpacking;
import dev.trapline.emu.board.boot.KernelImage.ZImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides where everything goes and how the machine starts. Addresses are those QEMU 7.2 was observed to use on its
 * {@code virt} board ({@code info roms} for 16 MiB to 3 GiB of RAM); {@code BootPlacementOracleTest} compares.
 *
 * <ul>
 *   <li>A zImage or raw kernel goes to RAM + 0x10000.
 *   <li>The initrd goes to the middle of RAM, at most 128 MiB from its start, or behind the kernel if that reaches
 *       further, on a 4 KiB boundary.
 *   <li>The device tree follows on the next 4 KiB boundary.
 *   <li>An ELF file goes where its program headers say; the tree goes to the start of RAM if there is room below it. It
 *       is entered with all registers zero.
 *   <li>Firmware goes to address 0, in flash; the tree to the start of RAM; all registers are zero.
 * </ul>
 *
 * <p><em>Deviates:</em> QEMU lets a Linux kernel unpack itself over its initrd when RAM is small, and the guest dies
 * without a word; this is refused. QEMU ignores an initrd given to an ELF file; this is refused too.
 */
public final class BootPlanner {
    private static final long KERNEL_OFFSET = 0x1_0000;
    private static final long MAX_INITRD_OFFSET = 128L << 20;
    private static final long PAGE = 4096;

    /** Xen maps modules in pages; 2 MiB keeps them readable in its log. */
    private static final long MODULE_ALIGNMENT = 2L << 20;

    /** A zImage finds the start of RAM by rounding its own address down to this (Linux AUTO_ZRELADDR). */
    private static final long ZIMAGE_RAM_ALIGNMENT = 128L << 20;

    /** A zImage that moves out of its own way stops at this boundary after the unpacked kernel. */
    private static final long ZIMAGE_MOVE_ALIGNMENT = 256;

    private static final int MACHINE_TYPE_FROM_TREE = 0xffff_ffff;

    private final BootImages images;
    private final BootMode mode;
    private final GuestTree tree;
    private final Layout layout;
    private final long memoryBytes;
    private final List<String> notes = new ArrayList<>();

    private BootPlanner(int cpus, long memoryBytes, BootMode mode, long seed, BootImages images) {
        this.images = images;
        this.mode = mode;
        this.memoryBytes = memoryBytes;
        this.tree = GuestTree.of(cpus, memoryBytes, mode, seed, images.deviceTree());
        this.layout = new Layout(memoryBytes);
    }

    /**
     * Plans the start of a machine of the board {@code virt}.
     *
     * @throws dev.trapline.emu.BadInputException if an image is unusable, does not fit or lies over another
     */
    public static BootPlan plan(int cpus, long memoryBytes, BootMode mode, long seed, BootImages images) {
        return new BootPlanner(cpus, memoryBytes, mode, seed, images).plan();
    }

    /** The tree such a machine's guest would get, also if there is nothing to start. */
    public static byte[] deviceTree(int cpus, long memoryBytes, BootMode mode, long seed, BootImages images) {
        BootPlanner planner = new BootPlanner(cpus, memoryBytes, mode, seed, images);
        boolean nothing = images.hypervisor().isEmpty()
                && images.kernel().isEmpty()
                && images.firmware().isEmpty();
        if (nothing) {
            planner.tree.arguments(images.append());
            return planner.tree.toBytes();
        }
        return planner.plan().deviceTree();
    }

    private BootPlan plan() {
        refuseContradictions();
        images.flash()
                .ifPresent(f -> layout.place(
                        Placed.whole("flash " + f.name(), VirtBoard.FLASH1.base(), f.raw()),
                        "give at most " + Layout.size(VirtBoard.FLASH1.size())));
        for (Load load : images.loads()) {
            layout.place(
                    Placed.whole(
                            "load " + load.image().name(),
                            load.address(),
                            load.image().raw()),
                    "give it another address (--load F@ADDR) or more --memory");
        }
        if (images.firmware().isPresent()) {
            return firmware(images.firmware().get());
        }
        if (images.hypervisor().isPresent()) {
            return hypervisor(images.hypervisor().get());
        }
        Image kernel = images.kernel().orElseThrow();
        return switch (KernelFormats.recognise(kernel)) {
            case ZImage z -> zImage(z);
            case Raw r -> linux(kernelAt(r.image(), r.image().size()), ramAt(KERNEL_OFFSET));
            case UImage u -> uImage(u);
            case Elf e -> elf(e);
        };
    }

    private void refuseContradictions() {
        boolean kernel = images.kernel().isPresent();
        if (images.firmware().isPresent() && (kernel || images.hypervisor().isPresent())) {
            throw new BootException(
                    "--bios and --" + (kernel ? "kernel" : "hypervisor")
                            + " were given together, and firmware here cannot be handed a kernel",
                    "leave one of them out; firmware loads a kernel from a disk, or from memory filled by --load F@ADDR");
        }
        if (images.firmware().isPresent() && images.initrd().isPresent()) {
            throw new BootException(
                    "--initrd was given with --bios, and firmware here cannot be handed an initrd",
                    "put it into memory with --load F@ADDR, or on a disk");
        }
        if (images.hypervisor().isPresent() && !kernel) {
            throw new BootException("a hypervisor was given without a kernel for its first guest", "add --kernel F");
        }
        if (images.hypervisor().isEmpty() && !images.dom0Append().isEmpty()) {
            throw new BootException(
                    "--dom0-append was given without --hypervisor", "use --append for the kernel's arguments");
        }
        if (!kernel && images.firmware().isEmpty()) {
            throw new BootException(
                    "there is nothing to start", "give --kernel F (zImage, raw or ELF) or --bios F (firmware)");
        }
    }

    private BootPlan zImage(ZImage z) {
        Placed kernel = kernelAt(z.image(), z.bytesInMemory());
        Unpacking u = z.unpacks();
        if (u.inflatedBytes() > 0) {
            long ramBase = VirtBoard.RAM_BASE & -ZIMAGE_RAM_ALIGNMENT;
            long unpacked = ramBase + u.textOffset() + u.inflatedBytes();
            long moved = up(unpacked, ZIMAGE_MOVE_ALIGNMENT) + z.image().size();
            long end = Math.max(unpacked + u.bssBytes(), moved);
            long start = kernel.end();
            if (end > start) {
                layout.claim(
                        new Placed(
                                "the room kernel " + z.image().name() + " unpacks itself into",
                                start,
                                new byte[0],
                                0,
                                0,
                                end - start),
                        "give more --memory");
            }
        }
        return linux(kernel, kernel.address());
    }

    private BootPlan uImage(UImage u) {
        Placed kernel = Placed.whole("kernel " + u.image().name(), u.load(), u.payload());
        if (u.entry() < u.load() || u.entry() >= kernel.end()) {
            throw new BootException(
                    String.format("kernel %s is a uImage whose entry 0x%08x is outside it", kernel, u.entry()),
                    "build it again");
        }
        return linux(kernel, u.entry());
    }

    /** Linux {@code Documentation/arch/arm/booting.rst} 5: r0 = 0, r1 = machine type, r2 = device tree; MMU off. */
    private BootPlan linux(Placed kernel, long entry) {
        layout.place(kernel, "give more --memory");
        long middle = VirtBoard.RAM_BASE + Math.min(memoryBytes / 2, MAX_INITRD_OFFSET);
        long at = up(Math.max(middle, kernel.end()), PAGE);
        if (images.initrd().isPresent()) {
            Image initrd = images.initrd().get();
            Placed p = Placed.whole("initrd " + initrd.name(), at, initrd.raw());
            layout.place(p, "give more --memory or a smaller initrd");
            tree.initrd(p.address(), p.end());
            at = up(p.end(), PAGE);
        }
        tree.arguments(images.append());
        return started(entry, MACHINE_TYPE_FROM_TREE, at);
    }

    /** Xen is started like a zImage; its modules follow the device tree that names them. */
    private BootPlan hypervisor(Image hypervisor) {
        if (!(KernelFormats.recognise(hypervisor) instanceof ZImage z)) {
            throw new BootException(
                    "hypervisor " + hypervisor.name() + " has no zImage header, so it is not a 32-bit Xen",
                    "give Debian's /boot/xen-4.17-armhf or another armhf build");
        }
        if (mode != BootMode.HYP) {
            throw new BootException("a hypervisor cannot start in svc mode", "leave --boot-mode out, or say hyp");
        }
        Placed xen = new Placed(
                "hypervisor " + hypervisor.name(),
                ramAt(KERNEL_OFFSET),
                hypervisor.raw(),
                0,
                hypervisor.size(),
                z.bytesInMemory());
        layout.place(xen, "give more --memory");
        long middle = VirtBoard.RAM_BASE + Math.min(memoryBytes / 2, MAX_INITRD_OFFSET);
        long treeAt = up(Math.max(middle, xen.end()), PAGE);
        tree.hypervisorArguments(images.append(), images.dom0Append());
        // The tree's length does not depend on the numbers in it: fill it in, then place behind it.
        long at = up(treeAt + treeBytesWithModules(), MODULE_ALIGNMENT);
        at = module("kernel", images.kernel().orElseThrow(), at);
        if (images.initrd().isPresent()) {
            module("ramdisk", images.initrd().get(), at);
        }
        return started(xen.address(), MACHINE_TYPE_FROM_TREE, treeAt);
    }

    private long treeBytesWithModules() {
        long perModule = 256;
        return tree.toBytes().length + 2 * perModule;
    }

    private long module(String kind, Image image, long at) {
        Placed p = Placed.whole((kind.equals("kernel") ? "kernel " : "initrd ") + image.name(), at, image.raw());
        layout.place(p, "give more --memory");
        tree.module(kind, p.address(), p.memoryBytes());
        return up(p.end(), MODULE_ALIGNMENT);
    }

    private BootPlan elf(Elf elf) {
        if (images.initrd().isPresent()) {
            throw new BootException(
                    "--initrd was given, but kernel " + elf.image().name()
                            + " is an ELF file, which is started without Linux's protocol",
                    "put it into memory with --load F@ADDR, or give the kernel as zImage");
        }
        int number = 0;
        for (ElfSegment s : elf.segments()) {
            layout.place(
                    new Placed(
                            "kernel " + elf.image().name() + " segment " + number++,
                            s.address(),
                            elf.image().raw(),
                            s.offset(),
                            s.fileBytes(),
                            s.memoryBytes()),
                    "link it elsewhere (RAM starts at 0x40000000) or give more --memory");
        }
        tree.arguments(images.append());
        byte[] bytes = tree.toBytes();
        if (VirtBoard.RAM_BASE + bytes.length <= layout.lowestInRam()) {
            return started(elf.entry(), 0, VirtBoard.RAM_BASE);
        }
        String why = String.format(
                "the start of RAM is taken up to 0x%08x and the device tree of %d bytes has no place",
                layout.lowestInRam(), bytes.length);
        if (images.deviceTree().isPresent() || !images.append().isEmpty()) {
            throw new BootException(
                    why, "link kernel " + elf.image().name() + " higher, or leave --dtb and --append out");
        }
        notes.add(why + ": the guest gets none");
        return plan(elf.entry(), 0, 0, new byte[0]);
    }

    private BootPlan firmware(Image firmware) {
        layout.place(
                Placed.whole("bios " + firmware.name(), VirtBoard.FLASH0.base(), firmware.raw()),
                "give at most " + Layout.size(VirtBoard.FLASH0.size()));
        tree.arguments(images.append());
        return started(VirtBoard.FLASH0.base(), 0, VirtBoard.RAM_BASE);
    }

    /** Places the tree and starts; {@code r1} other than 0 says that the guest is told of the tree in r2. */
    private BootPlan started(long entry, int r1, long treeAt) {
        byte[] bytes = tree.toBytes();
        layout.place(Placed.whole("device tree", treeAt, bytes), "give more --memory");
        return plan(entry, r1, r1 == 0 ? 0 : (int) treeAt, bytes);
    }

    private BootPlan plan(long entry, int r1, int r2, byte[] deviceTree) {
        boolean thumb = (entry & 1) != 0;
        if (!thumb && (entry & 2) != 0) {
            throw new BootException(
                    String.format("the entry 0x%08x is not a multiple of 4, as an ARM instruction has to be", entry),
                    "set bit 0 of the entry for Thumb");
        }
        return new BootPlan(layout.placed(), (int) (entry & ~1L), thumb, 0, r1, r2, mode, deviceTree, notes);
    }

    private Placed kernelAt(Image image, long memory) {
        return new Placed("kernel " + image.name(), ramAt(KERNEL_OFFSET), image.raw(), 0, image.size(), memory);
    }

    private static long ramAt(long offset) {
        return VirtBoard.RAM_BASE + offset;
    }

    private static long up(long address, long alignment) {
        return address + alignment - 1 & -alignment;
    }
}
