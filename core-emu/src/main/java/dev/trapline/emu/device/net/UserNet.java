package dev.trapline.emu.device.net;

import dev.trapline.emu.device.net.Frames.Path;
import dev.trapline.emu.device.net.NetScript.Protocol;
import dev.trapline.emu.device.net.NetScript.Service;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.FrameSink;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;
import java.util.ArrayList;
import java.util.List;

/**
 * The closed network: 10.0.2.0/24 with the guest at 10.0.2.15, a gateway and DHCP server at 10.0.2.2, a name server at
 * 10.0.2.3, and the hosts of a script. It answers ARP, DHCP, ping, DNS, and TCP and UDP as the script says; what is not
 * there refuses at once, so that a guest never waits for a timeout.
 *
 * <p>IPv4 only: other protocols, and multicast, are ignored as by a network without anybody who speaks them. Every frame
 * reaches the guest after the same virtual latency, in order; frames on the way are part of the state.
 */
public final class UserNet implements FrameSink, Snapshottable {
    public static final int GUEST = 0x0a00_020f;
    public static final int GATEWAY = 0x0a00_0202;
    public static final int NAME_SERVER = 0x0a00_0203;
    static final int NETWORK = 0x0a00_0200;
    static final int MASK = 0xffff_ff00;

    private static final int ECHO_REQUEST = 8;
    private static final int UNREACHABLE = 3;
    private static final int NETWORK_UNREACHABLE = 0;
    private static final int PORT_UNREACHABLE = 3;
    private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3fff;

    /** A frame on its way to the guest. */
    private record Coming(long dueNs, byte[] frame) {}

    private final String name;
    private final DeviceBus bus;
    private final NetScript script;
    private final long latencyNs;
    private final Diagnostics diagnostics;
    private final int slot;
    private final List<Coming> coming = new ArrayList<>();
    private final TcpServer tcp;
    private final Wire wire = new Wire() {
        @Override
        public void send(byte[] frame, long delayNs) {
            enqueue(frame, delayNs);
        }

        @Override
        public long nowNs() {
            return bus.nowNs();
        }

        @Override
        public void dropped(String why) {
            diagnostics.guestMistake(name, why + ", dropped");
        }
    };

    private FrameSink guest = frame -> {};

    /**
     * @param name in errors, such as {@code net0}
     * @param latencyNs virtual time every frame to the guest takes
     */
    public UserNet(String name, DeviceBus bus, NetScript script, long latencyNs, Diagnostics diagnostics) {
        this.name = name;
        this.bus = bus;
        this.script = script;
        this.latencyNs = latencyNs;
        this.diagnostics = diagnostics;
        this.tcp = new TcpServer(wire, script);
        this.slot = bus.claimDeadline(name, this::due);
    }

    /** Plugs the guest's end of the cable in. */
    public void connect(FrameSink toGuest) {
        guest = toGuest;
    }

    static boolean isLocal(int address) {
        return (address & MASK) == NETWORK;
    }

    private boolean isOurs(int address) {
        return address == GATEWAY || address == NAME_SERVER || script.hasHost(address);
    }

    /** A frame from the guest. */
    @Override
    public void frame(byte[] f) {
        if (f.length < Frames.ETHERNET) {
            wire.dropped("a frame of " + f.length + " bytes");
            return;
        }
        long to = Frames.mac(f, 0);
        boolean forUs = to == Frames.BROADCAST_MAC || to >>> 32 == Frames.macOf(0) >>> 32;
        if (forUs) {
            switch (Frames.int16(f, 12)) {
                case Frames.TYPE_ARP -> arp(f);
                case Frames.TYPE_IPV4 -> ipv4(f);
                default -> {} // IPv6 and the like: nobody here speaks it
            }
        }
        arm();
    }

    private void arp(byte[] f) {
        if (f.length < 42
                || Frames.int16(f, 14) != 1
                || Frames.int16(f, 16) != Frames.TYPE_IPV4
                || Frames.int16(f, 20) != 1) {
            return;
        }
        int wanted = Frames.int32(f, 38);
        if (isLocal(wanted) && isOurs(wanted)) {
            wire.send(Frames.arpReply(Frames.mac(f, 22), Frames.int32(f, 28), wanted), 0);
        }
    }

    private void ipv4(byte[] f) {
        int ip = Frames.ETHERNET;
        if (f.length < ip + 20 || Frames.int8(f, ip) >>> 4 != 4) {
            wire.dropped("an IPv4 packet without a header");
            return;
        }
        int header = (f[ip] & 15) * 4;
        int total = Frames.int16(f, ip + 2);
        if (header < 20 || total < header || f.length < ip + total) {
            wire.dropped("an IPv4 packet of " + total + " bytes in a frame of " + f.length);
            return;
        }
        if (Frames.sum(f, ip, header, 0) != 0xffff) {
            wire.dropped("an IPv4 packet with a wrong header checksum");
            return;
        }
        if ((Frames.int16(f, ip + 6) & MORE_FRAGMENTS_OR_OFFSET) != 0) {
            diagnostics.notImplemented(name, "an IPv4 fragment came (fragments are dropped): reassembly");
            return;
        }
        Path path = new Path(Frames.mac(f, 6), Frames.int32(f, ip + 12), Frames.int32(f, ip + 16));
        byte[] packet = Frames.slice(f, ip, ip + total);
        byte[] payload = Frames.slice(packet, header, total);
        if (path.local() >>> 28 == 0xe) {
            return; // multicast
        }
        switch (Frames.int8(packet, 9)) {
            case Frames.PROTOCOL_ICMP -> icmp(path, packet, payload);
            case Frames.PROTOCOL_UDP -> udp(path, packet, payload);
            case Frames.PROTOCOL_TCP -> tcpSegment(path, payload);
            default -> {} // nobody here speaks it
        }
    }

