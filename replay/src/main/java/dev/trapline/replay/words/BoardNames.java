package dev.trapline.replay.words;

import dev.trapline.emu.board.BoardDevice;
import dev.trapline.emu.board.VirtBoard;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names for what the board {@code virt} has: devices, their best known registers, interrupts, timer registers. */
public final class BoardNames {
    private static final int FIRST_PPI = 16;
    private static final int FIRST_SPI = 32;
    private static final List<BoardDevice> DEVICES = VirtBoard.devices();

    // spotless:off
    /** IHI 0048B 4.1, by offset. Registers of many words are named by the first. */
    private static final Map<Long, String> GICD = Map.ofEntries(
            Map.entry(0x000L, "GICD_CTLR"),  Map.entry(0x004L, "GICD_TYPER"), Map.entry(0x008L, "GICD_IIDR"),
            Map.entry(0xf00L, "GICD_SGIR"));

    /** Where each array of registers begins; it goes on to the next. */
    private static final List<Map.Entry<Long, String>> GICD_ARRAYS = List.of(
            Map.entry(0x080L, "GICD_IGROUPR"),    Map.entry(0x100L, "GICD_ISENABLER"),
            Map.entry(0x180L, "GICD_ICENABLER"),  Map.entry(0x200L, "GICD_ISPENDR"),
            Map.entry(0x280L, "GICD_ICPENDR"),    Map.entry(0x300L, "GICD_ISACTIVER"),
            Map.entry(0x380L, "GICD_ICACTIVER"),  Map.entry(0x400L, "GICD_IPRIORITYR"),
            Map.entry(0x800L, "GICD_ITARGETSR"),  Map.entry(0xc00L, "GICD_ICFGR"),
            Map.entry(0xd00L, ""),                Map.entry(0xf10L, "GICD_CPENDSGIR"),
            Map.entry(0xf20L, "GICD_SPENDSGIR"),  Map.entry(0xf30L, ""));

    /** IHI 0048B 4.1 and 5.5: the CPU interface's, and the virtual one's. */
    private static final Map<Long, String> GICC = Map.ofEntries(
            Map.entry(0x00L, "CTLR"),   Map.entry(0x04L, "PMR"),   Map.entry(0x08L, "BPR"),   Map.entry(0x0cL, "IAR"),
            Map.entry(0x10L, "EOIR"),   Map.entry(0x14L, "RPR"),   Map.entry(0x18L, "HPPIR"), Map.entry(0x1cL, "ABPR"),
            Map.entry(0x20L, "AIAR"),   Map.entry(0x24L, "AEOIR"), Map.entry(0x28L, "AHPPIR"), Map.entry(0xd0L, "APR0"),
            Map.entry(0xfcL, "IIDR"),   Map.entry(0x1000L, "DIR"));

    /** IHI 0048B 5.3. */
    private static final Map<Long, String> GICH = Map.ofEntries(
            Map.entry(0x00L, "GICH_HCR"),   Map.entry(0x04L, "GICH_VTR"),   Map.entry(0x08L, "GICH_VMCR"),
            Map.entry(0x10L, "GICH_MISR"),  Map.entry(0x20L, "GICH_EISR0"), Map.entry(0x30L, "GICH_ELRSR0"),
            Map.entry(0xf0L, "GICH_APR"),   Map.entry(0x100L, "GICH_LR0"),  Map.entry(0x104L, "GICH_LR1"),
            Map.entry(0x108L, "GICH_LR2"),  Map.entry(0x10cL, "GICH_LR3"));

    /** DDI 0183 3.2. */
    private static final Map<Long, String> PL011 = Map.ofEntries(
            Map.entry(0x00L, "DR"),   Map.entry(0x04L, "RSR"),  Map.entry(0x18L, "FR"),   Map.entry(0x24L, "IBRD"),
            Map.entry(0x28L, "FBRD"), Map.entry(0x2cL, "LCR_H"), Map.entry(0x30L, "CR"),  Map.entry(0x34L, "IFLS"),
            Map.entry(0x38L, "IMSC"), Map.entry(0x3cL, "RIS"),  Map.entry(0x40L, "MIS"),  Map.entry(0x44L, "ICR"));

    /** Virtio 1.1, 4.2.2. */
    private static final Map<Long, String> VIRTIO = Map.ofEntries(
            Map.entry(0x000L, "MagicValue"),       Map.entry(0x004L, "Version"),
            Map.entry(0x008L, "DeviceID"),         Map.entry(0x00cL, "VendorID"),
            Map.entry(0x010L, "DeviceFeatures"),   Map.entry(0x014L, "DeviceFeaturesSel"),
            Map.entry(0x020L, "DriverFeatures"),   Map.entry(0x024L, "DriverFeaturesSel"),
            Map.entry(0x028L, "GuestPageSize"),    Map.entry(0x030L, "QueueSel"),
            Map.entry(0x034L, "QueueNumMax"),      Map.entry(0x038L, "QueueNum"),
            Map.entry(0x03cL, "QueueAlign"),       Map.entry(0x040L, "QueuePFN"),
            Map.entry(0x044L, "QueueReady"),       Map.entry(0x050L, "QueueNotify"),
            Map.entry(0x060L, "InterruptStatus"),  Map.entry(0x064L, "InterruptACK"),
            Map.entry(0x070L, "Status"),           Map.entry(0x0fcL, "ConfigGeneration"));

