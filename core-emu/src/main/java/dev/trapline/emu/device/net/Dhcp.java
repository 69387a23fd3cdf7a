package dev.trapline.emu.device.net;

import dev.trapline.emu.device.net.Frames.Path;

/** The DHCP server at the gateway (RFC 2131, 2132): it has one address to give, for a day at a time, for ever. */
final class Dhcp {
    static final int SERVER_PORT = 67;
    static final int CLIENT_PORT = 68;

    private static final int OPTIONS = 240;
    private static final int MAGIC = 0x6382_5363;
    private static final int LEASE_SECONDS = 86_400;
    private static final int BROADCAST_FLAG = 0x8000;

    private static final int DISCOVER = 1;
    private static final int OFFER = 2;
    private static final int REQUEST = 3;
    private static final int ACK = 5;
    private static final int NAK = 6;
    private static final int INFORM = 8;

    private Dhcp() {}

    /** Answers one message of a client; {@code m} is the UDP payload. */
    static void answer(Wire wire, long guestMac, byte[] m) {
        if (m.length < OPTIONS || m[0] != 1 || m[1] != 1 || m[2] != 6 || Frames.int32(m, 236) != MAGIC) {
            wire.dropped("a DHCP message that is none");
            return;
        }
        byte[] type = option(m, 53);
        byte[] wanted = option(m, 50);
        byte[] server = option(m, 54);
        if (server.length == 4 && Frames.int32(server, 0) != UserNet.GATEWAY) {
            return; // it chose another server
        }
        int ciaddr = Frames.int32(m, 12);
        int asked = wanted.length == 4 ? Frames.int32(wanted, 0) : ciaddr;
        // A message without a type is of plain BOOTP (RFC 1534), and is answered without one.
        switch (type.length == 1 ? type[0] : 0) {
            case 0 -> reply(wire, guestMac, m, 0, UserNet.GUEST, ciaddr);
            case DISCOVER -> reply(wire, guestMac, m, OFFER, UserNet.GUEST, 0);
            case REQUEST -> {
                boolean ours = asked == UserNet.GUEST;
                reply(wire, guestMac, m, ours ? ACK : NAK, ours ? UserNet.GUEST : 0, ours ? ciaddr : 0);
            }
            case INFORM -> reply(wire, guestMac, m, ACK, 0, ciaddr);
            default -> {} // DECLINE and RELEASE want no answer
        }
    }

    /** The value of an option, empty if it is not there (RFC 2132 2). */
    private static byte[] option(byte[] m, int code) {
        int at = OPTIONS;
        while (at < m.length && Frames.int8(m, at) != 255) {
            if (m[at] == 0) {
                at++;
                continue;
            }
            if (at + 1 >= m.length || at + 2 + Frames.int8(m, at + 1) > m.length) {
                break;
            }
            int end = at + 2 + Frames.int8(m, at + 1);
            if (Frames.int8(m, at) == code) {
                return Frames.slice(m, at + 2, end);
            }
            at = end;
        }
        return new byte[0];
    }

    private static void reply(Wire wire, long guestMac, byte[] m, int type, int yiaddr, int ciaddr) {
        byte[] r = new byte[300];
        r[0] = 2;
        System.arraycopy(m, 1, r, 1, 3);
        r[3] = 0;
        System.arraycopy(m, 4, r, 4, 4); // xid
        int flags = Frames.int16(m, 10);
        Frames.set16(r, 10, flags);
        Frames.set32(r, 12, type == NAK ? 0 : ciaddr);
        Frames.set32(r, 16, yiaddr);
        Frames.set32(r, 20, type == NAK ? 0 : UserNet.GATEWAY);
        System.arraycopy(m, 28, r, 28, 16); // chaddr
        Frames.set32(r, 236, MAGIC);
        int at = OPTIONS;
        if (type != 0) {
            r[at] = 53;
            r[at + 1] = 1;
            r[at + 2] = (byte) type;
            at = address(r, at + 3, 54, UserNet.GATEWAY);
        }
        if (type != NAK) {
            at = address(r, at, 1, UserNet.MASK);
            at = address(r, at, 3, UserNet.GATEWAY);
            at = address(r, at, 6, UserNet.NAME_SERVER);
            if (type != 0 && yiaddr != 0) {
                at = address(r, at, 51, LEASE_SECONDS);
            }
        }
        r[at] = (byte) 255;
        // RFC 2131 4.1: to the address it has, to everybody if it asks so or was refused, else to the one it gets.
        boolean all = type == NAK || ciaddr == 0 && (flags & BROADCAST_FLAG) != 0;
        Path path = new Path(
                all ? Frames.BROADCAST_MAC : guestMac, all ? -1 : ciaddr != 0 ? ciaddr : yiaddr, UserNet.GATEWAY);
        wire.send(Frames.udp(path, CLIENT_PORT, SERVER_PORT, r), 0);
    }

    private static int address(byte[] r, int at, int code, int value) {
        r[at] = (byte) code;
        r[at + 1] = 4;
        Frames.set32(r, at + 2, value);
        return at + 6;
    }
}
