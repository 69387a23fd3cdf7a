package dev.trapline.emu.device.net;

import dev.trapline.emu.device.net.Frames.Path;
import dev.trapline.emu.device.net.NetScript.Service;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;
import java.util.List;

/**
 * The server's side of one TCP connection (RFC 9293): sequence numbers, windows, retransmission. What is said over it is
 * {@link Conversation}'s.
 *
 * <p>The wire keeps order and seldom loses, so this is TCP at its plainest: out-of-order data is dropped and acknowledged
 * again, a lost segment is sent again from there on, there is no congestion window, and the only option is the maximum
 * segment size. A connection closed by both sides is forgotten at once.
 */
final class TcpConnection implements Snapshottable {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int PSH = 8;
    static final int ACK = 16;

    private static final int WINDOW = 65_535;
    private static final int DEFAULT_MSS = 536;
    private static final int OUR_MSS = Frames.MTU - 40;
    private static final int LEAST_MSS = 64;
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] MSS_OPTION = {2, 4, (byte) (OUR_MSS >>> 8), (byte) OUR_MSS};

    private static final long FIRST_TIMEOUT_NS = 1_000_000_000L;
    private static final long LONGEST_TIMEOUT_NS = 60_000_000_000L;
    private static final int MOST_TRIES = 8;

    private final Wire wire;
    private final Path path;
    private final int guestPort;
    private final int localPort;
    private final Conversation conversation;

    private boolean established;
    private boolean gone;
    /** First sequence number not acknowledged, next one to send, and one beyond the last ever sent. */
    private int unacknowledged;

    private int next;
    private int highest;
    /** Sequence number of the first byte of {@link #toSend}. */
    private int firstByte;

    private final ByteFifo toSend = new ByteFifo();
    private boolean finishing;
    private boolean finished;
    private boolean finAcknowledged;
    private boolean guestFinished;
    private int guestWindow;
    private int mss = DEFAULT_MSS;
    /** Next sequence number expected of the guest. */
    private int expected;

    private int advertised = WINDOW;
    /** Within {@link #segment} only: what came has not been acknowledged by anything sent since. */
    private boolean owesAcknowledgment;

    private long retransmitNs = Deadlines.NEVER;
    private long timeoutNs = FIRST_TIMEOUT_NS;
    private int tries;

    TcpConnection(Wire wire, List<Service> services, Path path, int guestPort, int localPort, int iss) {
        this.wire = wire;
        this.path = path;
        this.guestPort = guestPort;
        this.localPort = localPort;
        this.conversation = new Conversation(services);
        this.unacknowledged = iss;
        this.next = iss;
        this.highest = iss;
        this.firstByte = iss + 1;
    }

    boolean is(int guest, int itsPort, int local, int ourPort) {
        return guest == path.guest() && itsPort == guestPort && local == path.local() && ourPort == localPort;
    }

    Path path() {
        return path;
    }

    int guestPort() {
        return guestPort;
    }

    int localPort() {
        return localPort;
    }

    boolean isGone() {
        return gone;
    }

    /** A segment of this connection arrives. */
    void segment(byte[] s) {
        int sequence = Frames.int32(s, 4);
        int flags = Frames.int8(s, 13);
        int header = Frames.int8(s, 12) / 16 * 4;
        if (next == unacknowledged && !established) {
            // The first segment, a SYN.
            expected = sequence + 1;
            readOptions(s, header);
            synAck();
            return;
        }
        if ((flags & RST) != 0) {
            // RFC 9293 3.10.7.4: only the very next sequence number may reset.
            gone = sequence == expected;
            return;
        }
        if ((flags & SYN) != 0) {
            if (established) {
                acknowledge();
            } else {
                synAck();
            }
            return;
        }
        if ((flags & ACK) == 0) {
            return;
        }
        if (!acknowledged(Frames.int32(s, 8))) {
            return;
        }
        guestWindow = Frames.int16(s, 14);
        take(s, header, sequence, (flags & FIN) != 0);
        proceed();
        if (owesAcknowledgment && !gone) {
            acknowledge();
        }
        gone |= finAcknowledged && guestFinished;
    }

    private void readOptions(byte[] s, int header) {
        guestWindow = Frames.int16(s, 14);
        int at = 20;
        while (at < header && s[at] != 0) {
            if (s[at] == 1) {
                at++;
                continue;
            }
            int length = at + 1 < header ? Frames.int8(s, at + 1) : 0;
            if (length < 2 || at + length > header) {
                return;
            }
            if (s[at] == 2 && length == 4) {
                mss = Math.max(LEAST_MSS, Math.min(OUR_MSS, Frames.int16(s, at + 2)));
            }
            at += length;
        }
    }

    private void synAck() {
        next = firstByte;
        highest = firstByte;
        send(firstByte - 1, SYN | ACK, MSS_OPTION, NOTHING);
        restartTimer();
    }

    /** Takes an acknowledgment; false if the segment is to be dropped. */
    private boolean acknowledged(int ack) {
        int fresh = ack - unacknowledged;
        if (fresh > highest - unacknowledged) {
            if (established) {
                acknowledge();
            } else {
                send(ack, RST, NOTHING, NOTHING);
            }
            return false;
        }
        if (!established) {
            if (ack != firstByte) {
                send(ack, RST, NOTHING, NOTHING);
                return false;
            }
            established = true;
        }
        if (fresh <= 0) {
            if (guestWindow == 0) {
                tries = 0; // it answers our looks into its closed window, so it lives
            }
            return true;
        }
        int bytes = Math.min(ack - firstByte, toSend.size());
        toSend.remove(bytes);
        firstByte += bytes;
        if (ack - firstByte > 0) {
            finAcknowledged = true;
        }
        unacknowledged = ack;
        if (next - unacknowledged < 0) {
            next = unacknowledged;
        }
        tries = 0;
        timeoutNs = FIRST_TIMEOUT_NS;
        restartTimer();
        return true;
    }

    /** Takes the segment's data and FIN as far as they are the next ones; whatever it holds is to be acknowledged. */
    private void take(byte[] s, int header, int sequence, boolean fin) {
        int length = s.length - header;
        // With nothing in it, it is a plain acknowledgment, or a keep-alive.
        owesAcknowledgment = length > 0 || fin || sequence != expected;
        int old = expected - sequence;
        if (old < 0 || old > length || guestFinished) {
            return;
        }
        int room = Math.min(length - old, window());
        if (!finishing) {
            conversation.receive(s, header + old, room);
        }
        expected += room;
        if (fin && old + room == length) {
            expected++;
            guestFinished = true;
            conversation.guestFinished();
        }
    }

    /** Lets the conversation go on, and sends what it says. */
    private void proceed() {
        if (gone || !established) {
            return;
        }
        if (!finishing) {
            switch (conversation.run(wire.nowNs(), toSend)) {
                case OPEN -> {}
                case FINISHED -> finishing = true;
                case RESET -> {
                    flush(guestWindow);
                    send(next, RST | ACK, NOTHING, NOTHING);
                    gone = true;
                    return;
                }
            }
        }
        flush(guestWindow);
        if (advertised < OUR_MSS && window() >= 2 * OUR_MSS) {
            acknowledge();
        }
    }

    private void flush(int allowed) {
        int unsent = toSend.size() - (next - firstByte);
        while (unsent > 0) {
            int n = Math.min(Math.min(unsent, mss), allowed - (next - unacknowledged));
            if (n <= 0) {
                break;
            }
            byte[] data = toSend.copy(next - firstByte, n);
            unsent -= n;
            send(next, ACK | (unsent == 0 ? PSH : 0), NOTHING, data);
            advance(n);
        }
        if (finishing && !finished && unsent == 0) {
            send(next, FIN | ACK, NOTHING, NOTHING);
            advance(1);
            finished = true;
        }
        if (retransmitNs == Deadlines.NEVER && (next != unacknowledged || unsent > 0)) {
            restartTimer();
        }
    }

    private void advance(int n) {
        next += n;
        if (next - highest > 0) {
            highest = next;
        }
    }

    private int window() {
        return Math.max(0, WINDOW - toSend.size());
    }

    private void acknowledge() {
        send(next, ACK, NOTHING, NOTHING);
    }

    private void send(int sequence, int flags, byte[] options, byte[] data) {
        boolean acks = (flags & ACK) != 0;
        advertised = window();
        owesAcknowledgment &= !acks;
        wire.send(
                Frames.tcp(
                        path,
                        guestPort,
                        localPort,
                        sequence,
                        acks ? expected : 0,
                        flags,
                        acks ? advertised : 0,
                        options,
                        data),
                0);
    }

    private void restartTimer() {
        boolean waiting = next != unacknowledged || toSend.size() > next - firstByte && established;
        retransmitNs = waiting ? wire.nowNs() + timeoutNs : Deadlines.NEVER;
    }

    void timers() {
        if (wire.nowNs() >= retransmitNs) {
            retransmit();
        }
        if (wire.nowNs() >= conversation.resumeNs()) {
            proceed();
        }
    }

    /** Nobody acknowledged for too long: goes back to the first byte that is missing, or looks into a closed window. */
    private void retransmit() {
        tries++;
        if (tries > MOST_TRIES) {
            send(next, RST | ACK, NOTHING, NOTHING);
            gone = true;
            return;
        }
        timeoutNs = Math.min(2 * timeoutNs, LONGEST_TIMEOUT_NS);
        if (!established) {
            synAck();
            return;
        }
        next = unacknowledged;
        finished = false;
        flush(Math.max(1, guestWindow));
        if (guestWindow == 0 && toSend.size() > 0) {
            // Only a look: the byte is not counted on, so that nothing is missing when the window opens.
            next = unacknowledged;
            finished = false;
        }
        restartTimer();
    }

    long nextTimer() {
        return Math.min(retransmitNs, conversation.resumeNs());
    }

    @Override
    public void save(StateWriter out) {
        out.bool(established);
        out.int32(unacknowledged);
        out.int32(next);
        out.int32(highest);
        out.int32(firstByte);
        toSend.save(out);
        out.bool(finishing);
        out.bool(finished);
        out.bool(finAcknowledged);
        out.bool(guestFinished);
        out.int32(guestWindow);
        out.int32(mss);
        out.int32(expected);
        out.int32(advertised);
        out.int64(retransmitNs);
        out.int64(timeoutNs);
        out.int32(tries);
        conversation.save(out);
    }

    @Override
    public void restore(StateReader in) {
        established = in.bool();
        unacknowledged = in.int32();
        next = in.int32();
        highest = in.int32();
        firstByte = in.int32();
        toSend.restore(in);
        finishing = in.bool();
        finished = in.bool();
        finAcknowledged = in.bool();
        guestFinished = in.bool();
        guestWindow = in.int32();
        mss = in.int32();
        in.expect(mss >= LEAST_MSS && mss <= OUR_MSS, "a TCP segment size of " + mss);
        expected = in.int32();
        advertised = in.int32();
        retransmitNs = in.int64();
        timeoutNs = in.int64();
        tries = in.int32();
        conversation.restore(in);
    }
}
