package dev.trapline.emu.device.virtio;

import dev.trapline.emu.device.Register;
import dev.trapline.emu.device.RegisterMap;
import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/**
 * The virtio MMIO transport (virtio 1.2 4.2), in its present form or the legacy one: registers, status, features
 * and the interrupt. How queues are set up is in {@link QueueRegisters}; what the device does is its {@link
 * VirtioDevice}'s.
 *
 * <p>A malformed ring breaks the device until the driver resets it: it is told by name, DEVICE_NEEDS_RESET is set and a
 * configuration interrupt raised (virtio 1.2 2.1.2); a legacy driver, which knows no such bit, just gets no answer more.
 */
public final class VirtioMmio implements BusDevice, Snapshottable {
    /** Which register layout and ring layout the driver sees. */
    public enum Variant {
        /** Version 1, as QEMU's {@code virt} shows unless told otherwise. */
        LEGACY(1),
        /** Version 2: virtio 1.x. */
        MODERN(2);

        final int version;

        Variant(int version) {
            this.version = version;
        }
    }

    /** Bytes of address space of one transport. */
    public static final int SIZE = 0x200;

    static final int MAGIC = 0x7472_6976; // "virt"
    /** QEMU's, since the board is QEMU's: guests traced against it see the same value. */
    static final int VENDOR = 0x554d_4551;

    // virtio 1.2 2.1
    private static final int STATUS_DRIVER_OK = 4;
    private static final int STATUS_FEATURES_OK = 8;
    private static final int STATUS_NEEDS_RESET = 0x40;

    // virtio 1.2 6, and 6.3 for legacy
    private static final long F_ANY_LAYOUT = 1L << 27;
    static final long F_INDIRECT_DESC = 1L << 28;
    static final long F_EVENT_IDX = 1L << 29;
    private static final long F_VERSION_1 = 1L << 32;

    // InterruptStatus, virtio 1.2 4.2.2
    private static final int INT_USED = 1;
    private static final int INT_CONFIG = 2;

    private static final String MODERN_SECTION = "virtio 1.2 4.2.2";
    private static final String LEGACY_SECTION = "virtio 1.2 4.2.4";

    private static Register<VirtioMmio> at(int offset, String name) {
        return new Register<>(offset, name);
    }

    // spotless:off
    static final RegisterMap<VirtioMmio> MODERN_REGISTERS = RegisterMap.of("virtio-mmio", SIZE,
            at(0x000, "MagicValue").constant(MAGIC).section(MODERN_SECTION),
            at(0x004, "Version").constant(2).section(MODERN_SECTION),
            at(0x008, "DeviceID").resetUnknown().read(d -> d.device.deviceId()).section(MODERN_SECTION),
            at(0x00c, "VendorID").constant(VENDOR).section(MODERN_SECTION),
            at(0x010, "DeviceFeatures").resetUnknown().read(VirtioMmio::readFeatures).section(MODERN_SECTION),
            at(0x014, "DeviceFeaturesSel").write((d, v) -> d.deviceFeaturesSel = v).section(MODERN_SECTION),
            at(0x020, "DriverFeatures").write(VirtioMmio::writeFeatures).section(MODERN_SECTION),
            at(0x024, "DriverFeaturesSel").write((d, v) -> d.driverFeaturesSel = v).section(MODERN_SECTION),
            at(0x030, "QueueSel").write((d, v) -> d.queues.select(v)).section(MODERN_SECTION),
            at(0x034, "QueueNumMax").resetUnknown().read(d -> d.queues.readNumMax()).section(MODERN_SECTION),
            at(0x038, "QueueNum").write((d, v) -> d.queues.writeNum(v)).section(MODERN_SECTION),
            at(0x044, "QueueReady").bits(1).read(d -> d.queues.readReady()).write((d, v) -> d.queues.writeReady(v)).section(MODERN_SECTION),
            at(0x050, "QueueNotify").write(VirtioMmio::writeNotify).section(MODERN_SECTION),
            at(0x060, "InterruptStatus").bits(3).read(d -> d.interruptStatus).section(MODERN_SECTION),
            at(0x064, "InterruptACK").bits(3).write(VirtioMmio::writeAck).section(MODERN_SECTION),
            at(0x070, "Status").bits(0xff).read(d -> d.status).write(VirtioMmio::writeStatus).section(MODERN_SECTION),
            at(0x080, "QueueDescLow/High").count(2).writeEach((d, i, v) -> d.queues.writeDescriptors(i, v)).section(MODERN_SECTION),
            at(0x090, "QueueDriverLow/High").count(2).writeEach((d, i, v) -> d.queues.writeAvailable(i, v)).section(MODERN_SECTION),
            at(0x0a0, "QueueDeviceLow/High").count(2).writeEach((d, i, v) -> d.queues.writeUsed(i, v)).section(MODERN_SECTION),
            at(0x0ac, "SHMSel").write((d, v) -> {}).section(MODERN_SECTION),
            // A shared memory region that does not exist has length -1.
            at(0x0b0, "SHMLenLow/High, SHMBaseLow/High").count(4).reset(-1).readEach((d, i) -> -1).section(MODERN_SECTION),
            at(0x0c0, "QueueReset").notImplemented("VIRTIO_F_RING_RESET is not offered").section(MODERN_SECTION),
            at(0x0fc, "ConfigGeneration").read(d -> d.configGeneration).section(MODERN_SECTION),
            at(0x100, "Config").area(0x100, VirtioMmio::readConfig, VirtioMmio::writeConfig).section(MODERN_SECTION));

