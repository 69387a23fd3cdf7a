package dev.trapline.emu.device.net;

import dev.trapline.emu.device.net.Frames.Path;
import dev.trapline.emu.device.net.NetScript.Protocol;
import dev.trapline.emu.device.net.NetScript.Service;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The listening side of TCP (RFC 9293): who is connected, and what is refused. */
final class TcpServer implements Snapshottable {
    /** More connections at a time than this are refused. */
    static final int MOST = 256;

    /** Initial sequence numbers lie this far apart: any would do, and these are the same in every run. */
    private static final int ISS_STEP = 0x0001_2345;

    private final Wire wire;
    private final NetScript script;
    private final List<TcpConnection> connections = new ArrayList<>();
    private int opened;

    TcpServer(Wire wire, NetScript script) {
        this.wire = wire;
        this.script = script;
    }

    /** One segment whose length and checksum were found good. */
    void segment(Path path, byte[] s) {
        int guestPort = Frames.int16(s, 0);
        int localPort = Frames.int16(s, 2);
        TcpConnection connection = find(path, guestPort, localPort);
        if (connection == null) {
            connection = open(path, guestPort, localPort, s);
        }
        if (connection == null) {
            refuse(path, s);
        } else {
            connection.segment(s);
            sweep();
        }
    }

    private @Nullable TcpConnection find(Path path, int guestPort, int localPort) {
        for (TcpConnection c : connections) {
            if (c.is(path.guest(), guestPort, path.local(), localPort)) {
                return c;
            }
        }
        return null;
    }

    private @Nullable TcpConnection open(Path path, int guestPort, int localPort, byte[] s) {
        boolean syn = (s[13] & (TcpConnection.SYN | TcpConnection.ACK | TcpConnection.RST)) == TcpConnection.SYN;
        if (!syn
                || connections.size() == MOST
                || services(path.local(), localPort).isEmpty()) {
            return null;
        }
        opened++;
        TcpConnection c = new TcpConnection(
                wire, services(path.local(), localPort), path, guestPort, localPort, opened * ISS_STEP);
        connections.add(c);
        return c;
    }

    private List<Service> services(int address, int port) {
        List<Service> listening = new ArrayList<>();
        for (Service s : script.services()) {
            if (s.protocol() == Protocol.TCP && s.listensAt(address, port)) {
                listening.add(s);
            }
        }
        return listening;
    }

    /** RFC 9293 3.10.7.1: a segment for no connection is answered by a reset. */
    private void refuse(Path path, byte[] s) {
        int flags = Frames.int8(s, 13);
        if ((flags & TcpConnection.RST) != 0) {
            return;
        }
        int length =
                s.length - Frames.int8(s, 12) / 16 * 4 + (flags & TcpConnection.SYN) / 2 + (flags & TcpConnection.FIN);
        boolean acks = (flags & TcpConnection.ACK) != 0;
        wire.send(
                Frames.tcp(
                        path,
                        Frames.int16(s, 0),
                        Frames.int16(s, 2),
                        acks ? Frames.int32(s, 8) : 0,
                        acks ? 0 : Frames.int32(s, 4) + length,
                        acks ? TcpConnection.RST : TcpConnection.RST | TcpConnection.ACK,
                        0,
                        new byte[0],
                        new byte[0]),
                0);
    }

    /** Runs what is due now. */
    void timers() {
        for (TcpConnection c : connections) {
            c.timers();
        }
        sweep();
    }

    private void sweep() {
        connections.removeIf(TcpConnection::isGone);
    }

    /** When {@link #timers} has something to do next. */
    long nextTimer() {
        long next = Deadlines.NEVER;
        for (TcpConnection c : connections) {
            next = Math.min(next, c.nextTimer());
        }
        return next;
    }

    @Override
    public void save(StateWriter out) {
        out.int32(opened);
        out.int32(connections.size());
        for (TcpConnection c : connections) {
            out.int64(c.path().guestMac());
            out.int32(c.path().guest());
            out.int32(c.path().local());
            out.int32(c.guestPort());
            out.int32(c.localPort());
            c.save(out);
        }
    }

    @Override
    public void restore(StateReader in) {
        opened = in.int32();
        int n = in.int32();
        in.expect(n >= 0 && n <= MOST, n + " TCP connections");
        connections.clear();
        for (int i = 0; i < n; i++) {
            Path path = new Path(in.int64(), in.int32(), in.int32());
            int guestPort = in.int32();
            int localPort = in.int32();
            List<Service> listening = services(path.local(), localPort);
            in.expect(
                    !listening.isEmpty(),
                    "a TCP connection to port " + localPort + ", which this script does not serve");
            TcpConnection c = new TcpConnection(wire, listening, path, guestPort, localPort, 0);
            c.restore(in);
            connections.add(c);
        }
    }
}
