package dev.trapline.emu.gic;

import dev.trapline.emu.mem.BusDevice;

/**
 * The virtual interface control registers as rows (IHI 0048B 5.3): in the first 4 KiB those of the pCPU that asks, in
 * the second those of each pCPU at 0x200 from the other (5.3, Table 5-1 of addresses; GIC-400's layout).
 */
final class VirtualControlRegisters implements BusDevice {
    static final int REGION = 0x2000;

    private static final int OWN = 0x1000;
    private static final int EACH_SHIFT = 9;

    private final RegisterMap map;
    private final int cpus;

    VirtualControlRegisters(VirtualInterface[] cpus) {
        this.cpus = cpus.length;
        this.map = new RegisterMap("gich", 1 << EACH_SHIFT)
                .readWrite(0x000, 1, "GICH_HCR", "5.3.1", (c, n) -> cpus[c].hcr(), (c, n, v) -> cpus[c].setHcr(v))
                .readOnly(0x004, 1, "GICH_VTR", "5.3.2", (c, n) -> VirtualInterface.VTR)
                .readWrite(0x008, 1, "GICH_VMCR", "5.3.3", (c, n) -> cpus[c].vmcr(), (c, n, v) -> cpus[c].setVmcr(v))
                .readOnly(0x010, 1, "GICH_MISR", "5.3.4", (c, n) -> cpus[c].misr())
                .readOnly(0x020, 1, "GICH_EISR0", "5.3.5", (c, n) -> cpus[c].eisr())
                .readOnly(0x030, 1, "GICH_ELRSR0", "5.3.6", (c, n) -> cpus[c].elrsr())
                .readWrite(
                        0x0f0,
                        1,
                        "GICH_APR",
                        "5.3.7",
                        (c, n) -> cpus[c].activePriorities(),
                        (c, n, v) -> cpus[c].setActivePriorities(v))
                .readWrite(
                        0x100,
                        VirtualInterface.LIST_REGISTERS,
                        "GICH_LR",
                        "5.3.8",
                        (c, n) -> cpus[c].list(n),
                        (c, n, v) -> cpus[c].setList(n, v));
    }

    RegisterMap map() {
        return map;
    }

    @Override
    public boolean isArchitecture() {
        return true;
    }

    @Override
    public String name() {
        return map.name();
    }

    @Override
    public long read(int offset, int size, int cpu) {
        int whose = whose(offset, cpu);
        return whose < 0 ? 0 : map.read(offset & OWN - 1, size, whose);
    }

    @Override
    public void write(int offset, int size, long value, int cpu) {
        int whose = whose(offset, cpu);
        if (whose >= 0) {
            map.write(offset & OWN - 1, size, value, whose);
        }
    }

    /** The pCPU whose registers lie at an offset, or -1 where none do. */
    private int whose(int offset, int asking) {
        if (offset < OWN) {
            return offset >>> EACH_SHIFT == 0 ? asking : -1;
        }
        int n = offset - OWN >>> EACH_SHIFT;
        return n < cpus ? n : -1;
    }
}