    /** DDI 0406C B4.1, by opc1, CRm and opc2 as {@code TraceSink.timerWrite} is told them; 64-bit ones have CRm 14. */
    private static final Map<Integer, String> TIMER = Map.ofEntries(
            Map.entry(0x000, "CNTFRQ"),     Map.entry(0x010, "CNTKCTL"),    Map.entry(0x020, "CNTP_TVAL"),
            Map.entry(0x021, "CNTP_CTL"),   Map.entry(0x030, "CNTV_TVAL"),  Map.entry(0x031, "CNTV_CTL"),
            Map.entry(0x410, "CNTHCTL"),    Map.entry(0x420, "CNTHP_TVAL"), Map.entry(0x421, "CNTHP_CTL"),
            Map.entry(0x2e0, "CNTP_CVAL"),  Map.entry(0x3e0, "CNTV_CVAL"),  Map.entry(0x4e0, "CNTVOFF"),
            Map.entry(0x6e0, "CNTHP_CVAL"));

    private static final Map<Integer, String> PPI = Map.of(
            VirtBoard.PPI_PMU, "performance counters",    VirtBoard.PPI_MAINTENANCE, "GIC maintenance",
            VirtBoard.PPI_HYP_TIMER, "Hyp timer",         VirtBoard.PPI_VIRTUAL_TIMER, "virtual timer",
            VirtBoard.PPI_SECURE_TIMER, "secure timer",   VirtBoard.PPI_PHYSICAL_TIMER, "physical timer");
    // spotless:on

    private static final Map<Integer, String> SPI = spis();

    private BoardNames() {}

    private static Map<Integer, String> spis() {
        Map<Integer, String> names = new HashMap<>();
        for (BoardDevice device : DEVICES) {
            if (device.spi() != BoardDevice.NO_INTERRUPT) {
                names.put(FIRST_SPI + device.spi(), device.nodeName());
            }
        }
        return Collections.unmodifiableMap(names);
    }

    /** Such as {@code pl011 FR} or {@code virtio_mmio@a000000+0x104}; empty where there is no device. */
    public static String register(long pa) {
        for (BoardDevice device : DEVICES) {
            if (pa >= device.base() && pa < device.end()) {
                return register(device, pa - device.base());
            }
        }
        return "";
    }

    private static String register(BoardDevice device, long offset) {
        return switch (device.name()) {
            case "intc" -> distributor(offset);
            case "gicc" -> GICC.containsKey(offset) ? "GICC_" + GICC.get(offset) : plain("gicc", offset);
            case "gicv" -> GICC.containsKey(offset) ? "GICV_" + GICC.get(offset) : plain("gicv", offset);
            case "gich" -> GICH.getOrDefault(offset, plain("gich", offset));
            case "pl011" -> named("pl011", PL011, offset);
            case "virtio_mmio" -> named(device.nodeName(), VIRTIO, offset);
            default -> plain(device.name(), offset);
        };
    }

    private static String distributor(long offset) {
        String name = GICD.get(offset);
        if (name != null) {
            return name;
        }
        for (int i = GICD_ARRAYS.size() - 1; i >= 0; i--) {
            Map.Entry<Long, String> array = GICD_ARRAYS.get(i);
            if (offset >= array.getKey() && !array.getValue().isEmpty()) {
                return array.getValue() + (offset - array.getKey()) / 4;
            }
            if (offset >= array.getKey()) {
                break;
            }
        }
        return plain("gicd", offset);
    }

    private static String named(String device, Map<Long, String> registers, long offset) {
        String name = registers.get(offset);
        return name == null ? plain(device, offset) : device + " " + name;
    }

    private static String plain(String device, long offset) {
        return device + "+0x" + Long.toHexString(offset);
    }

    /** What raises an interrupt, such as {@code pl011@9000000}; empty if that is not known. */
    public static String interrupt(int intid) {
        if (intid < FIRST_PPI) {
            return "SGI";
        }
        return intid < FIRST_SPI ? PPI.getOrDefault(intid, "") : SPI.getOrDefault(intid, "");
    }

    /** A timer's register by its encoding, as events have it. */
    public static String timer(int register) {
        return TIMER.getOrDefault(register, String.format("register 0x%03x", register));
    }
}
