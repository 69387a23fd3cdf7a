package dev.trapline.emu.gic;

import dev.trapline.emu.gic.RegisterMap.Narrow;

/** The registers of the CPU interfaces, physical and virtual, as rows (IHI 0048B 4.4 and 5.5). */
final class InterfaceRegisters {
    static final int REGION = 0x2000;
    /** Architecture version 2, revision 0, Arm's JEP106 code: as QEMU's. */
    private static final int IIDR = 0x0002_043b;

    private InterfaceRegisters() {}

    static RegisterMap physical(CpuInterface[] cpus) {
        return common(new RegisterMap("gicc", REGION), "GICC_", cpus, "4.4.")
                .readWrite(0x000, 1, "GICC_CTLR", "4.4.1", (c, n) -> cpus[c].ctlr(), (c, n, v) -> cpus[c].setCtlr(v))
                .writeOnly(0x010, "GICC_EOIR", "4.4.5", Narrow.ALONE, (c, n, v) -> cpus[c].endOfInterrupt(v, false))
                .writeOnly(0x024, "GICC_AEOIR", "4.4.10", Narrow.ALONE, (c, n, v) -> cpus[c].endOfInterrupt(v, true))
                .readWrite(
                        0x0d0,
                        CpuInterface.ACTIVE_PRIORITY_WORDS,
                        "GICC_APR",
                        "4.4.12",
                        (c, n) -> cpus[c].activePriorities(n),
                        (c, n, v) -> cpus[c].setActivePriorities(n, v))
                // The active priorities of Group 1: as QEMU, though the name speaks of the Security Extensions.
                .readWrite(
                        0x0e0,
                        CpuInterface.ACTIVE_PRIORITY_WORDS,
                        "GICC_NSAPR",
                        "4.4.13",
                        (c, n) -> cpus[c].activePrioritiesGroup1(n),
                        (c, n, v) -> cpus[c].setActivePrioritiesGroup1(n, v))
                .writeOnly(0x1000, "GICC_DIR", "4.4.15", Narrow.ALONE, (c, n, v) -> cpus[c].deactivate(v));
    }

    static RegisterMap virtual(VirtualInterface[] cpus) {
        return common(new RegisterMap("gicv", REGION), "GICV_", cpus, "5.5.")
                .readWrite(
                        0x000,
                        1,
                        "GICV_CTLR",
                        "5.5.1",
                        (c, n) -> cpus[c].ctlr(),
                        (c, n, v) -> cpus[c].setVirtualCtlr(v))
                .writeOnly(0x010, "GICV_EOIR", "5.5.5", Narrow.ALONE, (c, n, v) -> cpus[c].endOfInterrupt(v, false))
                .writeOnly(0x024, "GICV_AEOIR", "5.5.10", Narrow.ALONE, (c, n, v) -> cpus[c].endOfInterrupt(v, true))
                .readWrite(
                        0x0d0,
                        1,
                        "GICV_APR",
                        "5.5.12",
                        (c, n) -> cpus[c].activePriorities(),
                        (c, n, v) -> cpus[c].setActivePriorities(v))
                .writeOnly(0x1000, "GICV_DIR", "5.5.14", Narrow.ALONE, (c, n, v) -> cpus[c].deactivate(v));
    }

    private static RegisterMap common(RegisterMap map, String prefix, InterruptInterface[] cpus, String chapter) {
        return map.readWrite(
                        0x004,
                        1,
                        prefix + "PMR",
                        chapter + "2",
                        (c, n) -> cpus[c].priorityMask(),
                        (c, n, v) -> cpus[c].setPriorityMask(v))
                .readWrite(
                        0x008,
                        1,
                        prefix + "BPR",
                        chapter + "3",
                        (c, n) -> cpus[c].binaryPoint(),
                        (c, n, v) -> cpus[c].setBinaryPoint(v))
                .readOnly(0x00c, 1, prefix + "IAR", chapter + "4", (c, n) -> cpus[c].acknowledge(false))
                .readOnly(0x014, 1, prefix + "RPR", chapter + "6", (c, n) -> cpus[c].runningPriority())
                .readOnly(0x018, 1, prefix + "HPPIR", chapter + "7", (c, n) -> cpus[c].highestPending(false))
                .readWrite(
                        0x01c,
                        1,
                        prefix + "ABPR",
                        chapter + "8",
                        (c, n) -> cpus[c].aliasedBinaryPoint(),
                        (c, n, v) -> cpus[c].setAliasedBinaryPoint(v))
                .readOnly(0x020, 1, prefix + "AIAR", chapter + "9", (c, n) -> cpus[c].acknowledge(true))
                .readOnly(0x028, 1, prefix + "AHPPIR", chapter + "11", (c, n) -> cpus[c].highestPending(true))
                .readOnly(0x0fc, 1, prefix + "IIDR", chapter.equals("4.4.") ? "4.4.14" : "5.5.13", (c, n) -> IIDR);
    }
}