    static final RegisterMap<VirtioMmio> LEGACY_REGISTERS = RegisterMap.of("virtio-mmio", SIZE,
            at(0x000, "MagicValue").constant(MAGIC).section(LEGACY_SECTION),
            at(0x004, "Version").constant(1).section(LEGACY_SECTION),
            at(0x008, "DeviceID").resetUnknown().read(d -> d.device.deviceId()).section(LEGACY_SECTION),
            at(0x00c, "VendorID").constant(VENDOR).section(LEGACY_SECTION),
            at(0x010, "HostFeatures").resetUnknown().read(VirtioMmio::readFeatures).section(LEGACY_SECTION),
            at(0x014, "HostFeaturesSel").write((d, v) -> d.deviceFeaturesSel = v).section(LEGACY_SECTION),
            at(0x020, "GuestFeatures").write(VirtioMmio::writeFeatures).section(LEGACY_SECTION),
            at(0x024, "GuestFeaturesSel").write((d, v) -> d.driverFeaturesSel = v).section(LEGACY_SECTION),
            at(0x028, "GuestPageSize").write((d, v) -> d.queues.writePageSize(v)).section(LEGACY_SECTION),
            at(0x030, "QueueSel").write((d, v) -> d.queues.select(v)).section(LEGACY_SECTION),
            at(0x034, "QueueNumMax").resetUnknown().read(d -> d.queues.readNumMax()).section(LEGACY_SECTION),
            at(0x038, "QueueNum").write((d, v) -> d.queues.writeNum(v)).section(LEGACY_SECTION),
            at(0x03c, "QueueAlign").write((d, v) -> d.queues.writeAlign(v)).section(LEGACY_SECTION),
            at(0x040, "QueuePFN").read(d -> d.queues.readPfn()).write((d, v) -> d.queues.writePfn(v)).section(LEGACY_SECTION),
            at(0x050, "QueueNotify").write(VirtioMmio::writeNotify).section(LEGACY_SECTION),
            at(0x060, "InterruptStatus").bits(3).read(d -> d.interruptStatus).section(LEGACY_SECTION),
            at(0x064, "InterruptACK").bits(3).write(VirtioMmio::writeAck).section(LEGACY_SECTION),
            at(0x070, "Status").bits(0xff).read(d -> d.status).write(VirtioMmio::writeStatus).section(LEGACY_SECTION),
            at(0x100, "Config").area(0x100, VirtioMmio::readConfig, VirtioMmio::writeConfig).section(LEGACY_SECTION));
    // spotless:on

    private final String name;
    private final DeviceBus bus;
    private final int spi;
    private final Variant variant;
    private final VirtioDevice device;
    private final Diagnostics diagnostics;
    private final QueueRegisters queues;

    private int deviceFeaturesSel;
    private int driverFeaturesSel;
    private long driverFeatures;
    private int status;
    private int interruptStatus;
    private int configGeneration;
    private boolean broken;
    private boolean line;

    /**
     * @param name in logs and errors, such as {@code virtio-blk0}
     * @param spi shared peripheral interrupt of this transport
     */
    public VirtioMmio(
            String name, DeviceBus bus, int spi, Variant variant, VirtioDevice device, Diagnostics diagnostics) {
        this.name = name;
        this.bus = bus;
        this.spi = spi;
        this.variant = variant;
        this.device = device;
        this.diagnostics = diagnostics;
        this.queues = new QueueRegisters(this, device);
        device.attach(this);
    }

    @Override
    public String name() {
        return name;
    }

