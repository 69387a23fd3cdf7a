package dev.trapline.emu.device.virtio;

import static dev.trapline.emu.device.virtio.Driver.DATA;
import static dev.trapline.emu.device.virtio.Driver.in;
import static dev.trapline.emu.device.virtio.Driver.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.device.FakeDeviceBus;
import dev.trapline.emu.device.RegisterTables;
import dev.trapline.emu.device.SeededGenerator;
import dev.trapline.emu.device.virtio.Driver.Used;
import dev.trapline.emu.device.virtio.VirtioMmio.Variant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transport and its queues, shown on the simplest device, the one that gives entropy. */
class VirtioMmioTest {
    private static final int NEEDS_RESET = 0x40;

    private final FakeDeviceBus bus = new FakeDeviceBus();

    private Driver driver(Variant variant) {
        return new Driver(bus, new VirtioMmio("virtio-rng0", bus, 7, variant, new VirtioRng(42), bus));
    }

    private static byte[] expectedEntropy(int... requests) {
        SeededGenerator generator = new SeededGenerator(42);
        byte[] last = new byte[0];
        for (int n : requests) {
            last = new byte[n];
            generator.fill(last, 0, n);
        }
        return last;
    }

    @ParameterizedTest
    @EnumSource
    void everyRowReadsItsResetValueAndCitesTheSpecification(Variant variant) {
        Driver d = driver(variant);
        RegisterTables.check(d.transport.registers(), d.transport, bus);
        assertThat(d.read(0)).isEqualTo(0x7472_6976);
        assertThat(d.read(4)).isEqualTo(variant == Variant.MODERN ? 2 : 1);
        assertThat(d.read(8)).isEqualTo(4);
    }