    private void icmp(Path path, byte[] packet, byte[] message) {
        if (message.length < 8 || Frames.sum(message, 0, message.length, 0) != 0xffff) {
            wire.dropped("an ICMP message too short or with a wrong checksum");
            return;
        }
        if (message[0] != ECHO_REQUEST) {
            return;
        }
        if (isOurs(path.local())) {
            byte[] reply = message.clone();
            reply[0] = 0;
            wire.send(Frames.icmp(path, reply), 0);
        } else if (!isLocal(path.local())) {
            unreachable(path, packet, NETWORK_UNREACHABLE);
        }
    }

    /** RFC 792: the header and the first 8 bytes of what could not be delivered go back. */
    private void unreachable(Path path, byte[] packet, int code) {
        int quoted = Math.min(packet.length, (packet[0] & 15) * 4 + 8);
        byte[] message = new byte[8 + quoted];
        message[0] = UNREACHABLE;
        message[1] = (byte) code;
        System.arraycopy(packet, 0, message, 8, quoted);
        int from = code == PORT_UNREACHABLE ? path.local() : GATEWAY;
        wire.send(Frames.icmp(new Path(path.guestMac(), path.guest(), from), message), 0);
    }

    private void udp(Path path, byte[] packet, byte[] datagram) {
        int length = datagram.length < 8 ? 0 : Frames.int16(datagram, 4);
        if (length < 8 || length > datagram.length) {
            wire.dropped("a UDP datagram too short");
            return;
        }
        int pseudo = Frames.pseudo(path.guest(), path.local(), Frames.PROTOCOL_UDP, length);
        if (Frames.int16(datagram, 6) != 0 && Frames.sum(datagram, 0, length, pseudo) != 0xffff) {
            wire.dropped("a UDP datagram with a wrong checksum");
            return;
        }
        int from = Frames.int16(datagram, 0);
        int port = Frames.int16(datagram, 2);
        byte[] payload = Frames.slice(datagram, 8, length);
        boolean broadcast = path.local() == -1 || path.local() == (NETWORK | ~MASK);
        if (port == Dhcp.SERVER_PORT && (broadcast || path.local() == GATEWAY)) {
            Dhcp.answer(wire, path.guestMac(), payload);
        } else if (port == Dns.PORT && path.local() == NAME_SERVER) {
            byte[] answer = Dns.answer(script, payload);
            if (answer.length > 0) {
                wire.send(Frames.udp(path, from, port, answer), 0);
            }
        } else if (!broadcast && !scripted(path, from, port, payload)) {
            boolean here = isLocal(path.local()) || isOurs(path.local());
            unreachable(path, packet, here ? PORT_UNREACHABLE : NETWORK_UNREACHABLE);
        }
    }

    /** Lets the first line of the script that takes this datagram answer it; false if none listens at the port. */
    private boolean scripted(Path path, int from, int port, byte[] payload) {
        boolean listening = false;
        for (Service service : script.services()) {
            if (service.protocol() != Protocol.UDP || !service.listensAt(path.local(), port)) {
                continue;
            }
            listening = true;
            if (service.steps().getFirst() instanceof Step.Expect first
                    && first.endOfMatch(payload, payload.length) < 0) {
                continue;
            }
            long delay = 0;
            for (Step step : service.steps()) {
                switch (step) {
                    case Step.Send send -> wire.send(Frames.udp(path, from, port, send.bytes()), delay);
                    case Step.Echo echo -> wire.send(Frames.udp(path, from, port, payload), delay);
                    case Step.Wait wait -> delay += wait.ns();
                    case Step.Expect expect -> {} // it matched
                    case Step.Close close -> {} // not in a UDP line
                    case Step.Reset reset -> {} // not in a UDP line
                }
            }
            return true;
        }
        return listening;
    }

    private void tcpSegment(Path path, byte[] segment) {
        int pseudo = Frames.pseudo(path.guest(), path.local(), Frames.PROTOCOL_TCP, segment.length);
        if (segment.length < 20
                || (Frames.int8(segment, 12) >>> 4) * 4 > segment.length
                || Frames.int8(segment, 12) < 0x50) {
            wire.dropped("a TCP segment too short");
        } else if (Frames.sum(segment, 0, segment.length, pseudo) != 0xffff) {
            wire.dropped("a TCP segment with a wrong checksum");
        } else {
            tcp.segment(path, segment);
        }
    }

    /** Frames that are due later wait behind those due before, and behind their equals. */
    private void enqueue(byte[] frame, long delayNs) {
        long due = bus.nowNs() + latencyNs + delayNs;
        int at = coming.size();
        while (at > 0 && coming.get(at - 1).dueNs > due) {
            at--;
        }
        coming.add(at, new Coming(due, frame));
    }

    private void due() {
        tcp.timers();
        while (!coming.isEmpty() && coming.getFirst().dueNs <= bus.nowNs()) {
            guest.frame(coming.removeFirst().frame);
        }
        arm();
    }

    private void arm() {
        long next = coming.isEmpty() ? Deadlines.NEVER : coming.getFirst().dueNs;
        bus.setDeadline(slot, Math.min(next, tcp.nextTimer()));
    }

    @Override
    public void save(StateWriter out) {
        out.int32(coming.size());
        for (Coming c : coming) {
            out.int64(c.dueNs);
            out.bytes(c.frame);
        }
        tcp.save(out);
    }

    @Override
    public void restore(StateReader in) {
        int n = in.int32();
        in.expect(n >= 0, n + " frames on the way");
        coming.clear();
        for (int i = 0; i < n; i++) {
            long dueNs = in.int64();
            coming.add(new Coming(dueNs, in.bytes()));
        }
        tcp.restore(in);
    }
}
