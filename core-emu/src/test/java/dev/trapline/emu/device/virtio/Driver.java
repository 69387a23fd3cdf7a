package dev.trapline.emu.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.device.FakeDeviceBus;
import java.util.ArrayList;
import java.util.List;

/** The guest's side of a transport, as a driver for either variant would do it, written from the specification. */
final class Driver {
    static final long F_INDIRECT = 1L << 28;
    static final long F_EVENT_IDX = 1L << 29;
    static final long F_VERSION_1 = 1L << 32;

    static final int NEXT = 1;
    static final int WRITE = 2;
    static final int INDIRECT = 4;

    /** Where buffers of a test may lie. */
    static final long DATA = FakeDeviceBus.RAM + 0x40000;

    private static final long RINGS = FakeDeviceBus.RAM + 0x10000;

    /** One buffer of a request. */
    record Buffer(long pa, int length, boolean writable) {}

    /** One element of the used ring. */
    record Used(int head, int length) {}

    final FakeDeviceBus bus;
    final VirtioMmio transport;
    final boolean modern;
    int size = 8;
    private final int[] nextDescriptor = new int[4];
    private final int[] availIndex = new int[4];
    private final int[] usedSeen = new int[4];

    Driver(FakeDeviceBus bus, VirtioMmio transport) {
        this.bus = bus;
        this.transport = transport;
        this.modern = transport.isModern();
    }

    int read(int offset) {
        return (int) transport.read(offset, 4, 0);
    }

    void write(int offset, int value) {
        transport.write(offset, 4, value & 0xffff_ffffL, 0);
    }

    long offered() {
        write(0x14, 1);
        long high = read(0x10) & 0xffff_ffffL;
        write(0x14, 0);
        return high << 32 | read(0x10) & 0xffff_ffffL;
    }

    void choose(long features) {
        write(0x24, 0);
        write(0x20, (int) features);
        write(0x24, 1);
        write(0x20, (int) (features >>> 32));
    }

    /** From reset to a driver at work with these features (of the device and the ring) and all queues up. */
    void start(long features, int queues) {
        write(0x70, 0);
        write(0x70, 1);
        write(0x70, 3);
        choose(features | (modern ? F_VERSION_1 : 0));
        if (modern) {
            write(0x70, 0xb);
            assertThat(read(0x70)).as("FEATURES_OK").isEqualTo(0xb);
        }
        for (int i = 0; i < queues; i++) {
            setUp(i);
        }
        write(0x70, modern ? 0xf : 7);
        assertThat(bus.told).isEmpty();
    }

    void setUp(int queue) {
        nextDescriptor[queue] = 0;
        availIndex[queue] = 0;
        usedSeen[queue] = 0;
        for (long pa = descriptors(queue); pa < descriptors(queue) + 0x4000; pa += 4) {
            poke(pa, 4, 0);
        }
        write(0x30, queue);
        if (modern) {
            write(0x38, size);
            write(0x80, (int) descriptors(queue));
            write(0x84, 0);
            write(0x90, (int) available(queue));
            write(0x94, 0);
            write(0xa0, (int) used(queue));
            write(0xa4, 0);
            write(0x44, 1);
            assertThat(read(0x44)).isEqualTo(1);
        } else {
            write(0x28, 4096);
            write(0x38, size);
            write(0x3c, 4096);
            write(0x40, (int) (descriptors(queue) >>> 12));
            assertThat(read(0x40)).isEqualTo((int) (descriptors(queue) >>> 12));
        }
    }

    long descriptors(int queue) {
        return RINGS + queue * 0x4000L;
    }

    long available(int queue) {
        return modern ? descriptors(queue) + 0x1002 : descriptors(queue) + 16L * size;
    }

    long used(int queue) {
        return descriptors(queue) + (modern ? 0x2004 : 0x1000 + (16 * size + 6 + 2 * size) / 4096 * 4096);
    }

    void descriptor(long table, int index, long pa, int length, int flags, int next) {
        long at = table + 16L * index;
        poke(at, 8, pa);
        poke(at + 8, 4, length);
        poke(at + 12, 2, flags);
        poke(at + 14, 2, next);
    }

    /** Lays out a chain and makes it available, without notifying; gives its head. */
    int offer(int queue, Buffer... buffers) {
        int head = nextDescriptor[queue];
        for (int i = 0; i < buffers.length; i++) {
            boolean last = i == buffers.length - 1;
            int here = nextDescriptor[queue];
            nextDescriptor[queue] = (here + 1) % size;
            descriptor(
                    descriptors(queue),
                    here,
                    buffers[i].pa,
                    buffers[i].length,
                    (buffers[i].writable ? WRITE : 0) | (last ? 0 : NEXT),
                    last ? 0 : nextDescriptor[queue]);
        }
        expose(queue, head);
        return head;
    }

    /** Makes a chain available by its head. */
    void expose(int queue, int head) {
        poke(available(queue) + 4 + 2 * (availIndex[queue] % size), 2, head);
        availIndex[queue] = availIndex[queue] + 1 & 0xffff;
        poke(available(queue) + 2, 2, availIndex[queue]);
    }

    void kick(int queue) {
        write(0x50, queue);
    }

    /** What the device gave back since this was last asked. */
    List<Used> taken(int queue) {
        List<Used> got = new ArrayList<>();
        int index = (int) peek(used(queue) + 2, 2);
        while (usedSeen[queue] != index) {
            long at = used(queue) + 4 + 8L * (usedSeen[queue] % size);
            got.add(new Used((int) peek(at, 4), (int) peek(at + 4, 4)));
            usedSeen[queue] = usedSeen[queue] + 1 & 0xffff;
        }
        return got;
    }

    /** Whether the interrupt line is up; acknowledges it. */
    boolean interrupted() {
        boolean was = bus.lines[7];
        assertThat(read(0x60) != 0).as("the line follows InterruptStatus").isEqualTo(was);
        write(0x64, read(0x60));
        assertThat(bus.lines[7]).isFalse();
        return was;
    }

    void poke(long pa, int bytes, long value) {
        byte[] b = new byte[8];
        LittleEndian.setInt64(b, 0, value);
        assertThat(bus.writeMemory(pa, b, 0, bytes)).isTrue();
    }

    long peek(long pa, int bytes) {
        byte[] b = new byte[8];
        assertThat(bus.readMemory(pa, b, 0, bytes)).isTrue();
        return LittleEndian.int64(b, 0);
    }

    void fill(long pa, byte... bytes) {
        assertThat(bus.writeMemory(pa, bytes, 0, bytes.length)).isTrue();
    }

    byte[] memory(long pa, int length) {
        byte[] b = new byte[length];
        assertThat(bus.readMemory(pa, b, 0, length)).isTrue();
        return b;
    }

    static Buffer in(long pa, int length) {
        return new Buffer(pa, length, true);
    }

    static Buffer out(long pa, int length) {
        return new Buffer(pa, length, false);
    }
}
