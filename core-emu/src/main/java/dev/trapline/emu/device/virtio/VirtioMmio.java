package dev.trapline.emu.device.virtio;

import dev.trapline.emu.device.Register;
import dev.trapline.emu.device.RegisterMap;
import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * The virtio MMIO transport (virtio 1.2 4.2), in its present form or the legacy one: registers, status, features,
 * queues and the interrupt. What the device does is its {@link VirtioDevice}'s.
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
    private static final long F_INDIRECT_DESC = 1L << 28;
    private static final long F_EVENT_IDX = 1L << 29;
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
            at(0x030, "QueueSel").write((d, v) -> d.queueSel = v).section(MODERN_SECTION),
            at(0x034, "QueueNumMax").resetUnknown().read(VirtioMmio::readQueueNumMax).section(MODERN_SECTION),
            at(0x038, "QueueNum").write(VirtioMmio::writeQueueNum).section(MODERN_SECTION),
            at(0x044, "QueueReady").bits(1).read(VirtioMmio::readQueueReady).write(VirtioMmio::writeQueueReady).section(MODERN_SECTION),
            at(0x050, "QueueNotify").write(VirtioMmio::writeNotify).section(MODERN_SECTION),
            at(0x060, "InterruptStatus").bits(3).read(d -> d.interruptStatus).section(MODERN_SECTION),
            at(0x064, "InterruptACK").bits(3).write(VirtioMmio::writeAck).section(MODERN_SECTION),
            at(0x070, "Status").bits(0xff).read(d -> d.status).write(VirtioMmio::writeStatus).section(MODERN_SECTION),
            at(0x080, "QueueDescLow/High").count(2).writeEach(VirtioMmio::writeDescriptors).section(MODERN_SECTION),
            at(0x090, "QueueDriverLow/High").count(2).writeEach(VirtioMmio::writeAvailable).section(MODERN_SECTION),
            at(0x0a0, "QueueDeviceLow/High").count(2).writeEach(VirtioMmio::writeUsed).section(MODERN_SECTION),
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
            at(0x028, "GuestPageSize").write(VirtioMmio::writePageSize).section(LEGACY_SECTION),
            at(0x030, "QueueSel").write((d, v) -> d.queueSel = v).section(LEGACY_SECTION),
            at(0x034, "QueueNumMax").resetUnknown().read(VirtioMmio::readQueueNumMax).section(LEGACY_SECTION),
            at(0x038, "QueueNum").write(VirtioMmio::writeQueueNum).section(LEGACY_SECTION),
            at(0x03c, "QueueAlign").write(VirtioMmio::writeQueueAlign).section(LEGACY_SECTION),
            at(0x040, "QueuePFN").read(VirtioMmio::readQueuePfn).write(VirtioMmio::writeQueuePfn).section(LEGACY_SECTION),
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
    private final Virtqueue[] queues;
    private final int[] queueAlign;
    private final int[] queuePfn;

    private int deviceFeaturesSel;
    private int driverFeaturesSel;
    private long driverFeatures;
    private int queueSel;
    private int guestPageSize;
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
        this.queues = new Virtqueue[device.queueCount()];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new Virtqueue(bus, device.queueSize());
        }
        this.queueAlign = new int[queues.length];
        this.queuePfn = new int[queues.length];
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
        return queues[index];
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

    private @Nullable Virtqueue selected() {
        return queueSel >= 0 && queueSel < queues.length ? queues[queueSel] : null;
    }

    /** The selected queue while it may be set up; null, and told, while there is none or it is in use. */
    private @Nullable Virtqueue beingSetUp() {
        Virtqueue q = selected();
        if (q == null) {
            diagnostics.guestMistake(
                    name, "queue " + (queueSel & 0xffff_ffffL) + " set up, which does not exist; ignored");
            return null;
        }
        if (q.isReady()) {
            diagnostics.guestMistake(name, "queue " + queueSel + " changed while in use; ignored");
            return null;
        }
        return q;
    }

    private int readQueueNumMax() {
        Virtqueue q = selected();
        return q == null ? 0 : q.maxSize();
    }

    private void writeQueueNum(int value) {
        Virtqueue q = beingSetUp();
        if (q != null) {
            q.setSize(value);
        }
    }

    private int readQueueReady() {
        Virtqueue q = selected();
        return q != null && q.isReady() ? 1 : 0;
    }

    private void writeQueueReady(int value) {
        if ((value & 1) == 0) {
            stopSelected();
            return;
        }
        Virtqueue q = beingSetUp();
        if (q != null) {
            start(q);
        }
    }

    private void start(Virtqueue q) {
        String wrong = q.start(accepted(F_INDIRECT_DESC), accepted(F_EVENT_IDX));
        if (wrong != null) {
            diagnostics.guestMistake(name, wrong + "; queue " + queueSel + " not started");
        }
    }

    private void stopSelected() {
        Virtqueue q = selected();
        if (q != null && q.isReady()) {
            q.stop();
            device.stopped(queueSel);
        }
    }

    private static long half(long before, int index, int value) {
        return index == 0 ? before & ~0xffff_ffffL | value & 0xffff_ffffL : before & 0xffff_ffffL | (long) value << 32;
    }

    private void writeDescriptors(int index, int value) {
        Virtqueue q = beingSetUp();
        if (q != null) {
            q.setDescriptors(half(q.descriptors(), index, value));
        }
    }

    private void writeAvailable(int index, int value) {
        Virtqueue q = beingSetUp();
        if (q != null) {
            q.setAvailable(half(q.available(), index, value));
        }
    }

    private void writeUsed(int index, int value) {
        Virtqueue q = beingSetUp();
        if (q != null) {
            q.setUsed(half(q.used(), index, value));
        }
    }

    private void writePageSize(int value) {
        if (value <= 0 || Integer.bitCount(value) != 1) {
            diagnostics.guestMistake(name, "a page size of " + (value & 0xffff_ffffL) + "; ignored");
        } else {
            guestPageSize = value;
        }
    }

    private void writeQueueAlign(int value) {
        if (beingSetUp() == null) {
            return;
        }
        if (value < 4 || Integer.bitCount(value) != 1) {
            diagnostics.guestMistake(name, "a used ring alignment of " + (value & 0xffff_ffffL) + "; ignored");
        } else {
            queueAlign[queueSel] = value;
        }
    }

    private int readQueuePfn() {
        return selected() == null ? 0 : queuePfn[queueSel];
    }

    /** Places all three parts of a queue by one page number (virtio 1.2 2.7.2 Legacy Interfaces), or stops the queue. */
    private void writeQueuePfn(int value) {
        if (value == 0) {
            stopSelected();
            if (selected() != null) {
                queuePfn[queueSel] = 0;
            }
            return;
        }
        Virtqueue q = beingSetUp();
        if (q == null) {
            return;
        }
        int align = queueAlign[queueSel] == 0 ? 4096 : queueAlign[queueSel];
        long base = (value & 0xffff_ffffL) * (guestPageSize == 0 ? 4096 : guestPageSize);
        long available = base + 16L * q.size();
        long end = available + 2L * (3 + q.size());
        q.setDescriptors(base);
        q.setAvailable(available);
        q.setUsed(end + align - 1 & -(long) align);
        start(q);
        if (q.isReady()) {
            queuePfn[queueSel] = value;
        }
    }

    private void writeNotify(int value) {
        if (value < 0 || value >= queues.length) {
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
        if (!broken && queues[index].isReady()) {
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
            for (int i = 0; i < queues.length; i++) {
                serve(i);
            }
        }
    }

    private void reset() {
        deviceFeaturesSel = 0;
        driverFeaturesSel = 0;
        driverFeatures = 0;
        queueSel = 0;
        guestPageSize = 0;
        status = 0;
        interruptStatus = 0;
        broken = false;
        for (int i = 0; i < queues.length; i++) {
            queues[i].reset();
            queueAlign[i] = 0;
            queuePfn[i] = 0;
        }
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
        out.int32(queueSel);
        out.int32(guestPageSize);
        out.int32(status);
        out.int32(interruptStatus);
        out.int32(configGeneration);
        out.bool(broken);
        out.bool(line);
        out.int32s(queueAlign);
        out.int32s(queuePfn);
        for (Virtqueue q : queues) {
            q.save(out);
        }
        device.save(out);
    }

    @Override
    public void restore(StateReader in) {
        deviceFeaturesSel = in.int32();
        driverFeaturesSel = in.int32();
        driverFeatures = in.int64();
        queueSel = in.int32();
        guestPageSize = in.int32();
        status = in.int32();
        interruptStatus = in.int32();
        configGeneration = in.int32();
        broken = in.bool();
        line = in.bool();
        in.int32s(queueAlign);
        in.int32s(queuePfn);
        for (Virtqueue q : queues) {
            q.restore(in);
        }
        device.restore(in);
    }
}
