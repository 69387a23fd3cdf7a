package dev.trapline.emu.device.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.device.FakeDeviceBus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The guest's end of the cable: makes frames and takes them apart by itself, not by the network's own code. */
final class Guest {
    static final long LATENCY = 100_000;
    static final byte[] MAC = {0x52, 0x54, 0, 0x12, 0x34, 0x56};
    static final int ADDRESS = 0x0a00_020f;

    final FakeDeviceBus bus;
    final UserNet net;
    final List<byte[]> got = new ArrayList<>();

    Guest(String script) {
        this(new FakeDeviceBus(), script);
    }

    Guest(FakeDeviceBus bus, String script) {
        this.bus = bus;
        this.net = new UserNet("net0", bus, NetScript.parse("test", script), LATENCY, bus);
        net.connect(got::add);
    }

    static int u8(byte[] b, int at) {
        return b[at] & 0xff;
    }

    static int u16(byte[] b, int at) {
        return u8(b, at) * 256 + u8(b, at + 1);
    }

    static int u32(byte[] b, int at) {
        return u16(b, at) << 16 | u16(b, at + 2);
    }

    static void put16(byte[] b, int at, int v) {
        b[at] = (byte) (v >> 8);
        b[at + 1] = (byte) v;
    }

    static void put32(byte[] b, int at, int v) {
        put16(b, at, v >> 16);
        put16(b, at + 2, v);
    }

    /** The Internet checksum as RFC 1071 words it: the one's complement of the one's complement sum. */
    static int checksum(byte[]... parts) {
        int sum = 0;
        for (byte[] p : parts) {
            for (int i = 0; i < p.length; i += 2) {
                sum += u8(p, i) * 256 + (i + 1 < p.length ? u8(p, i + 1) : 0);
                sum = (sum & 0xffff) + (sum >> 16);
            }
        }
        return ~sum & 0xffff;
    }

    /** An Ethernet frame to a host of ours (by its address) or everybody (0). */
    static byte[] ethernet(int to, int type, byte[] payload) {
        byte[] f = new byte[14 + payload.length];
        if (to == 0) {
            Arrays.fill(f, 0, 6, (byte) 0xff);
        } else {
            put16(f, 0, 0x5255);
            put32(f, 2, to);
        }
        System.arraycopy(MAC, 0, f, 6, 6);
        put16(f, 12, type);
        System.arraycopy(payload, 0, f, 14, payload.length);
        return f;
    }

    static byte[] ip(int from, int to, int protocol, byte[] payload) {
        byte[] p = new byte[20 + payload.length];
        p[0] = 0x45;
        put16(p, 2, p.length);
        p[8] = 64;
        p[9] = (byte) protocol;
        put32(p, 12, from);
        put32(p, 16, to);
        put16(p, 10, checksum(Arrays.copyOf(p, 20)));
        System.arraycopy(payload, 0, p, 20, payload.length);
        boolean local = (to & 0xffff_ff00) == 0x0a00_0200;
        return ethernet(to == -1 ? 0 : local ? to : 0x0a00_0202, 0x800, p);
    }

    static byte[] pseudo(int from, int to, int protocol, int length) {
        byte[] p = new byte[12];
        put32(p, 0, from);
        put32(p, 4, to);
        p[9] = (byte) protocol;
        put16(p, 10, length);
        return p;
    }

    static byte[] udp(int from, int to, int fromPort, int toPort, byte[] payload) {
        byte[] d = new byte[8 + payload.length];
        put16(d, 0, fromPort);
        put16(d, 2, toPort);
        put16(d, 4, d.length);
        System.arraycopy(payload, 0, d, 8, payload.length);
        put16(d, 6, checksum(pseudo(from, to, 17, d.length), d));
        return ip(from, to, 17, d);
    }

    void send(byte[] frame) {
        net.frame(frame);
    }

    /** Lets the latency pass and gives all that came meanwhile, each IPv4 frame with its checksums found right. */
    List<byte[]> receive() {
        bus.advance(LATENCY);
        List<byte[]> frames = List.copyOf(got);
        got.clear();
        for (byte[] f : frames) {
            if (u16(f, 12) == 0x800) {
                check(f);
            }
        }
        return frames;
    }

    byte[] receiveOne() {
        List<byte[]> frames = receive();
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }

    private static void check(byte[] f) {
        byte[] header = Arrays.copyOfRange(f, 14, 34);
        assertThat(checksum(header)).as("IPv4 header checksum").isZero();
        assertThat(u16(f, 16)).as("IPv4 length").isEqualTo(f.length - 14);
        byte[] payload = Arrays.copyOfRange(f, 34, f.length);
        int protocol = u8(f, 23);
        byte[] pseudo = protocol == 1 ? new byte[0] : pseudo(u32(f, 26), u32(f, 30), protocol, payload.length);
        assertThat(checksum(pseudo, payload))
                .as("checksum of protocol %d", protocol)
                .isZero();
        assertThat(Arrays.copyOf(f, 6))
                .satisfiesAnyOf(
                        mac -> assertThat(mac).isEqualTo(MAC),
                        mac -> assertThat(mac).containsOnly(0xff));
        assertThat(u16(f, 6)).isEqualTo(0x5255);
    }

    static String udpText(byte[] f) {
        return new String(f, 42, f.length - 42, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String s) {
        return s.getBytes(StandardCharsets.ISO_8859_1);
    }
}
