package dev.trapline.emu.device.net;

import java.util.Arrays;

/** Ethernet, ARP, IPv4, ICMP, UDP and TCP as bytes (RFC 894, 826, 791, 792, 768, 9293). Numbers are big-endian. */
final class Frames {
    static final int ETHERNET = 14;
    static final int TYPE_IPV4 = 0x0800;
    static final int TYPE_ARP = 0x0806;
    static final int PROTOCOL_ICMP = 1;
    static final int PROTOCOL_TCP = 6;
    static final int PROTOCOL_UDP = 17;
    static final long BROADCAST_MAC = 0xffff_ffff_ffffL;
    static final int MTU = 1500;
    /** Most bytes of payload in one UDP datagram that needs no fragments. */
    static final int UDP_PAYLOAD = MTU - 28;

    private static final int IPV4_HEADER = 20;
    private static final int TTL = 64;
    private static final int DONT_FRAGMENT = 0x4000;

    private Frames() {}

    /**
     * From whom to whom a frame goes.
     *
     * @param guestMac the guest's MAC address, 48 bits
     * @param guest the guest's IPv4 address
     * @param local the address on our side
     */
    record Path(long guestMac, int guest, int local) {}

    static int int8(byte[] b, int at) {
        return b[at] & 0xff;
    }

    static int int16(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }

    static int int32(byte[] b, int at) {
        return int16(b, at) << 16 | int16(b, at + 2);
    }

    static long mac(byte[] b, int at) {
        return (long) int16(b, at) << 32 | int32(b, at + 2) & 0xffff_ffffL;
    }

    static void set16(byte[] b, int at, int v) {
        b[at] = (byte) (v >>> 8);
        b[at + 1] = (byte) v;
    }

    static void set32(byte[] b, int at, int v) {
        set16(b, at, v >>> 16);
        set16(b, at + 2, v);
    }

    static void setMac(byte[] b, int at, long mac) {
        set16(b, at, (int) (mac >>> 32));
        set32(b, at + 2, (int) mac);
    }

    /** The MAC address of one of our IPv4 addresses: 52:55 and the address. */
    static long macOf(int address) {
        return 0x5255L << 32 | address & 0xffff_ffffL;
    }

    /** The sum of RFC 1071 over a range, folded to 16 bits and not complemented. */
    static int sum(byte[] b, int from, int length, int start) {
        long s = start;
        for (int i = 0; i + 1 < length; i += 2) {
            s += int16(b, from + i);
        }
        if ((length & 1) != 0) {
            s += (long) int8(b, from + length - 1) << 8;
        }
        while (s > 0xffff) {
            s = (s & 0xffff) + (s >>> 16);
        }
        return (int) s;
    }

    /** Sum of the pseudo-header that TCP and UDP checksums begin with. */
    static int pseudo(int source, int destination, int protocol, int length) {
        byte[] p = new byte[12];
        set32(p, 0, source);
        set32(p, 4, destination);
        set16(p, 8, protocol);
        set16(p, 10, length);
        return sum(p, 0, 12, 0);
    }

    static byte[] arpReply(long guestMac, int guest, int local) {
        byte[] f = new byte[60];
        ethernet(f, guestMac, macOf(local), TYPE_ARP);
        set16(f, 14, 1);
        set16(f, 16, TYPE_IPV4);
        f[18] = 6;
        f[19] = 4;
        set16(f, 20, 2);
        setMac(f, 22, macOf(local));
        set32(f, 28, local);
        setMac(f, 32, guestMac);
        set32(f, 38, guest);
        return f;
    }

    private static void ethernet(byte[] f, long to, long from, int type) {
        setMac(f, 0, to);
        setMac(f, 6, from);
        set16(f, 12, type);
    }

    /** A frame with an IPv4 header and room for {@code length} bytes of payload at offset 34. */
    private static byte[] ipv4(long toMac, long fromMac, int to, int from, int protocol, int length) {
        byte[] f = new byte[ETHERNET + IPV4_HEADER + length];
        ethernet(f, toMac, fromMac, TYPE_IPV4);
        f[14] = 0x45;
        set16(f, 16, IPV4_HEADER + length);
        set16(f, 20, DONT_FRAGMENT);
        f[22] = TTL;
        f[23] = (byte) protocol;
        set32(f, 26, from);
        set32(f, 30, to);
        set16(f, 24, ~sum(f, 14, IPV4_HEADER, 0));
        return f;
    }

    /** {@code message} is the whole ICMP message; its checksum is filled in. */
    static byte[] icmp(Path path, byte[] message) {
        byte[] f = toGuest(path, PROTOCOL_ICMP, message.length);
        System.arraycopy(message, 0, f, 34, message.length);
        set16(f, 36, 0);
        set16(f, 36, ~sum(f, 34, message.length, 0));
        return f;
    }

    private static byte[] toGuest(Path path, int protocol, int length) {
        return ipv4(path.guestMac, macFor(path.local), path.guest, path.local, protocol, length);
    }

    /** Hosts beyond the local network are reached through the gateway, and so speak with its MAC address. */
    private static long macFor(int local) {
        return macOf(UserNet.isLocal(local) ? local : UserNet.GATEWAY);
    }

    static byte[] udp(Path path, int toPort, int fromPort, byte[] payload) {
        byte[] f = toGuest(path, PROTOCOL_UDP, 8 + payload.length);
        set16(f, 34, fromPort);
        set16(f, 36, toPort);
        set16(f, 38, 8 + payload.length);
        System.arraycopy(payload, 0, f, 42, payload.length);
        int check = ~sum(f, 34, 8 + payload.length, pseudo(path.local, path.guest, PROTOCOL_UDP, 8 + payload.length));
        set16(f, 40, (check & 0xffff) == 0 ? 0xffff : check);
        return f;
    }

    /**
     * A TCP segment.
     *
     * @param flags as in the header's fourteenth byte
     * @param options whole 32-bit words of options
     */
    static byte[] tcp(
            Path path,
            int toPort,
            int fromPort,
            int sequence,
            int acknowledgment,
            int flags,
            int window,
            byte[] options,
            byte[] payload) {
        int header = 20 + options.length;
        int length = header + payload.length;
        byte[] f = toGuest(path, PROTOCOL_TCP, length);
        set16(f, 34, fromPort);
        set16(f, 36, toPort);
        set32(f, 38, sequence);
        set32(f, 42, acknowledgment);
        f[46] = (byte) (header / 4 << 4);
        f[47] = (byte) flags;
        set16(f, 48, window);
        System.arraycopy(options, 0, f, 54, options.length);
        System.arraycopy(payload, 0, f, 34 + header, payload.length);
        set16(f, 50, ~sum(f, 34, length, pseudo(path.local, path.guest, PROTOCOL_TCP, length)));
        return f;
    }

    /** An address as people write it. */
    static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    static byte[] slice(byte[] b, int from, int to) {
        return Arrays.copyOfRange(b, from, to);
    }
}
