package dev.trapline.emu.gic;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A GICv2 with virtual interface for 1 to 8 pCPUs (IHI 0048B): 288 interrupts, eight bits of priority, interrupt groups
 * but no Security Extensions, four list registers a pCPU. As the GIC of QEMU's {@code virt} board; where the two differ,
 * {@code docs/differences-from-qemu.md} says so.
 */
public final class Gic implements Snapshottable {
    /** Shared peripheral interrupts; SPI n has interrupt ID 32 + n. */
    public static final int SPIS = Distributor.SPIS;
    /** Interrupt ID of the maintenance interrupt, a PPI this GIC drives itself. */
    public static final int MAINTENANCE_INTID = VirtualInterface.MAINTENANCE_INTID;

    /** Bytes of registers behind {@link #distributor}. */
    public static final int DISTRIBUTOR_SIZE = DistributorRegisters.REGION;
    /** Bytes of registers behind {@link #cpuInterface} and {@link #virtualCpuInterface}. */
    public static final int CPU_INTERFACE_SIZE = InterfaceRegisters.REGION;
    /** Bytes of registers behind {@link #virtualControl}: the asking pCPU's page, then a page with those of each. */
    public static final int VIRTUAL_CONTROL_SIZE = VirtualControlRegisters.REGION;

    /** Told of lines, of interrupts acknowledged and ended, and of virtual interrupts injected. */
    public Observer observer = Observer.NONE;

    private final Distributor distributor;
    private final CpuInterface[] interfaces;
    private final VirtualInterface[] virtualInterfaces;
    private final RegisterMap distributorRegisters;
    private final RegisterMap interfaceRegisters;
    private final VirtualControlRegisters virtualControlRegisters;
    private final RegisterMap virtualInterfaceRegisters;

    /** @param pins the interrupt inputs of each pCPU, 1 to 8 of them */
    public Gic(CpuPins... pins) {
        int cpus = pins.length;
        if (cpus < 1 || cpus > Distributor.MAX_CPUS) {
            throw new IllegalArgumentException("a GICv2 serves 1 to 8 pCPUs, not " + cpus);
        }
        interfaces = new CpuInterface[cpus];
        virtualInterfaces = new VirtualInterface[cpus];
        distributor = new Distributor(cpus, interfaces);
        for (int cpu = 0; cpu < cpus; cpu++) {
            interfaces[cpu] = new CpuInterface(this, cpu, distributor, pins[cpu]);
            virtualInterfaces[cpu] = new VirtualInterface(this, interfaces[cpu], pins[cpu]);
        }
        distributorRegisters = DistributorRegisters.of(distributor);
        interfaceRegisters = InterfaceRegisters.physical(interfaces);
        virtualControlRegisters = new VirtualControlRegisters(virtualInterfaces);
        virtualInterfaceRegisters = InterfaceRegisters.virtual(virtualInterfaces);
    }

    /** Back to the state after reset; input lines count as low until they are set again. */
    public void reset() {
        distributor.reset();
        for (CpuInterface i : interfaces) {
            i.reset();
        }
        for (VirtualInterface i : virtualInterfaces) {
            i.reset();
        }
        driveAnew();
    }

    /** Sets a device's line, {@code spi} 0 to 255 for interrupt ID 32 to 287. */
    public void setSpi(int spi, boolean high) {
        if (spi < 0 || spi >= SPIS) {
            throw new IllegalArgumentException("there is no SPI " + spi);
        }
        if (distributor.setLine(0, 32 + spi, high)) {
            observer.lineChanged(32 + spi, high);
        }
    }

    /** Sets a private line of a pCPU, {@code intid} 16 to 31. */
    public void setPpi(int cpu, int intid, boolean high) {
        if (intid < 16 || intid > 31) {
            throw new IllegalArgumentException("interrupt " + intid + " is no PPI");
        }
        if (distributor.setLine(cpu, intid, high)) {
            observer.privateLineChanged(cpu, intid, high);
        }
    }

    /** GICD: {@link #DISTRIBUTOR_SIZE} bytes. */
    public BusDevice distributor() {
        return distributorRegisters;
    }

    /** GICC: {@link #CPU_INTERFACE_SIZE} bytes. */
    public BusDevice cpuInterface() {
        return interfaceRegisters;
    }

    /** GICH: {@link #VIRTUAL_CONTROL_SIZE} bytes. */
    public BusDevice virtualControl() {
        return virtualControlRegisters;
    }

    /** GICV: {@link #CPU_INTERFACE_SIZE} bytes. */
    public BusDevice virtualCpuInterface() {
        return virtualInterfaceRegisters;
    }

    /** The registers for somebody who looks from outside, of the distributor, the CPU and the virtual interfaces. */
    public List<GicRegister> registers() {
        List<GicRegister> result = new ArrayList<>();
        result.addAll(GicRegister.of(distributorRegisters, false));
        result.addAll(GicRegister.of(interfaceRegisters, false));
        result.addAll(GicRegister.of(virtualControlRegisters.map(), true));
        result.addAll(GicRegister.of(virtualInterfaceRegisters, true));
        return result;
    }

    private void driveAnew() {
        for (CpuInterface i : interfaces) {
            i.driveAnew();
        }
        for (VirtualInterface i : virtualInterfaces) {
            i.driveAnew();
        }
    }

    @Override
    public void save(StateWriter out) {
        distributor.save(out);
        for (int cpu = 0; cpu < interfaces.length; cpu++) {
            interfaces[cpu].save(out);
            virtualInterfaces[cpu].save(out);
        }
    }

    /** Also drives every pin anew. */
    @Override
    public void restore(StateReader in) {
        distributor.restore(in);
        for (int cpu = 0; cpu < interfaces.length; cpu++) {
            interfaces[cpu].restore(in);
            virtualInterfaces[cpu].restore(in);
        }
        driveAnew();
    }
}
