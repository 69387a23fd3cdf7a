package dev.trapline.emu.device.net;

import static dev.trapline.emu.device.net.Guest.ADDRESS;
import static dev.trapline.emu.device.net.Guest.bytes;
import static dev.trapline.emu.device.net.Guest.put16;
import static dev.trapline.emu.device.net.Guest.put32;
import static dev.trapline.emu.device.net.Guest.u16;
import static dev.trapline.emu.device.net.Guest.u32;
import static dev.trapline.emu.device.net.Guest.u8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.device.FakeDeviceBus;
import dev.trapline.emu.device.SeededGenerator;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserNetTest {
    private static final int GATEWAY = 0x0a00_0202;
    private static final int NAME_SERVER = 0x0a00_0203;
    private static final int WEB = 0x0a00_0250;
    private static final int OUTSIDE = 0x0808_0808;

    private static byte[] arp(int sender, int target) {
        byte[] a = new byte[28];
        put16(a, 0, 1);
        put16(a, 2, 0x800);
        a[4] = 6;
        a[5] = 4;
        put16(a, 6, 1);
        System.arraycopy(Guest.MAC, 0, a, 8, 6);
        put32(a, 14, sender);
        put32(a, 24, target);
        return Guest.ethernet(0, 0x806, a);
    }

    private static byte[] ping(int to, int length) {
        byte[] m = new byte[8 + length];
        m[0] = 8;
        put32(m, 4, 0x1234_0001);
        new SeededGenerator(length).fill(m, 8, length);
        put16(m, 2, Guest.checksum(m));
        return Guest.ip(ADDRESS, to, 1, m);
    }

    @Test
    void addressesThatTakePartAnswerArpAndNoOthers() {
        Guest g = new Guest("dns www.test 10.0.2.80\ntcp 10.0.2.81:1 echo\ndns far 192.0.2.1");
        for (int address : new int[] {GATEWAY, NAME_SERVER, WEB, WEB + 1}) {
            g.send(arp(ADDRESS, address));
            byte[] f = g.receiveOne();
            assertThat(Arrays.copyOf(f, 6)).isEqualTo(Guest.MAC);
            assertThat(u16(f, 20)).as("a reply").isEqualTo(2);
            assertThat(u32(f, 28)).isEqualTo(address);
            assertThat(u32(f, 24)).as("the MAC carries the address").isEqualTo(address);
            assertThat(u32(f, 38)).isEqualTo(ADDRESS);
            assertThat(f).hasSize(60);
        }
        for (int address : new int[] {ADDRESS, 0x0a00_0201, (int) 0xc000_0201L}) {
            g.send(arp(0, address));
            assertThat(g.receive()).as("nobody else is %x", address).isEmpty();
        }
    }

    @Test
    void pingsComeBackWholeAfterTheLatency() {
        Guest g = new Guest("dns far 192.0.2.1");
        for (int to : new int[] {GATEWAY, NAME_SERVER, (int) 0xc000_0201L}) {
            byte[] sent = ping(to, 56);
            g.send(sent);
            g.bus.advance(Guest.LATENCY - 1);
            assertThat(g.got).isEmpty();
            byte[] f = g.receiveOne();
            assertThat(u32(f, 26)).isEqualTo(to);
            assertThat(u8(f, 34)).as("an echo reply").isZero();
            assertThat(Arrays.copyOfRange(f, 38, f.length)).isEqualTo(Arrays.copyOfRange(sent, 38, sent.length));
        }
    }

    @Test
    void aPingBeyondTheNetworkIsRefusedByTheGateway() {
        Guest g = new Guest("");
        byte[] sent = ping(OUTSIDE, 56);
        g.send(sent);
        byte[] f = g.receiveOne();
        assertThat(u32(f, 26)).isEqualTo(GATEWAY);
        assertThat(u16(f, 34)).as("network unreachable").isEqualTo(0x0300);
        assertThat(Arrays.copyOfRange(f, 42, 70))
                .as("it quotes what it refuses")
                .isEqualTo(Arrays.copyOfRange(sent, 14, 42));
        g.send(ping(0x0a00_0263, 56));
        assertThat(g.receive()).as("a local address nobody has").isEmpty();
    }

    private static byte[] dhcp(int type, int flags, int ciaddr, int... options) {
        byte[] m = new byte[240];
        m[0] = 1;
        m[1] = 1;
        m[2] = 6;
        put32(m, 4, 0xdead_beef);
        put16(m, 10, flags);
        put32(m, 12, ciaddr);
        System.arraycopy(Guest.MAC, 0, m, 28, 6);
        put32(m, 236, 0x6382_5363);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(m);
        out.write(0);
        if (type != 0) {
            out.writeBytes(new byte[] {53, 1, (byte) type});
        }
        for (int i = 0; i < options.length; i += 2) {
            byte[] o = new byte[6];
            o[0] = (byte) options[i];
            o[1] = 4;
            put32(o, 2, options[i + 1]);
            out.writeBytes(o);
        }
        out.write(255);
        return Guest.udp(ciaddr, ciaddr == 0 ? -1 : GATEWAY, 68, 67, out.toByteArray());
    }

    private static int option(byte[] f, int code) {
        int at = 42 + 240;
        while (u8(f, at) != 255) {
            if (u8(f, at) == code) {
                return u8(f, at + 1) == 1 ? u8(f, at + 2) : u32(f, at + 2);
            }
            at += 2 + u8(f, at + 1);
        }
        return 0;
    }

    @Test
    void dhcpGivesTheOneAddressThereIs() {
        Guest g = new Guest("");
        g.send(dhcp(1, 0, 0));
        byte[] offer = g.receiveOne();
        assertThat(u16(offer, 34)).isEqualTo(67);
        assertThat(u16(offer, 36)).isEqualTo(68);
        assertThat(u32(offer, 30)).as("to the address it is going to have").isEqualTo(ADDRESS);
        assertThat(u32(offer, 42 + 4)).isEqualTo(0xdead_beef);
        assertThat(u32(offer, 42 + 16)).as("yiaddr").isEqualTo(ADDRESS);
        assertThat(Arrays.copyOfRange(offer, 70, 76)).isEqualTo(Guest.MAC);
        assertThat(option(offer, 53)).isEqualTo(2);
        g.send(dhcp(3, 0x8000, 0, 50, ADDRESS, 54, GATEWAY));
        byte[] ack = g.receiveOne();
        assertThat(u32(ack, 30)).as("broadcast as asked").isEqualTo(-1);
        assertThat(option(ack, 53)).isEqualTo(5);
        assertThat(option(ack, 1)).isEqualTo(0xffff_ff00);
        assertThat(option(ack, 3)).isEqualTo(GATEWAY);
        assertThat(option(ack, 6)).isEqualTo(NAME_SERVER);
        assertThat(option(ack, 51)).isEqualTo(86_400);
        assertThat(option(ack, 54)).isEqualTo(GATEWAY);
    }

    @Test
    void dhcpRefusesOtherAddressesAndLeavesOtherServersAlone() {
        Guest g = new Guest("");
        g.send(dhcp(3, 0, 0, 50, ADDRESS + 1));
        byte[] nak = g.receiveOne();
        assertThat(option(nak, 53)).isEqualTo(6);
        assertThat(u32(nak, 42 + 16)).isZero();
        assertThat(u32(nak, 30)).isEqualTo(-1);
        g.send(dhcp(3, 0, 0, 50, ADDRESS, 54, GATEWAY + 9));
        g.send(dhcp(7, 0, ADDRESS));
        g.send(dhcp(4, 0, 0));
        assertThat(g.receive()).isEmpty();
    }

    @Test
    void dhcpRenewsInformsAndSpeaksPlainBootp() {
        Guest g = new Guest("");
        g.send(dhcp(3, 0, ADDRESS));
        byte[] renewed = g.receiveOne();
        assertThat(option(renewed, 53)).isEqualTo(5);
        assertThat(u32(renewed, 30)).isEqualTo(ADDRESS);
        assertThat(u32(renewed, 42 + 12)).as("ciaddr").isEqualTo(ADDRESS);
        g.send(dhcp(8, 0, ADDRESS));
        byte[] informed = g.receiveOne();
        assertThat(option(informed, 53)).isEqualTo(5);
        assertThat(u32(informed, 42 + 16)).isZero();
        assertThat(option(informed, 51)).isZero();
        g.send(dhcp(0, 0, 0));
        byte[] bootp = g.receiveOne();
        assertThat(option(bootp, 53)).isZero();
        assertThat(u32(bootp, 42 + 16)).isEqualTo(ADDRESS);
    }

    private static byte[] query(String name, int type) {
        ByteArrayOutputStream q = new ByteArrayOutputStream();
        q.writeBytes(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.")) {
            q.write(label.length());
            q.writeBytes(bytes(label));
        }
        q.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
        return q.toByteArray();
    }

    private static byte[] ask(Guest g, byte[] query) {
        g.send(Guest.udp(ADDRESS, NAME_SERVER, 4000, 53, query));
        byte[] f = g.receiveOne();
        assertThat(u16(f, 36)).isEqualTo(4000);
        return Arrays.copyOfRange(f, 42, f.length);
    }

    @Test
    void theNameServerKnowsTheNamesOfTheScript() {
        Guest g = new Guest("dns www.example.test 10.0.2.80\ndns www.example.test 192.0.2.7\ndns b 10.0.2.81");
        byte[] q = query("WWW.example.TEST", 1);
        byte[] r = ask(g, q);
        assertThat(u16(r, 0)).isEqualTo(0x1234);
        assertThat(u16(r, 2)).isEqualTo(0x8580);
        assertThat(u16(r, 4)).isEqualTo(1);
        assertThat(u16(r, 6)).as("two addresses").isEqualTo(2);
        assertThat(Arrays.copyOfRange(r, 12, q.length)).isEqualTo(Arrays.copyOfRange(q, 12, q.length));
        assertThat(u16(r, q.length)).isEqualTo(0xc00c);
        assertThat(u32(r, q.length + 12)).isEqualTo(WEB);
        assertThat(u32(r, q.length + 28)).isEqualTo((int) 0xc000_0207L);
        assertThat(r).hasSize(q.length + 32);

        byte[] v6 = ask(g, query("b", 28));
        assertThat(u16(v6, 2))
                .as("the name exists, with no address of that kind")
                .isEqualTo(0x8580);
        assertThat(u16(v6, 6)).isZero();
        assertThat(u16(ask(g, query("nobody.test", 1)), 2)).isEqualTo(0x8583);
    }

    @Test
    void queriesThatMakeNoSenseAreAnsweredAsSuch() {
        Guest g = new Guest("dns b 10.0.2.81");
        byte[] two = query("b", 1);
        two[5] = 2;
        assertThat(u16(ask(g, two), 2)).as("format error").isEqualTo(0x8581);
        assertThat(u16(ask(g, Arrays.copyOf(query("b", 1), 14)), 2)).isEqualTo(0x8581);
        byte[] pointer = query("b", 1);
        pointer[12] = (byte) 0xc0;
        assertThat(u16(ask(g, pointer), 2)).isEqualTo(0x8581);
        byte[] status = query("b", 1);
        status[2] = 0x10;
        assertThat(u16(ask(g, status), 2)).as("not implemented").isEqualTo(0x9484);
        byte[] response = query("b", 1);
        response[2] = (byte) 0x80;
        g.send(Guest.udp(ADDRESS, NAME_SERVER, 4000, 53, response));
        g.send(Guest.udp(ADDRESS, NAME_SERVER, 4000, 53, new byte[5]));
        assertThat(g.receive()).isEmpty();
    }

    @Test
    void udpLinesAnswerTheFirstThatMatches() {
        Guest g = new Guest("""
                udp 10.0.2.80:5000 expect "ping" send "pong" wait 3ms send "late"
                udp 10.0.2.80:5000 expect /^x+$/ send "many x"
                udp 5001 echo
                """);
        g.send(Guest.udp(ADDRESS, WEB, 1111, 5000, bytes("a ping!")));
        byte[] pong = g.receiveOne();
        assertThat(Guest.udpText(pong)).isEqualTo("pong");
        assertThat(u16(pong, 34)).isEqualTo(5000);
        assertThat(u16(pong, 36)).isEqualTo(1111);
        g.bus.advance(3_000_000 - 1);
        assertThat(g.got).isEmpty();
        assertThat(Guest.udpText(g.receiveOne())).isEqualTo("late");
        g.send(Guest.udp(ADDRESS, WEB, 1111, 5000, bytes("xxx")));
        assertThat(Guest.udpText(g.receiveOne())).isEqualTo("many x");
        g.send(Guest.udp(ADDRESS, WEB, 1111, 5000, bytes("y")));
        assertThat(g.receive()).as("somebody listens, and says nothing").isEmpty();
        g.send(Guest.udp(ADDRESS, OUTSIDE, 7, 5001, bytes("far")));
        byte[] far = g.receiveOne();
        assertThat(Guest.udpText(far)).isEqualTo("far");
        assertThat(u32(far, 26)).isEqualTo(OUTSIDE);
        assertThat(u32(far, 8)).as("through the gateway").isEqualTo(GATEWAY);
    }

    @Test
    void udpPortsNobodyServesAreUnreachable() {
        Guest g = new Guest("udp 10.0.2.80:5000 echo");
        g.send(Guest.udp(ADDRESS, GATEWAY, 1111, 5000, bytes("x")));
        byte[] f = g.receiveOne();
        assertThat(u16(f, 34)).as("port unreachable").isEqualTo(0x0303);
        assertThat(u32(f, 26)).isEqualTo(GATEWAY);
        g.send(Guest.udp(ADDRESS, OUTSIDE, 1111, 53, bytes("x")));
        assertThat(u16(g.receiveOne(), 34)).as("network unreachable").isEqualTo(0x0300);
        g.send(Guest.udp(ADDRESS, -1, 1111, 999, bytes("x")));
        assertThat(g.receive()).as("a broadcast is never refused").isEmpty();
    }

    @Test
    void damagedPacketsAreDroppedAndNamed() {
        Guest g = new Guest("udp 5000 echo");
        byte[] good = Guest.udp(ADDRESS, GATEWAY, 1, 5000, bytes("hello"));
        byte[] header = good.clone();
        header[22]++;
        g.send(header);
        byte[] body = good.clone();
        body[44]++;
        g.send(body);
        byte[] ping = ping(GATEWAY, 9);
        ping[45]++;
        g.send(ping);
        byte[] cut = Arrays.copyOf(good, 30);
        g.send(cut);
        byte[] fragment = good.clone();
        put16(fragment, 20, 0x2000);
        put16(fragment, 24, 0);
        put16(fragment, 24, Guest.checksum(Arrays.copyOfRange(fragment, 14, 34)));
        g.send(fragment);
        g.send(new byte[3]);
        assertThat(g.receive()).isEmpty();
        assertThat(g.bus.told).hasSize(6);
        assertThat(g.bus.told.get(0)).contains("wrong header checksum");
        assertThat(g.bus.told.get(1)).contains("UDP datagram with a wrong checksum");
        assertThat(g.bus.told.get(2)).contains("ICMP");
        assertThat(g.bus.told.get(4)).startsWith("not implemented: net0").contains("fragment");
        byte[] unchecked = good.clone();
        put16(unchecked, 40, 0);
        g.send(unchecked);
        assertThat(g.receive()).as("UDP without a checksum is allowed").hasSize(1);
    }

    @Test
    void ipv6MulticastAndStrangersFramesFindNobody() {
        Guest g = new Guest("udp 5000 echo");
        g.send(Guest.ethernet(GATEWAY, 0x86dd, new byte[60]));
        byte[] stranger = Guest.udp(ADDRESS, GATEWAY, 1, 5000, bytes("x"));
        stranger[0] = 0x33;
        g.send(stranger);
        g.send(Guest.udp(ADDRESS, (int) 0xe000_00fbL, 5353, 5000, bytes("x")));
        assertThat(g.receive()).isEmpty();
        assertThat(g.bus.told).isEmpty();
    }

    @Test
    void noGarbageThrows() {
        Guest g = new Guest("tcp 80 expect \"x\" send \"y\" close\nudp 5000 echo\ndns b 10.0.2.81");
        SeededGenerator random = new SeededGenerator(1);
        List<byte[]> seeds = List.of(
                arp(ADDRESS, GATEWAY),
                ping(GATEWAY, 20),
                dhcp(1, 0, 0, 50, ADDRESS),
                Guest.udp(ADDRESS, NAME_SERVER, 1, 53, query("b", 1)),
                Guest.udp(ADDRESS, GATEWAY, 1, 5000, bytes("hello")),
                TcpTest.segment(80, 1000, 0, TcpConnection.SYN, 1000, new byte[0]));
        for (int i = 0; i < 30_000; i++) {
            byte[] f = seeds.get((int) random.below(seeds.size())).clone();
            for (int n = (int) random.below(4); n >= 0; n--) {
                f[12 + (int) random.below(f.length - 12)] = (byte) random.next();
            }
            if (random.below(4) == 0) {
                f = Arrays.copyOf(f, (int) random.below(f.length + 20));
            }
            if (f.length > 42 && u16(f, 12) == 0x800 && random.below(3) > 0) {
                put16(f, 24, 0);
                put16(f, 24, Guest.checksum(Arrays.copyOfRange(f, 14, 34)));
                if (u8(f, 23) == 17) {
                    put16(f, 40, 0);
                }
            }
            g.send(f);
            if (i % 100 == 0) {
                g.bus.settle();
                g.bus.told.clear();
            }
        }
        g.got.clear();
        g.bus.settle();
        g.send(ping(GATEWAY, 9));
        assertThat(g.receive()).isNotEmpty();
    }

    @Test
    void aRestoredNetworkSavesTheSameAndDeliversWhatWasOnItsWay() {
        String script = "udp 5000 send \"a\" wait 1ms send \"b\"";
        Guest g = new Guest(script);
        g.send(Guest.udp(ADDRESS, GATEWAY, 9, 5000, bytes("x")));
        g.send(ping(GATEWAY, 30));
        g.bus.advance(Guest.LATENCY / 2);
        byte[] saved = g.bus.save(g.net);
        Guest twin = new Guest(new FakeDeviceBus(), script);
        twin.bus.restore(saved, twin.net);
        assertThat(twin.bus.save(twin.net)).isEqualTo(saved);
        g.bus.settle();
        twin.bus.settle();
        assertThat(twin.got).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(twin.got.get(i)).isEqualTo(g.got.get(i));
        }
        assertThat(twin.bus.save(twin.net)).isEqualTo(g.bus.save(g.net));
    }
}