    DeviceBus bus() {
        return bus;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    Virtqueue queue(int index) {
        return queues.queue(index);
    }

    RegisterMap<VirtioMmio> registers() {
        return variant == Variant.MODERN ? MODERN_REGISTERS : LEGACY_REGISTERS;
    }

    @Override
    public long read(int offset, int size, int cpu) {
        return registers().read(this, diagnostics, offset, size);
    }

    @Override
    public void write(int offset, int size, long value, int cpu) {
        registers().write(this, diagnostics, offset, size, value);
    }

    /** Whether driver and device agreed on a feature bit. */
    boolean accepted(long feature) {
        return (driverFeatures & feature) != 0;
    }

    /** Whether the driver speaks virtio 1.x. */
    boolean isModern() {
        return variant == Variant.MODERN;
    }

    /** Whether the driver is at work and the device not broken. */
    boolean isRunning() {
        return !broken && (status & STATUS_DRIVER_OK) != 0;
    }

    /** To be called after a device used a queue: raises the interrupt if the driver wants it, or breaks the device. */
    void used(Virtqueue queue) {
        String fault = queue.fault();
        if (fault != null) {
            fail(fault);
        } else if (queue.takeInterrupt()) {
            raise(INT_USED);
        } else if (queue.fault() != null) {
            fail(queue.fault());
        }
    }

    /** Tells the driver that configuration space changed. */
    void configChanged() {
        configGeneration++;
        raise(INT_CONFIG);
    }

    private void fail(String why) {
        if (broken) {
            return;
        }
        broken = true;
        diagnostics.guestMistake(name, why + "; the device needs a reset");
        if (isModern()) {
            status |= STATUS_NEEDS_RESET;
            if ((status & STATUS_DRIVER_OK) != 0) {
                raise(INT_CONFIG);
            }
        }
    }

    private void raise(int bits) {
        interruptStatus |= bits;
        drive();
    }

    private void drive() {
        boolean high = interruptStatus != 0;
        if (high != line) {
            line = high;
            bus.setLine(spi, high);
        }
    }

    private long offered() {
        long ring = F_INDIRECT_DESC | F_EVENT_IDX;
        return device.features() | ring | (isModern() ? F_VERSION_1 : F_ANY_LAYOUT);
    }

    private int readFeatures() {
        return switch (deviceFeaturesSel) {
            case 0 -> (int) offered();
            case 1 -> (int) (offered() >>> 32);
            default -> 0;
        };
    }

    private void writeFeatures(int value) {
        if (isModern() && (status & STATUS_FEATURES_OK) != 0) {
            diagnostics.guestMistake(name, "features written after FEATURES_OK; ignored");
        } else if (driverFeaturesSel == 0) {
            driverFeatures = driverFeatures & ~0xffff_ffffL | value & 0xffff_ffffL;
        } else if (driverFeaturesSel == 1) {
            driverFeatures = driverFeatures & 0xffff_ffffL | (long) value << 32;
        } else if (value != 0) {
            diagnostics.guestMistake(name, "features beyond bit 63 written; ignored");
        }
        if (!isModern()) {
            // There is no FEATURES_OK to refuse by.
            driverFeatures &= offered();
        }
    }

    private void writeNotify(int value) {
        if (value < 0 || value >= queues.count()) {
            diagnostics.guestMistake(
                    name, "queue " + (value & 0xffff_ffffL) + " notified, which does not exist; ignored");
        } else if (isModern() && (status & STATUS_DRIVER_OK) == 0) {
            // virtio 1.2 3.1.1: nothing may be consumed before DRIVER_OK; it is looked for then.
            diagnostics.guestMistake(name, "queue " + value + " notified before DRIVER_OK");
        } else {
            serve(value);
        }
    }

    private void serve(int index) {
        if (!broken && queues.queue(index).isReady()) {
            device.notified(index);
        }
    }

    private void writeAck(int value) {
        interruptStatus &= ~value;
        drive();
    }

    private void writeStatus(int value) {
        if (value == 0) {
            reset();
            return;
        }
        int before = status;
        int next = value & ~STATUS_NEEDS_RESET | before & STATUS_NEEDS_RESET;
        if ((before & ~next) != 0) {
            diagnostics.guestMistake(name, "status bits cleared without a reset; they stay");
            next |= before;
        }
        if (isModern() && (next & ~before & STATUS_FEATURES_OK) != 0) {
            if ((driverFeatures & ~offered()) != 0 || (driverFeatures & F_VERSION_1) == 0) {
                diagnostics.guestMistake(
                        name,
                        String.format(
                                "features 0x%x asked of 0x%x offered; FEATURES_OK refused", driverFeatures, offered()));
                next &= ~STATUS_FEATURES_OK;
            }
        }
        status = next;
        if ((next & ~before & STATUS_DRIVER_OK) != 0) {
            for (int i = 0; i < queues.count(); i++) {
                serve(i);
            }
        }
    }

    private void reset() {
        deviceFeaturesSel = 0;
        driverFeaturesSel = 0;
        driverFeatures = 0;
        status = 0;
        interruptStatus = 0;
        broken = false;
        queues.reset();
        device.reset();
        drive();
    }

    private long readConfig(int offset, int size) {
        return LittleEndian.bytes(device.config(), offset, size);
    }

    private void writeConfig(int offset, int size, long value) {
        if (!device.writeConfig(offset, size, value)) {
            diagnostics.guestMistake(name, "configuration byte " + offset + " is read-only, write ignored");
        }
    }

    @Override
    public void save(StateWriter out) {
        out.int32(deviceFeaturesSel);
        out.int32(driverFeaturesSel);
        out.int64(driverFeatures);
        out.int32(status);
        out.int32(interruptStatus);
        out.int32(configGeneration);
        out.bool(broken);
        out.bool(line);
        queues.save(out);
        device.save(out);
    }

    @Override
    public void restore(StateReader in) {
        deviceFeaturesSel = in.int32();
        driverFeaturesSel = in.int32();
        driverFeatures = in.int64();
        status = in.int32();
        interruptStatus = in.int32();
        configGeneration = in.int32();
        broken = in.bool();
        line = in.bool();
        queues.restore(in);
        device.restore(in);
    }
}