    @Test
    void anEmptySlotShowsDeviceZeroInBothVariants() {
        EmptyVirtioSlot slot = new EmptyVirtioSlot("virtio31", Variant.LEGACY);
        assertThat(slot.read(0, 4, 0)).isEqualTo(0x7472_6976);
        assertThat(slot.read(4, 4, 0)).isEqualTo(1);
        assertThat(slot.read(8, 4, 0)).isZero();
        assertThat(slot.read(0xc, 4, 0)).isEqualTo(0x554d_4551);
        assertThat(slot.read(0x100, 8, 0)).isZero();
        slot.write(0x70, 4, 1, 0);
        assertThat(slot.read(0x70, 4, 0)).isZero();
        assertThat(new EmptyVirtioSlot("virtio0", Variant.MODERN).read(4, 4, 0)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestIsFilledGivenBackAndInterrupts(Variant variant) {
        Driver d = driver(variant);
        d.start(0, 1);
        int head = d.offer(0, in(DATA, 16), in(DATA + 0x100, 5));
        assertThat(d.taken(0)).isEmpty();
        d.kick(0);
        assertThat(d.taken(0)).containsExactly(new Used(head, 21));
        assertThat(d.interrupted()).isTrue();
        byte[] expected = expectedEntropy(21);
        assertThat(d.memory(DATA, 16)).isEqualTo(Arrays.copyOf(expected, 16));
        assertThat(d.memory(DATA + 0x100, 5)).isEqualTo(Arrays.copyOfRange(expected, 16, 21));
        assertThat(bus.told).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theRingsWrapAroundManyTimes(Variant variant) {
        Driver d = driver(variant);
        d.start(0, 1);
        int[] requests = new int[70_000];
        Arrays.fill(requests, 4);
        for (int i = 0; i < requests.length; i++) {
            int head = d.offer(0, in(DATA, 4));
            d.kick(0);
            assertThat(d.taken(0)).containsExactly(new Used(head, 4));
        }
        assertThat(d.memory(DATA, 4)).isEqualTo(expectedEntropy(requests));
    }

    @Test
    void theOfferNamesRingFeaturesAndVersionOneOrAnyLayout() {
        assertThat(driver(Variant.MODERN).offered()).isEqualTo(1L << 32 | 1L << 29 | 1L << 28);
        assertThat(new Driver(bus, new VirtioMmio("legacy", bus, 7, Variant.LEGACY, new VirtioRng(1), bus)).offered())
                .isEqualTo(1L << 29 | 1L << 28 | 1L << 27);
    }

    @Test
    void featuresNotOfferedOrWithoutVersionOneAreRefused() {
        Driver d = driver(Variant.MODERN);
        d.choose(1L << 32 | 1);
        d.write(0x70, 0xb);
        assertThat(d.read(0x70)).isEqualTo(3);
        d.choose(1L << 28);
        d.write(0x70, 0xb);
        assertThat(d.read(0x70)).isEqualTo(3);
        d.choose(1L << 32);
        d.write(0x70, 0xb);
        assertThat(d.read(0x70)).isEqualTo(0xb);
        assertThat(bus.told).hasSize(2).allMatch(line -> line.contains("FEATURES_OK refused"));
    }

    @Test
    void whatIsOfferedBeforeDriverOkIsServedThen() {
        Driver d = driver(Variant.MODERN);
        d.choose(1L << 32);
        d.write(0x70, 0xb);
        d.setUp(0);
        int head = d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.taken(0)).isEmpty();
        d.write(0x70, 0xf);
        assertThat(d.taken(0)).containsExactly(new Used(head, 4));
    }

    @Test
    void aResetBringsEverythingBackToItsStart() {
        Driver d = driver(Variant.MODERN);
        d.start(Driver.F_EVENT_IDX, 1);
        d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(bus.lines[7]).isTrue();
        d.write(0x70, 0);
        assertThat(bus.lines[7]).isFalse();
        assertThat(d.read(0x70)).isZero();
        assertThat(d.read(0x44)).isZero();
        assertThat(d.read(0x60)).isZero();
        d.start(0, 1);
        int head = d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.taken(0)).containsExactly(new Used(head, 4));
    }

    @ParameterizedTest
    @EnumSource
    void anIndirectTableIsFollowedWhenAgreed(Variant variant) {
        Driver d = driver(variant);
        d.start(Driver.F_INDIRECT, 1);
        long table = DATA + 0x1000;
        d.descriptor(table, 0, DATA, 3, Driver.WRITE | Driver.NEXT, 2);
        d.descriptor(table, 2, DATA + 16, 4, Driver.WRITE, 0);
        d.descriptor(d.descriptors(0), 0, DATA + 32, 2, Driver.WRITE | Driver.NEXT, 1);
        d.descriptor(d.descriptors(0), 1, table, 48, Driver.INDIRECT, 0);
        d.expose(0, 0);
        d.kick(0);
        assertThat(d.taken(0)).containsExactly(new Used(0, 9));
        byte[] expected = expectedEntropy(9);
        assertThat(d.memory(DATA + 32, 2)).isEqualTo(Arrays.copyOf(expected, 2));
        assertThat(d.memory(DATA, 3)).isEqualTo(Arrays.copyOfRange(expected, 2, 5));
        assertThat(d.memory(DATA + 16, 4)).isEqualTo(Arrays.copyOfRange(expected, 5, 9));
    }

    @ParameterizedTest
    @EnumSource
    void aDriverThatAsksForNoInterruptGetsNone(Variant variant) {
        Driver d = driver(variant);
        d.start(0, 1);
        d.poke(d.available(0), 2, 1);
        d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.interrupted()).isFalse();
        d.poke(d.available(0), 2, 0);
        d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.interrupted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void withEventIndicesTheInterruptComesWhenTheDriversIndexIsPassed(Variant variant) {
        Driver d = driver(variant);
        d.start(Driver.F_EVENT_IDX, 1);
        long usedEvent = d.available(0) + 4 + 2L * d.size;
        long availEvent = d.used(0) + 4 + 8L * d.size;
        d.poke(usedEvent, 2, 1);
        d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.interrupted()).as("used index 1 has not passed event 1").isFalse();
        assertThat(d.peek(availEvent, 2)).as("tell me of the next one").isEqualTo(1);
        d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.interrupted()).isTrue();
        d.poke(usedEvent, 2, 4);
        d.offer(0, in(DATA, 4));
        d.offer(0, in(DATA, 4));
        d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.interrupted()).as("three at once pass event 4").isTrue();
        assertThat(d.peek(availEvent, 2)).isEqualTo(5);
    }

    @Test
    void aMalformedRingBreaksTheDeviceUntilReset() {
        Driver d = driver(Variant.MODERN);
        d.start(0, 1);
        d.descriptor(d.descriptors(0), 0, DATA, 4, Driver.WRITE | Driver.NEXT, 1);
        d.descriptor(d.descriptors(0), 1, DATA, 4, Driver.WRITE | Driver.NEXT, 0);
        d.expose(0, 0);
        d.kick(0);
        assertThat(bus.told)
                .containsExactly("guest mistake: virtio-rng0: the descriptors from 0 form a loop;"
                        + " the device needs a reset");
        assertThat(d.read(0x70) & NEEDS_RESET).isEqualTo(NEEDS_RESET);
        assertThat(d.read(0x60)).as("a configuration interrupt").isEqualTo(2);
        d.kick(0);
        assertThat(d.taken(0)).isEmpty();
        bus.told.clear();
        d.start(0, 1);
        int head = d.offer(0, in(DATA, 4));
        d.kick(0);
        assertThat(d.taken(0)).containsExactly(new Used(head, 4));
    }

    @Test
    void aLegacyDriverOfAMalformedRingJustHearsNothingMore() {
        Driver d = driver(Variant.LEGACY);
        d.start(0, 1);
        d.expose(0, 99);
        d.kick(0);
        assertThat(bus.told).hasSize(1).first().asString().contains("descriptor 99 of 8");
        assertThat(d.read(0x70)).isEqualTo(7);
        assertThat(d.read(0x60)).isZero();
    }

    @Test
    void everyKindOfMalformedRingIsNamed() {
        assertBreaks("descriptor 8 of 8", d -> d.expose(0, 8));
        assertBreaks("descriptor 1000 of 8", d -> {
            d.descriptor(d.descriptors(0), 0, DATA, 4, Driver.WRITE | Driver.NEXT, 1000);
            d.expose(0, 0);
        });
        assertBreaks("the available index moved from 0 to 9 in a queue of 8", d -> d.poke(d.available(0) + 2, 2, 9));
        assertBreaks("a buffer of 4 bytes at 0x10000000 is not memory", d -> d.offer(0, in(0x1000_0000, 4)));
        assertBreaks("at 0xffffffffffffffff is not memory", d -> d.offer(0, in(-1, 4)));
        assertBreaks("a buffer to read after one to write", d -> d.offer(0, in(DATA, 4), out(DATA, 4)));
        assertBreaks("leads to an indirect table where none may be", d -> {
            d.descriptor(d.descriptors(0), 0, DATA, 16, Driver.INDIRECT, 0);
            d.expose(0, 0);
        });
    }

    @Test
    void indirectTablesThatAreNoTablesBreakTheDevice() {
        Driver nested = driver(Variant.MODERN);
        nested.start(Driver.F_INDIRECT, 1);
        nested.descriptor(nested.descriptors(0), 0, nested.descriptors(0), 16, Driver.INDIRECT, 0);
        nested.expose(0, 0);
        nested.kick(0);
        assertThat(bus.told).hasSize(1).first().asString().contains("indirect table where none may be");
        bus.told.clear();
        for (int length : new int[] {0, 15, 16 * 1025}) {
            nested.start(Driver.F_INDIRECT, 1);
            nested.descriptor(nested.descriptors(0), 0, DATA, length, Driver.INDIRECT, 0);
            nested.expose(0, 0);
            nested.kick(0);
            assertThat(bus.told).hasSize(1).first().asString().contains("an indirect table of " + length);
            bus.told.clear();
        }
        nested.start(Driver.F_INDIRECT, 1);
        nested.descriptor(nested.descriptors(0), 0, 0x2000_0000, 16, Driver.INDIRECT, 0);
        nested.expose(0, 0);
        nested.kick(0);
        assertThat(bus.told).hasSize(1).first().asString().contains("table at 0x20000000 is not memory");
    }

    @Test
    void ringsOutsideMemoryBreakTheDevice() {
        for (int register : new int[] {0x80, 0x90, 0xa0}) {
            Driver d = driver(Variant.MODERN);
            d.choose(1L << 32);
            d.write(0x70, 0xb);
            d.setUp(0);
            d.write(0x44, 0);
            d.write(register, 0x1000_0000);
            d.write(0x44, 1);
            d.write(0x70, 0xf);
            d.offer(0, in(DATA, 4));
            d.kick(0);
            assertThat(bus.told).as("register 0x%x", register).hasSize(1);
            assertThat(d.read(0x70) & NEEDS_RESET).isEqualTo(NEEDS_RESET);
            bus.told.clear();
            bus.lines[7] = false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noGarbageInRegistersAndRingsThrows(Variant variant) {
        SeededGenerator random = new SeededGenerator(variant.version);
        int broken = 0;
        for (int round = 0; round < 300; round++) {
            bus.told.clear();
            Driver d = driver(variant);
            d.start(random.below(2) == 0 ? Driver.F_INDIRECT | Driver.F_EVENT_IDX : 0, 1);
            for (int i = 0; i < 8; i++) {
                d.descriptor(
                        d.descriptors(0),
                        i,
                        random.below(8) == 0 ? random.next() : d.descriptors(0) + random.below(64),
                        (int) random.below(200),
                        (int) random.below(8),
                        (int) random.below(9));
            }
            for (int i = 0; i < 20; i++) {
                d.expose(0, (int) random.below(9));
                d.kick(0);
                if (random.below(4) == 0) {
                    int[] registers = {
                        0x14, 0x20, 0x24, 0x28, 0x30, 0x38, 0x3c, 0x40, 0x44, 0x50, 0x64, 0x70, 0x80, 0xa4
                    };
                    d.write(registers[(int) random.below(registers.length)], (int) random.next());
                    d.transport.read((int) random.below(0x200), 1 << random.below(4), 0);
                }
            }
            broken += bus.told.stream().anyMatch(line -> line.contains("needs a reset")) ? 1 : 0;
        }
        assertThat(broken).as("rounds in which the device broke").isBetween(150, 300);
    }

    @ParameterizedTest
    @EnumSource
    void aRestoredDeviceSavesTheSameAndGoesOnTheSame(Variant variant) {
        Driver d = driver(variant);
        d.start(Driver.F_EVENT_IDX, 1);
        d.offer(0, in(DATA, 7));
        d.kick(0);
        byte[] saved = bus.save(d.transport);

        FakeDeviceBus other = new FakeDeviceBus();
        VirtioMmio twin = new VirtioMmio("virtio-rng0", other, 7, variant, new VirtioRng(0), other);
        other.memory.adopt(bus.memory.share());
        other.restore(saved, twin);
        assertThat(other.save(twin)).isEqualTo(saved);
        d.offer(0, in(DATA, 9));
        other.memory.adopt(bus.memory.share());
        d.kick(0);
        twin.write(0x50, 4, 0, 0);
        byte[] bytes = new byte[9];
        other.readMemory(DATA, bytes, 0, 9);
        assertThat(bytes).isEqualTo(expectedEntropy(7, 9)).isEqualTo(d.memory(DATA, 9));
        assertThat(other.save(twin)).isEqualTo(bus.save(d.transport));
    }

    private interface Mischief {
        void doTo(Driver d);
    }

    private void assertBreaks(String why, Mischief mischief) {
        Driver d = driver(Variant.MODERN);
        d.start(0, 1);
        mischief.doTo(d);
        d.kick(0);
        assertThat(bus.told).as(why).hasSize(1).first().asString().contains(why);
        assertThat(d.read(0x70) & NEEDS_RESET).as(why).isEqualTo(NEEDS_RESET);
        bus.told.clear();
    }
}
