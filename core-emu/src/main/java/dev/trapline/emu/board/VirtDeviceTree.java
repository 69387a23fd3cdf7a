package dev.trapline.emu.board;

import dev.trapline.emu.board.fdt.DeviceTree;
import dev.trapline.emu.board.fdt.FdtNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Generates the device tree of the board {@code virt}. Nodes, their order, properties and phandles are those QEMU 7.2
 * gives its own guests, less what {@code docs/board-virt.md} lists; {@code VirtDeviceTreeOracleTest} compares.
 */
public final class VirtDeviceTree {
    /** First cell of an interrupt specifier (Linux binding {@code arm,gic}). */
    private static final int GIC_SPI = 0;

    private static final int GIC_PPI = 1;

    /** Third cell: the trigger; for private interrupts bits 15:8 are the CPUs that have it. */
    private static final int EDGE_RISING = 1;

    private static final int LEVEL_HIGH = 4;
    private static final int PPI_CPUS_SHIFT = 8;

    /** Interrupt ID of the first shared, and the first private, peripheral interrupt (IHI 0048B 2.2.1). */
    private static final int FIRST_PPI = 16;

    private static final int PHANDLE_CLOCK = 0x8000;

    private static final int PSCI_CPU_SUSPEND = 0x8400_0001;
    private static final int PSCI_CPU_OFF = 0x8400_0002;
    private static final int PSCI_CPU_ON = 0x8400_0003;
    private static final int PSCI_MIGRATE = 0x8400_0005;

    private final int cpus;
    private final long memoryBytes;
    private final BootMode mode;
    private final long seed;
    private final DeviceTree tree = new DeviceTree();

    private VirtDeviceTree(int cpus, long memoryBytes, BootMode mode, long seed) {
        this.cpus = cpus;
        this.memoryBytes = memoryBytes;
        this.mode = mode;
        this.seed = seed;
    }

    /**
     * The tree of a machine, before anything is said of kernel arguments or an initrd.
     *
     * @param cpus 1 to {@link VirtBoard#MAX_CPUS}
     * @param memoryBytes RAM from {@link VirtBoard#RAM_BASE}
     * @param mode decides the firmware's conduit, and whether the GIC's virtual interface is shown
     * @param seed decides {@code rng-seed} and {@code kaslr-seed}, and nothing else
     */
    public static DeviceTree generate(int cpus, long memoryBytes, BootMode mode, long seed) {
        return new VirtDeviceTree(cpus, memoryBytes, mode, seed).build();
    }

    /** Puts the firmware's node into a tree, in place of one that is there. */
    public static void describePsci(DeviceTree tree, BootMode mode) {
        tree.root().removeChild("psci");
        tree.root()
                .addChild("psci")
                .setCells("migrate", PSCI_MIGRATE)
                .setCells("cpu_on", PSCI_CPU_ON)
                .setCells("cpu_off", PSCI_CPU_OFF)
                .setCells("cpu_suspend", PSCI_CPU_SUSPEND)
                .setStrings("method", mode.psciMethod())
                .setStrings("compatible", "arm,psci-1.0", "arm,psci-0.2", "arm,psci");
    }

    private DeviceTree build() {
        tree.root()
                .setCells("interrupt-parent", phandleGic())
                .setStrings("model", "linux,dummy-virt")
                .setCells("#size-cells", 2)
                .setCells("#address-cells", 2)
                .setStrings("compatible", "linux,dummy-virt");
        describePsci(tree, mode);
        memory();
        for (int slot = 0; slot < VirtBoard.VIRTIO_SLOTS; slot++) {
            virtio(VirtBoard.virtio(slot));
        }
        primecell(VirtBoard.RTC, "apb_pclk");
        primecell(VirtBoard.UART, "uartclk", "apb_pclk");
        interruptController();
        flash();
        cpus();
        timer();
        tree.root()
                .addChild("apb-pclk")
                .setCells("phandle", PHANDLE_CLOCK)
                .setStrings("clock-output-names", "clk24mhz")
                .setCells("clock-frequency", VirtBoard.APB_CLOCK_HZ)
                .setCells("#clock-cells", 0)
                .setStrings("compatible", "fixed-clock");
        chosen();
        return tree;
    }

    private void memory() {
        tree.root()
                .addChild("memory@" + Long.toHexString(VirtBoard.RAM_BASE))
                .setCells("reg", pair(VirtBoard.RAM_BASE, memoryBytes))
                .setStrings("device_type", "memory");
    }

    private void virtio(BoardDevice slot) {
        tree.root()
                .addChild(slot.nodeName())
                .setEmpty("dma-coherent")
                .setCells("interrupts", GIC_SPI, slot.spi(), EDGE_RISING)
                .setCells("reg", pair(slot.base(), slot.size()))
                .setStrings("compatible", "virtio,mmio");
    }

