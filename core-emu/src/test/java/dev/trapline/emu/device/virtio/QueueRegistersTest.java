package dev.trapline.emu.device.virtio;

import static dev.trapline.emu.device.virtio.Driver.DATA;
import static dev.trapline.emu.device.virtio.Driver.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.device.FakeDeviceBus;
import dev.trapline.emu.device.virtio.Driver.Used;
import dev.trapline.emu.device.virtio.VirtioMmio.Variant;
import org.junit.jupiter.api.Test;

/** Setting queues up, through the registers of a transport. */
class QueueRegistersTest {
    private final FakeDeviceBus bus = new FakeDeviceBus();

    private Driver driver(Variant variant) {
        return new Driver(bus, new VirtioMmio("virtio-rng0", bus, 7, variant, new VirtioRng(42), bus));
    }

    @Test
    void aQueueBadlySetUpIsNotStarted() {
        Driver d = driver(Variant.MODERN);
        d.choose(1L << 32);
        d.write(0x70, 0xb);
        for (int bad : new int[] {0, 3, 512, -1}) {
            d.write(0x38, bad);
            d.write(0x44, 1);
            assertThat(d.read(0x44)).as("a queue of %d", bad).isZero();
        }
        d.write(0x38, 8);
        d.write(0x80, 8);
        d.write(0x44, 1);
        assertThat(d.read(0x44)).as("descriptors aligned to 8").isZero();
        d.write(0x30, 1);
        assertThat(d.read(0x34)).as("there is no queue 1").isZero();
        d.write(0x44, 1);
        assertThat(d.read(0x44)).isZero();
        d.write(0x50, 1);
        assertThat(bus.told).hasSize(7).allMatch(line -> line.startsWith("guest mistake: virtio-rng0: "));
    }

    @Test
    void aQueueInUseCannotBeChanged() {
        Driver d = driver(Variant.MODERN);
        d.start(0, 1);
        d.write(0x38, 16);
        d.write(0x80, 0);
        assertThat(bus.told).hasSize(2).allMatch(line -> line.contains("changed while in use"));
        int head = d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.taken(0)).containsExactly(new Used(head, 4));
    }

    @Test
    void aLegacyQueueIsPlacedByItsPageAndStoppedByPageZero() {
        Driver d = driver(Variant.LEGACY);
        d.start(0, 1);
        long page = d.read(0x40);
        assertThat(page).isPositive();
        d.write(0x40, 0);
        assertThat(d.read(0x40)).isZero();
        d.write(0x28, 3);
        d.write(0x3c, 3);
        assertThat(bus.told).hasSize(2);
        assertThat(bus.told.get(0)).contains("a page size of 3");
        assertThat(bus.told.get(1)).contains("a used ring alignment of 3");
        d.write(0x30, 1);
        d.write(0x40, 5);
        assertThat(d.read(0x40)).as("there is no queue 1").isZero();
    }
}
