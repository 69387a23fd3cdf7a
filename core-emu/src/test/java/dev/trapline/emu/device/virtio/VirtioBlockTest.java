package dev.trapline.emu.device.virtio;

import static dev.trapline.emu.device.virtio.Driver.DATA;
import static dev.trapline.emu.device.virtio.Driver.in;
import static dev.trapline.emu.device.virtio.Driver.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.device.FakeDeviceBus;
import dev.trapline.emu.device.Latency;
import dev.trapline.emu.device.SeededGenerator;
import dev.trapline.emu.device.disk.BytesImage;
import dev.trapline.emu.device.disk.OverlayDisk;
import dev.trapline.emu.device.virtio.Driver.Buffer;
import dev.trapline.emu.device.virtio.Driver.Used;
import dev.trapline.emu.device.virtio.VirtioMmio.Variant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VirtioBlockTest {
    private static final int SECTORS = 4096;
    private static final long LATENCY = 50_000;
    private static final long HEADER = DATA;
    private static final long STATUS = DATA + 0x20;
    private static final long BODY = DATA + 0x1000;
    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int FLUSH = 4;
    private static final int GET_ID = 8;
    private static final int DISCARD = 11;
    private static final int WRITE_ZEROES = 13;
    private static final int OK = 0;
    private static final int IOERR = 1;
    private static final int UNSUPP = 2;

    private final FakeDeviceBus bus = new FakeDeviceBus();
    private final BytesImage image = new BytesImage(SECTORS * 512);
    private final OverlayDisk disk = new OverlayDisk(image);

    private Driver driver(Variant variant, boolean readOnly) {
        VirtioBlock block = new VirtioBlock(disk, readOnly, "trapline-0", Latency.fixed(LATENCY));
        Driver d = new Driver(bus, new VirtioMmio("virtio-blk0", bus, 7, variant, block, bus));
        d.start(0, 1);
        return d;
    }

    private Driver driver() {
        return driver(Variant.MODERN, false);
    }

    private void header(Driver d, int type, long sector) {
        d.poke(HEADER, 4, type);
        d.poke(HEADER + 4, 4, 0);
        d.poke(HEADER + 8, 8, sector);
        d.poke(STATUS, 1, 0xee);
    }

    /** One request from start to end; gives its status, and checks the length given back. */
    private int request(Driver d, int type, long sector, int written, Buffer... body) {
        header(d, type, sector);
        List<Buffer> all = new ArrayList<>(List.of(out(HEADER, 16)));
        all.addAll(Arrays.asList(body));
        all.add(in(STATUS, 1));
        int head = d.offer(0, all.toArray(Buffer[]::new));
        d.kick(0);
        bus.advance(LATENCY);
        assertThat(d.taken(0)).containsExactly(new Used(head, written + 1));
        assertThat(d.interrupted()).isTrue();
        return (int) d.peek(STATUS, 1);
    }

    @ParameterizedTest
    @EnumSource
    void configurationTellsCapacityAndLimits(Variant variant) {
        Driver d = driver(variant, false);
        assertThat(d.read(8)).isEqualTo(2);
        assertThat(d.transport.read(0x100, 8, 0)).isEqualTo(SECTORS);
        assertThat(d.read(0x10c)).as("seg_max").isEqualTo(254);
        assertThat(d.read(0x114)).as("blk_size").isEqualTo(512);
        assertThat(d.transport.read(0x138, 1, 0)).as("write_zeroes_may_unmap").isEqualTo(1);
        assertThat(d.offered() & 0x7fff).isEqualTo(1 << 2 | 1 << 6 | 1 << 9 | 1 << 13 | 1 << 14);
        d.write(0x100, 1);
        assertThat(d.read(0x100)).isEqualTo(SECTORS);
        assertThat(bus.told).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void readsAndWritesReachTheDiskWhereverTheDriverCutsThem(Variant variant) {
        Driver d = driver(variant, false);
        assertThat(request(d, IN, 3, 1024, in(BODY, 500), in(BODY + 0x1000, 524)))
                .isEqualTo(OK);
        assertThat(d.memory(BODY, 500)).isEqualTo(Arrays.copyOfRange(image.bytes, 1536, 2036));
        assertThat(d.memory(BODY + 0x1000, 524)).isEqualTo(Arrays.copyOfRange(image.bytes, 2036, 2560));
        byte[] data = new byte[512];
        new SeededGenerator(5).fill(data, 0, 512);
        d.fill(BODY, Arrays.copyOf(data, 100));
        d.fill(BODY + 0x800, Arrays.copyOfRange(data, 100, 512));
        assertThat(request(d, OUT, 4, 0, out(BODY, 100), out(BODY + 0x800, 412)))
                .isEqualTo(OK);
        assertThat(request(d, FLUSH, 0, 0)).isEqualTo(OK);
        byte[] back = new byte[512];
        disk.read(4 * 512, back, 0, 512);
        assertThat(back).isEqualTo(data);
        assertThat(request(d, IN, 4, 512, in(BODY, 512))).isEqualTo(OK);
        assertThat(d.memory(BODY, 512)).isEqualTo(data);
    }

    @Test
    void aLargeRequestIsCarriedOutInPieces() {
        Driver d = driver();
        int bytes = 200 << 10;
        assertThat(request(d, IN, 1, bytes, in(BODY, bytes))).isEqualTo(OK);
        assertThat(d.memory(BODY, bytes)).isEqualTo(Arrays.copyOfRange(image.bytes, 512, 512 + bytes));
        byte[] data = new byte[bytes];
        new SeededGenerator(6).fill(data, 0, bytes);
        d.fill(BODY, data);
        assertThat(request(d, OUT, 9, 0, out(BODY, bytes))).isEqualTo(OK);
        byte[] back = new byte[bytes];
        disk.read(9 * 512, back, 0, bytes);
        assertThat(back).isEqualTo(data);
    }

    @Test
    void nothingHappensBeforeTheLatencyHasPassed() {
        Driver d = driver();
        header(d, IN, 0);
        int head = d.offer(0, out(HEADER, 16), in(BODY, 512), in(STATUS, 1));
        d.kick(0);
        bus.advance(LATENCY - 1);
        assertThat(d.taken(0)).isEmpty();
        assertThat(d.peek(STATUS, 1)).isEqualTo(0xee);
        bus.advance(1);
        assertThat(d.taken(0)).containsExactly(new Used(head, 513));
    }

    @Test
    void requestsEndInTheOrderTheyCameEachAfterItsOwnLatency() {
        Driver d = driver();
        header(d, FLUSH, 0);
        int first = d.offer(0, out(HEADER, 16), in(STATUS, 1));
        d.kick(0);
        bus.advance(LATENCY / 2);
        int second = d.offer(0, out(HEADER, 16), in(STATUS, 1));
        d.kick(0);
        bus.advance(LATENCY / 2);
        assertThat(d.taken(0)).containsExactly(new Used(first, 1));
        bus.advance(LATENCY / 2);
        assertThat(d.taken(0)).containsExactly(new Used(second, 1));
    }

    @Test
    void aLatencyVariedByASeedNeverReordersRequests() {
        VirtioBlock block = new VirtioBlock(disk, false, "x", new Latency(1_000, 100_000, 9));
        Driver d = new Driver(bus, new VirtioMmio("varied", bus, 7, Variant.MODERN, block, bus));
        d.start(0, 1);
        header(d, FLUSH, 0);
        List<Integer> heads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            heads.add(d.offer(0, out(HEADER, 16), in(STATUS, 1)));
        }
        d.kick(0);
        bus.settle();
        assertThat(d.taken(0)).extracting(Used::head).isEqualTo(heads);
    }

    @Test
    void whatIsNotOnTheDiskIsAnError() {
        Driver d = driver();
        assertThat(request(d, IN, SECTORS, 0, in(BODY, 512))).isEqualTo(IOERR);
        assertThat(request(d, IN, SECTORS - 1, 0, in(BODY, 1024))).isEqualTo(IOERR);
        assertThat(request(d, IN, -1, 0, in(BODY, 512))).isEqualTo(IOERR);
        assertThat(request(d, IN, 0x7fff_ffff_ffff_ffffL, 0, in(BODY, 512))).isEqualTo(IOERR);
        assertThat(request(d, OUT, SECTORS, 0, out(BODY, 512))).isEqualTo(IOERR);
        assertThat(request(d, IN, 0, 0, in(BODY, 511))).as("not whole sectors").isEqualTo(IOERR);
        assertThat(request(d, 99, 0, 0)).isEqualTo(UNSUPP);
        assertThat(bus.told).isEmpty();
    }

    @Test
    void theSerialIsGivenInTwentyBytes() {
        Driver d = driver();
        assertThat(request(d, GET_ID, 0, 20, in(BODY, 20))).isEqualTo(OK);
        assertThat(new String(d.memory(BODY, 20), StandardCharsets.US_ASCII))
                .isEqualTo("trapline-0\0\0\0\0\0\0\0\0\0\0");
    }

    @ParameterizedTest
    @EnumSource
    void aReadOnlyDiskSaysSoAndRefusesEveryChange(Variant variant) {
        Driver d = driver(variant, true);
        assertThat(d.offered() & 0x7fff).isEqualTo(1 << 2 | 1 << 5 | 1 << 6 | 1 << 9);
        assertThat(request(d, OUT, 0, 0, out(BODY, 512))).isEqualTo(IOERR);
        assertThat(request(d, WRITE_ZEROES, 0, 0, out(BODY, 16))).isEqualTo(IOERR);
        assertThat(request(d, IN, 0, 512, in(BODY, 512))).isEqualTo(OK);
        assertThat(d.memory(BODY, 512)).isEqualTo(Arrays.copyOf(image.bytes, 512));
    }

    @Test
    void discardedAndZeroedRangesReadAsZeroes() {
        Driver d = driver();
        for (int type : new int[] {DISCARD, WRITE_ZEROES}) {
            int sector = 10 * type;
            d.poke(BODY, 8, sector);
            d.poke(BODY + 8, 4, 3);
            d.poke(BODY + 12, 4, 0);
            assertThat(request(d, type, 0, 0, out(BODY, 16))).isEqualTo(OK);
            byte[] back = new byte[5 * 512];
            disk.read((sector - 1) * 512L, back, 0, back.length);
            assertThat(Arrays.copyOfRange(back, 512, 2048)).containsOnly(0);
            assertThat(back[511]).isEqualTo(image.bytes[sector * 512 - 1]);
            assertThat(back[2048]).isEqualTo(image.bytes[(sector + 3) * 512]);
        }
        d.poke(BODY + 12, 4, 6);
        assertThat(request(d, DISCARD, 0, 0, out(BODY, 16)))
                .as("reserved flags")
                .isEqualTo(UNSUPP);
        d.poke(BODY + 12, 4, 0);
        d.poke(BODY + 8, 4, 0xffff_ffffL);
        assertThat(request(d, DISCARD, 0, 0, out(BODY, 16))).isEqualTo(IOERR);
        assertThat(request(d, DISCARD, 0, 0, out(BODY, 32)))
                .as("one range at a time")
                .isEqualTo(UNSUPP);
    }

    @Test
    void aRequestWithoutHeaderOrStatusBreaksTheDevice() {
        Driver d = driver();
        d.offer(0, out(HEADER, 15), in(STATUS, 1));
        d.kick(0);
        bus.advance(LATENCY);
        assertThat(bus.told).hasSize(1).first().asString().contains("without a header or a status byte");
        assertThat(d.read(0x70) & 0x40).isEqualTo(0x40);
        assertThat(d.taken(0)).isEmpty();
        bus.told.clear();
        d.start(0, 1);
        d.offer(0, out(HEADER, 16));
        d.kick(0);
        bus.advance(LATENCY);
        assertThat(bus.told).hasSize(1);
    }

    @Test
    void dataThatIsNotMemoryBreaksTheDevice() {
        Driver d = driver();
        header(d, IN, 0);
        d.offer(0, out(HEADER, 16), in(0x3000_0000, 512), in(STATUS, 1));
        d.kick(0);
        bus.advance(LATENCY);
        assertThat(bus.told).hasSize(1).first().asString().contains("a buffer of 512 bytes at 0x30000000");
        assertThat(d.taken(0)).isEmpty();
    }

    @Test
    void moreRequestsUnderWayThanEntriesBreakTheDevice() {
        Driver d = driver();
        header(d, FLUSH, 0);
        int head = d.offer(0, out(HEADER, 16), in(STATUS, 1));
        for (int i = 0; i < d.size; i++) {
            d.kick(0);
            d.expose(0, head);
        }
        d.kick(0);
        assertThat(bus.told).hasSize(1).first().asString().contains("more requests under way");
        bus.settle();
        assertThat(d.taken(0)).isEmpty();
    }

    @Test
    void aResetForgetsWhatIsUnderWay() {
        Driver d = driver();
        header(d, OUT, 0);
        d.offer(0, out(HEADER, 16), out(BODY, 512), in(STATUS, 1));
        d.kick(0);
        d.write(0x70, 0);
        bus.advance(10 * LATENCY);
        assertThat(d.peek(STATUS, 1)).isEqualTo(0xee);
        assertThat(bus.lines[7]).isFalse();
        byte[] back = new byte[512];
        disk.read(0, back, 0, 512);
        assertThat(back).isEqualTo(Arrays.copyOf(image.bytes, 512));
    }

    @Test
    void randomChainsAndHeadersNeverThrow() {
        SeededGenerator random = new SeededGenerator(77);
        Driver d = driver();
        for (int round = 0; round < 2_000; round++) {
            bus.told.clear();
            if ((d.read(0x70) & 0x40) != 0) {
                d.start(0, 1);
            }
            int[] types = {IN, OUT, FLUSH, GET_ID, DISCARD, WRITE_ZEROES, 2, 5};
            header(d, types[(int) random.below(8)], random.below(3) == 0 ? random.next() : random.below(SECTORS + 8));
            Buffer[] buffers = new Buffer[1 + (int) random.below(4)];
            for (int i = 0; i < buffers.length; i++) {
                buffers[i] = new Buffer(
                        i == 0 ? HEADER : random.below(40) == 0 ? random.next() : BODY + random.below(4096),
                        i == 0 ? 16 : (int) random.below(5) * 256,
                        i > 0 && random.below(2) == 0);
            }
            d.offer(0, buffers);
            d.kick(0);
            bus.advance(random.below(2 * LATENCY));
        }
        bus.settle();
        assertThat(d.read(0)).isEqualTo(VirtioMmio.MAGIC);
    }

    @Test
    void aRestoredDiskSavesTheSameAndFinishesWhatWasUnderWay() {
        Driver d = driver();
        header(d, IN, 2);
        d.offer(0, out(HEADER, 16), in(BODY, 512), in(STATUS, 1));
        d.kick(0);
        bus.advance(LATENCY / 3);
        d.offer(0, out(HEADER, 16), in(BODY + 512, 512), in(STATUS, 1));
        d.kick(0);
        byte[] saved = bus.save(d.transport);

        FakeDeviceBus other = new FakeDeviceBus();
        VirtioBlock block = new VirtioBlock(
                new OverlayDisk(new BytesImage(SECTORS * 512)), false, "trapline-0", Latency.fixed(LATENCY));
        VirtioMmio twin = new VirtioMmio("virtio-blk0", other, 7, Variant.MODERN, block, other);
        other.memory.adopt(bus.memory.share());
        other.restore(saved, twin);
        assertThat(other.save(twin)).isEqualTo(saved);
        bus.advance(2 * LATENCY);
        other.advance(2 * LATENCY);
        assertThat(other.save(twin)).isEqualTo(bus.save(d.transport));
        byte[] bytes = new byte[1024];
        other.readMemory(BODY, bytes, 0, 1024);
        assertThat(bytes).isEqualTo(d.memory(BODY, 1024));
        assertThat(Arrays.copyOf(bytes, 512)).isEqualTo(Arrays.copyOfRange(image.bytes, 1024, 1536));
        assertThat(other.lines[7]).isTrue();
    }
}