    /** An ARM PrimeCell whose clocks, by these names, are all the board's one clock. */
    private void primecell(BoardDevice device, String... clockNames) {
        int[] clocks = new int[clockNames.length];
        Arrays.fill(clocks, PHANDLE_CLOCK);
        tree.root()
                .addChild(device.nodeName())
                .setStrings("clock-names", clockNames)
                .setCells("clocks", clocks)
                .setCells("interrupts", GIC_SPI, device.spi(), LEVEL_HIGH)
                .setCells("reg", pair(device.base(), device.size()))
                .setStrings("compatible", "arm," + device.name(), "arm,primecell");
    }

    private void interruptController() {
        FdtNode gic = tree.root().addChild(VirtBoard.GICD.nodeName()).setCells("phandle", phandleGic());
        int[] physical = both(region(VirtBoard.GICD), region(VirtBoard.GICC));
        if (mode == BootMode.HYP) {
            gic.setCells("interrupts", GIC_PPI, VirtBoard.PPI_MAINTENANCE - FIRST_PPI, LEVEL_HIGH)
                    .setCells("reg", both(physical, both(region(VirtBoard.GICH), region(VirtBoard.GICV))));
        } else {
            gic.setCells("reg", physical);
        }
        gic.setStrings("compatible", "arm,cortex-a15-gic")
                .setEmpty("ranges")
                .setCells("#size-cells", 2)
                .setCells("#address-cells", 2)
                .setEmpty("interrupt-controller")
                .setCells("#interrupt-cells", 3);
    }

    private void flash() {
        tree.root()
                .addChild(VirtBoard.FLASH0.nodeName())
                .setCells("bank-width", 4)
                .setCells("reg", both(region(VirtBoard.FLASH0), region(VirtBoard.FLASH1)))
                .setStrings("compatible", "cfi-flash");
    }

    private void cpus() {
        FdtNode all = tree.root().addChild("cpus").setCells("#size-cells", 0).setCells("#address-cells", 1);
        FdtNode cluster = all.addChild("cpu-map").addChild("socket0").addChild("cluster0");
        for (int cpu = 0; cpu < cpus; cpu++) {
            cluster.addChild("core" + cpu).setCells("cpu", phandleCpu(cpu));
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            FdtNode node = all.addChild("cpu@" + Integer.toHexString(cpu))
                    .setCells("phandle", phandleCpu(cpu))
                    .setCells("reg", cpu);
            if (cpus > 1) {
                node.setStrings("enable-method", "psci");
            }
            node.setStrings("compatible", "arm,cortex-a15").setStrings("device_type", "cpu");
        }
    }

    private void timer() {
        int trigger = (1 << cpus) - 1 << PPI_CPUS_SHIFT | LEVEL_HIGH;
        int[] interrupts = {
            GIC_PPI, VirtBoard.PPI_SECURE_TIMER - FIRST_PPI, trigger,
            GIC_PPI, VirtBoard.PPI_PHYSICAL_TIMER - FIRST_PPI, trigger,
            GIC_PPI, VirtBoard.PPI_VIRTUAL_TIMER - FIRST_PPI, trigger,
            GIC_PPI, VirtBoard.PPI_HYP_TIMER - FIRST_PPI, trigger
        };
        tree.root()
                .addChild("timer")
                .setCells("interrupts", interrupts)
                .setEmpty("always-on")
                .setStrings("compatible", "arm,armv7-timer");
    }

    /**
     * Linux mixes {@code rng-seed} into its entropy pool, credits it (Debian sets RANDOM_TRUST_BOOTLOADER) and erases it
     * from the tree; {@code kaslr-seed} only arm64 kernels read, and erase. Both follow from the seed, so that runs of
     * one seed are equal and a guest never waits for entropy that does not come.
     */
    private void chosen() {
        tree.root()
                .addChild("chosen")
                .setStrings("stdout-path", "/" + VirtBoard.UART.nodeName())
                .set("rng-seed", derived("rng-seed", 32))
                .set("kaslr-seed", derived("kaslr-seed", 8));
    }

    private byte[] derived(String purpose, int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(("trapline " + purpose + " " + seed).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(sha256.digest(), length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** QEMU hands out phandles from 0x8000: the clock, then the CPUs from the last to the first, then the GIC. */
    private int phandleCpu(int cpu) {
        return PHANDLE_CLOCK + cpus - cpu;
    }

    private int phandleGic() {
        return PHANDLE_CLOCK + cpus + 1;
    }

    private static int[] region(BoardDevice device) {
        return pair(device.base(), device.size());
    }

    private static int[] pair(long address, long size) {
        return new int[] {(int) (address >>> 32), (int) address, (int) (size >>> 32), (int) size};
    }

    private static int[] both(int[] a, int[] b) {
        int[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
