package dev.trapline.emu.device.virtio;

import static dev.trapline.emu.device.virtio.Driver.DATA;
import static dev.trapline.emu.device.virtio.Driver.in;
import static dev.trapline.emu.device.virtio.Driver.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.device.FakeDeviceBus;
import dev.trapline.emu.device.SeededGenerator;
import dev.trapline.emu.device.virtio.Driver.Used;
import dev.trapline.emu.device.virtio.VirtioMmio.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VirtioNetTest {
    private static final byte[] MAC = {0x52, 0x54, 0, 0x12, 0x34, 0x56};
    private static final long MRG_RXBUF = 1L << 15;
    private static final int RX = 0;
    private static final int TX = 1;

    private final FakeDeviceBus bus = new FakeDeviceBus();
    private final List<byte[]> sent = new ArrayList<>();
    private final VirtioNet net = new VirtioNet(MAC, sent::add);

    private Driver driver(Variant variant, long features) {
        Driver d = new Driver(bus, new VirtioMmio("virtio-net0", bus, 7, variant, net, bus));
        d.start(features, 2);
        return d;
    }

    private static byte[] frame(int length) {
        byte[] f = new byte[length];
        new SeededGenerator(length).fill(f, 0, length);
        return f;
    }

    @ParameterizedTest
    @EnumSource
    void configurationTellsTheMacAndThatTheLinkIsUp(Variant variant) {
        Driver d = driver(variant, 0);
        assertThat(d.read(8)).isEqualTo(1);
        assertThat(d.transport.read(0x100, 4, 0)).isEqualTo(0x1200_5452L);
        assertThat(d.transport.read(0x104, 1, 0)).isEqualTo(0x34);
        assertThat(d.transport.read(0x106, 2, 0)).isEqualTo(1);
        assertThat(d.offered() & 0xff_ffff).isEqualTo(1 << 5 | 1 << 15 | 1 << 16);
    }

    @Test
    void aLegacyDriverMaySetTheMacAModernOneMayNot() {
        Driver legacy = driver(Variant.LEGACY, 0);
        legacy.transport.write(0x105, 1, 0x99, 0);
        assertThat(legacy.transport.read(0x105, 1, 0)).isEqualTo(0x99);
        VirtioMmio modern = new VirtioMmio("modern", bus, 7, Variant.MODERN, new VirtioNet(MAC, sent::add), bus);
        modern.write(0x105, 1, 0x99, 0);
        assertThat(modern.read(0x105, 1, 0)).isEqualTo(0x56);
        assertThat(bus.told).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aFrameLeavesWithoutItsHeader(Variant variant) {
        Driver d = driver(variant, 0);
        int header = variant == Variant.MODERN ? 12 : 10;
        byte[] f = frame(60);
        d.fill(DATA + 0x100, Arrays.copyOf(f, 7));
        d.fill(DATA + 0x200, Arrays.copyOfRange(f, 7, 60));
        int head = d.offer(TX, out(DATA, header), out(DATA + 0x100, 7), out(DATA + 0x200, 53));
        d.kick(TX);
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0)).isEqualTo(f);
        assertThat(d.taken(TX)).containsExactly(new Used(head, 0));
        assertThat(d.interrupted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aFrameArrivesBehindItsHeader(Variant variant) {
        Driver d = driver(variant, 0);
        int header = variant == Variant.MODERN ? 12 : 10;
        int head = d.offer(RX, in(DATA, 20), in(DATA + 0x1000, 2000));
        d.kick(RX);
        byte[] f = frame(100);
        net.receive(f);
        assertThat(d.taken(RX)).containsExactly(new Used(head, header + 100));
        assertThat(d.interrupted()).isTrue();
        assertThat(d.memory(DATA + header, 20 - header)).isEqualTo(Arrays.copyOf(f, 20 - header));
        assertThat(d.memory(DATA + 0x1000, 80 + header)).isEqualTo(Arrays.copyOfRange(f, 20 - header, 100));
        assertThat(d.memory(DATA, 10)).containsOnly(0);
        if (variant == Variant.MODERN) {
            assertThat(d.peek(DATA + 10, 2)).as("num_buffers").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergeableBuffersCarryOneFrameTogether(Variant variant) {
        Driver d = driver(variant, MRG_RXBUF);
        byte[] f = frame(100);
        int a = d.offer(RX, in(DATA, 50));
        d.kick(RX);
        net.receive(f);
        assertThat(d.taken(RX)).as("it does not fit yet").isEmpty();
        int b = d.offer(RX, in(DATA + 0x100, 50));
        d.kick(RX);
        assertThat(d.taken(RX)).isEmpty();
        int c = d.offer(RX, in(DATA + 0x200, 50));
        d.kick(RX);
        assertThat(d.taken(RX)).containsExactly(new Used(a, 50), new Used(b, 50), new Used(c, 12));
        assertThat(d.peek(DATA + 10, 2)).isEqualTo(3);
        assertThat(d.memory(DATA + 12, 38)).isEqualTo(Arrays.copyOf(f, 38));
        assertThat(d.memory(DATA + 0x200, 12)).isEqualTo(Arrays.copyOfRange(f, 88, 100));
    }

    @Test
    void framesWaitForBuffersInTheirOrder() {
        Driver d = driver(Variant.MODERN, 0);
        for (int i = 0; i < 3; i++) {
            net.receive(frame(60 + i));
        }
        assertThat(d.interrupted()).isFalse();
        for (int i = 0; i < 3; i++) {
            d.offer(RX, in(DATA + 0x1000 * i, 2000));
        }
        d.kick(RX);
        assertThat(d.taken(RX)).extracting(Used::length).containsExactly(72, 73, 74);
        assertThat(d.memory(DATA + 0x1000 + 12, 61)).isEqualTo(frame(61));
        assertThat(net.lost()).isZero();
    }

    @Test
    void framesAreAwaitedFromTheDriversStartToItsReset() {
        Driver d = driver(Variant.MODERN, 0);
        assertThat(net.awaitsFrames()).isTrue();
        d.transport.write(0x70, 4, 0, 0);
        assertThat(net.awaitsFrames()).isFalse();
    }

    @Test
    void framesForNobodyAreLostAndCounted() {
        new VirtioMmio("early", bus, 7, Variant.MODERN, net, bus);
        net.receive(frame(60));
        assertThat(net.lost()).isEqualTo(1);
    }

    @Test
    void framesBeyondTheBacklogAndOddSizesAreLost() {
        driver(Variant.MODERN, 0);
        for (int i = 0; i < VirtioNet.BACKLOG; i++) {
            net.receive(frame(60));
        }
        assertThat(net.lost()).isZero();
        net.receive(frame(60));
        net.receive(frame(13));
        net.receive(frame(70_000));
        assertThat(net.lost()).isEqualTo(3);
    }

    @Test
    void aBufferTooSmallLosesTheFrameAndKeepsTheBuffer() {
        Driver d = driver(Variant.MODERN, 0);
        int head = d.offer(RX, in(DATA, 100));
        d.kick(RX);
        net.receive(frame(89));
        assertThat(d.taken(RX)).isEmpty();
        assertThat(bus.told).hasSize(1).first().asString().contains("too small for a frame of 89");
        net.receive(frame(88));
        assertThat(d.taken(RX)).containsExactly(new Used(head, 100));
    }

    @Test
    void aTransmitWithoutRoomForTheHeaderOrAHugeOneBreaksTheDevice() {
        Driver d = driver(Variant.MODERN, 0);
        d.offer(TX, out(DATA, 11));
        d.kick(TX);
        assertThat(bus.told).hasSize(1).first().asString().contains("a frame of -1 bytes");
        bus.told.clear();
        d.start(0, 2);
        d.offer(TX, out(DATA, 12 + 65_537));
        d.kick(TX);
        assertThat(bus.told).hasSize(1).first().asString().contains("a frame of 65537 bytes");
        assertThat(sent).isEmpty();
    }

    @Test
    void aReceiveBufferWithoutRoomForTheHeaderBreaksTheDevice() {
        Driver d = driver(Variant.MODERN, 0);
        d.offer(RX, in(DATA, 11));
        d.kick(RX);
        net.receive(frame(60));
        assertThat(bus.told).hasSize(1).first().asString().contains("a receive buffer of 11 bytes");
        net.receive(frame(60));
        assertThat(net.lost()).isEqualTo(1);
    }

    @Test
    void aRestoredDeviceSavesTheSameWithItsBacklog() {
        Driver d = driver(Variant.MODERN, MRG_RXBUF);
        net.receive(frame(64));
        net.receive(frame(65));
        byte[] saved = bus.save(d.transport);

        FakeDeviceBus other = new FakeDeviceBus();
        VirtioMmio twin =
                new VirtioMmio("virtio-net0", other, 7, Variant.MODERN, new VirtioNet(new byte[6], f -> {}), other);
        other.restore(saved, twin);
        assertThat(other.save(twin)).isEqualTo(saved);
        d.offer(RX, in(DATA, 2000));
        d.offer(RX, in(DATA + 0x1000, 2000));
        other.memory.adopt(bus.memory.share());
        d.kick(RX);
        twin.write(0x50, 4, RX, 0);
        assertThat(other.save(twin)).isEqualTo(bus.save(d.transport));
        byte[] bytes = new byte[65];
        other.readMemory(DATA + 0x1000 + 12, bytes, 0, 65);
        assertThat(bytes).isEqualTo(frame(65));
    }
}
