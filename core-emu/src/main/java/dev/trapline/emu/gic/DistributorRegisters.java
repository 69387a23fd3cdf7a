package dev.trapline.emu.gic;

import dev.trapline.emu.gic.RegisterMap.Narrow;

/** The distributor's registers as rows (IHI 0048B 4.3). */
final class DistributorRegisters {
    static final int REGION = 0x1000;
    /** Arm's JEP106 code: as QEMU's. */
    private static final int IIDR = 0x0000_043b;

    /** Peripheral ID4 to ID7, ID0 to ID3, component ID0 to ID3, of a GIC-390 and up: as QEMU's (4.3.18). */
    private static final int[] ID = {0x04, 0, 0, 0, 0x90, 0xb4, 0x2b, 0, 0x0d, 0xf0, 0x05, 0xb1};

    private static final int WORDS = Distributor.WORDS;
    /** Registers of one byte an interrupt. */
    private static final int BYTES = Distributor.INTERRUPTS / 4;
    /** Registers of two bits an interrupt. */
    private static final int PAIRS = Distributor.INTERRUPTS / 16;

    private DistributorRegisters() {}

    static RegisterMap of(Distributor d) {
        int typer = WORDS - 1 | d.cpus - 1 << 5;
        return new RegisterMap("gicd", REGION)
                .readWrite(0x000, 1, "GICD_CTLR", "4.3.1", (c, n) -> d.ctlr(), (c, n, v) -> d.setCtlr(v))
                .readOnly(0x004, 1, "GICD_TYPER", "4.3.2", (c, n) -> typer)
                .readOnly(0x008, 1, "GICD_IIDR", "4.3.3", (c, n) -> IIDR)
                .readWrite(0x080, WORDS, "GICD_IGROUPR", "4.3.4", d::groups, d::setGroups)
                .onesAct(0x100, WORDS, "GICD_ISENABLER", "4.3.5", d::enabled, d::enable)
                .onesAct(0x180, WORDS, "GICD_ICENABLER", "4.3.6", d::enabled, d::disable)
                .onesAct(0x200, WORDS, "GICD_ISPENDR", "4.3.7", d::pending, d::setPending)
                .onesAct(0x280, WORDS, "GICD_ICPENDR", "4.3.8", d::pending, d::clearPending)
                .onesAct(0x300, WORDS, "GICD_ISACTIVER", "4.3.9", d::active, d::setActive)
                .onesAct(0x380, WORDS, "GICD_ICACTIVER", "4.3.10", d::active, d::clearActive)
                .readWrite(0x400, BYTES, "GICD_IPRIORITYR", "4.3.11", bytes(d::priority), eachByte(d::setPriority))
                .readWrite(
                        0x800,
                        BYTES,
                        "GICD_ITARGETSR",
                        "4.3.12",
                        bytes(d::targets),
                        eachByte((c, intid, v) -> d.setTargets(intid, v)))
                .readWrite(
                        0xc00,
                        PAIRS,
                        "GICD_ICFGR",
                        "4.3.13",
                        (c, n) -> upperOfPairs(d.edgeTriggered(c, n >>> 1) >>> 16 * (n & 1)),
                        (c, n, v) -> writeIcfgr(d, c, n, v))
                .writeOnly(0xf00, "GICD_SGIR", "4.3.15", Narrow.IGNORED, (c, n, v) -> writeSgir(d, c, v))
                .onesAct(0xf10, 4, "GICD_CPENDSGIR", "4.3.16", bytes(d::sgiSources), eachByte(d::removeSgiSources))
                .onesAct(0xf20, 4, "GICD_SPENDSGIR", "4.3.17", bytes(d::sgiSources), eachByte(d::addSgiSources))
                .readOnly(0xfd0, ID.length, "GICD_PIDR and CIDR", "4.3.18", (c, n) -> ID[n]);
    }

    private static RegisterMap.Read bytes(RegisterMap.Read ofInterrupt) {
        return (cpu, n) -> ofInterrupt.read(cpu, 4 * n)
                | ofInterrupt.read(cpu, 4 * n + 1) << 8
                | ofInterrupt.read(cpu, 4 * n + 2) << 16
                | ofInterrupt.read(cpu, 4 * n + 3) << 24;
    }

    private static RegisterMap.Write eachByte(RegisterMap.Write ofInterrupt) {
        return (cpu, n, value) -> {
            for (int i = 0; i < 4; i++) {
                ofInterrupt.write(cpu, 4 * n + i, value >>> 8 * i & 0xff);
            }
        };
    }

    /** Bit i of 16 becomes bit 2i+1; the lower bit of each pair is reserved (4.3.13). */
    private static int upperOfPairs(int bits) {
        return Integer.expand(bits, 0xaaaa_aaaa);
    }

    private static void writeIcfgr(Distributor d, int cpu, int n, int value) {
        int shift = 16 * (n & 1);
        int other = d.edgeTriggered(cpu, n >>> 1) & 0xffff_0000 >>> shift;
        d.setEdgeTriggered(cpu, n >>> 1, other | Integer.compress(value, 0xaaaa_aaaa) << shift);
    }

    private static void writeSgir(Distributor d, int cpu, int value) {
        int to = switch (value >>> 24 & 3) {
            case 0 -> value >>> 16 & 0xff;
            case 1 -> d.presentCpus() & ~(1 << cpu);
            case 2 -> 1 << cpu;
            default -> 0; // reserved
        };
        d.sendSgi(cpu, to, value & 15);
    }
}
