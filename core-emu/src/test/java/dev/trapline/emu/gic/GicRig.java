package dev.trapline.emu.gic;

import dev.trapline.emu.port.Observer;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** A GIC, the pins it drives, what it told its observer, and register accesses by offset. */
final class GicRig {
    static final int CTLR = 0x000;

    static final int IGROUPR = 0x080;
    static final int ISENABLER = 0x100;
    static final int ICENABLER = 0x180;
    static final int ISPENDR = 0x200;
    static final int ICPENDR = 0x280;
    static final int ISACTIVER = 0x300;
    static final int ICACTIVER = 0x380;
    static final int IPRIORITYR = 0x400;
    static final int ITARGETSR = 0x800;
    static final int ICFGR = 0xc00;
    static final int SGIR = 0xf00;
    static final int CPENDSGIR = 0xf10;
    static final int SPENDSGIR = 0xf20;

    static final int PMR = 0x004;
    static final int BPR = 0x008;
    static final int IAR = 0x00c;
    static final int EOIR = 0x010;
    static final int RPR = 0x014;
    static final int HPPIR = 0x018;
    static final int ABPR = 0x01c;
    static final int AIAR = 0x020;
    static final int AEOIR = 0x024;
    static final int AHPPIR = 0x028;
    static final int APR = 0x0d0;
    static final int DIR = 0x1000;

    static final int HCR = 0x000;
    static final int VMCR = 0x008;
    static final int MISR = 0x010;
    static final int EISR = 0x020;
    static final int ELRSR = 0x030;
    static final int HAPR = 0x0f0;
    static final int LR = 0x100;

    static final int SPURIOUS = 1023;

    final PinRecorder[] pins;
    final Gic gic;
    final List<String> told = new ArrayList<>();

    private GicRig(int cpus) {
        pins = new PinRecorder[cpus];
        for (int i = 0; i < cpus; i++) {
            pins[i] = new PinRecorder();
        }
        gic = new Gic(pins);
        gic.observer = new Observer() {
            @Override
            public void lineChanged(int intid, boolean high) {
                told.add("line " + intid + (high ? " high" : " low"));
            }

            @Override
            public void interruptAcknowledged(int cpu, int intid, boolean virtual) {
                told.add("cpu " + cpu + " acknowledged " + (virtual ? "virtual " : "") + intid);
            }

            @Override
            public void interruptEnded(int cpu, int intid, boolean virtual) {
                told.add("cpu " + cpu + " ended " + (virtual ? "virtual " : "") + intid);
            }

            @Override
            public void interruptInjected(int cpu, int virtualIntid) {
                told.add("cpu " + cpu + " injected " + virtualIntid);
            }
        };
    }

    /** As after reset. */
    static GicRig atReset(int cpus) {
        return new GicRig(cpus);
    }

    /** Distributor and CPU interfaces forward both groups (AckCtl set), nothing masked, every interrupt enabled. */
    static GicRig open(int cpus) {
        GicRig rig = new GicRig(cpus);
        rig.gicd(0, CTLR, 3);
        for (int w = 0; w < 9; w++) {
            rig.gicd(0, ISENABLER + 4 * w, -1);
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            rig.gicd(cpu, ISENABLER, -1);
            rig.gicc(cpu, CTLR, 7);
            rig.gicc(cpu, PMR, 0xff);
            rig.gich(cpu, HCR, 1);
            rig.gicv(cpu, CTLR, 7);
            rig.gicv(cpu, PMR, 0xff);
        }
        for (int spi = 0; spi < Gic.SPIS; spi++) {
            rig.priority(32 + spi, 0x80);
            rig.target(32 + spi, 1);
        }
        rig.told.clear();
        return rig;
    }

    int gicd(int cpu, int offset) {
        return (int) gic.distributor().read(offset, 4, cpu);
    }

    void gicd(int cpu, int offset, int value) {
        gic.distributor().write(offset, 4, value & 0xffff_ffffL, cpu);
    }

    int gicc(int cpu, int offset) {
        return (int) gic.cpuInterface().read(offset, 4, cpu);
    }

    void gicc(int cpu, int offset, int value) {
        gic.cpuInterface().write(offset, 4, value & 0xffff_ffffL, cpu);
    }

    int gich(int cpu, int offset) {
        return (int) gic.virtualControl().read(offset, 4, cpu);
    }

    void gich(int cpu, int offset, int value) {
        gic.virtualControl().write(offset, 4, value & 0xffff_ffffL, cpu);
    }

    int gicv(int cpu, int offset) {
        return (int) gic.virtualCpuInterface().read(offset, 4, cpu);
    }

    void gicv(int cpu, int offset, int value) {
        gic.virtualCpuInterface().write(offset, 4, value & 0xffff_ffffL, cpu);
    }

    /** By pCPU 0, which matters for SGIs and PPIs. */
    void priority(int intid, int priority) {
        gic.distributor().write(IPRIORITYR + intid, 1, priority, 0);
    }

    void target(int intid, int cpus) {
        gic.distributor().write(ITARGETSR + intid, 1, cpus, 0);
    }

    void group1(int cpu, int intid) {
        int offset = IGROUPR + 4 * (intid / 32);
        gicd(cpu, offset, gicd(cpu, offset) | 1 << intid);
    }

    void edge(int cpu, int intid) {
        int offset = ICFGR + 4 * (intid / 16);
        gicd(cpu, offset, gicd(cpu, offset) | 2 << 2 * (intid % 16));
    }

    /** Writes a set or clear register's bit of an interrupt. */
    void bit(int cpu, int register, int intid) {
        gicd(cpu, register + 4 * (intid / 32), 1 << intid);
    }

    boolean isSet(int cpu, int register, int intid) {
        return (gicd(cpu, register + 4 * (intid / 32)) >>> intid & 1) != 0;
    }

    byte[] save() {
        StateWriter out = new StateWriter();
        gic.save(out);
        return out.toByteArray();
    }

    void restore(byte[] state) {
        gic.restore(new StateReader(state));
    }
}
