package dev.trapline.emu.device.virtio;

import dev.trapline.emu.port.FrameSink;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The network device (virtio 1.2 5.1): one receive and one transmit queue, no offloads, mergeable receive buffers.
 *
 * <p>A frame leaves while the driver's notification is served. One that arrives waits for buffers; what arrives before a driver is
 * at work, or when {@link #BACKLOG} frames wait already, is lost, as on a wire.
 */
public final class VirtioNet extends VirtioDevice {
    /** Frames that may wait for receive buffers. */
    public static final int BACKLOG = 1024;

    // virtio 1.2 5.1.3
    private static final long F_MAC = 1L << 5;
    private static final long F_MRG_RXBUF = 1L << 15;
    private static final long F_STATUS = 1L << 16;

    private static final int RECEIVE = 0;
    private static final int TRANSMIT = 1;
    private static final int LINK_UP = 1;

    /** virtio 1.2 5.1.6: with num_buffers, which a legacy driver knows only with mergeable buffers. */
    private static final int HEADER = 12;

    private static final int LEGACY_HEADER = 10;
    private static final int LARGEST_FRAME = 64 << 10;

    private final FrameSink wire;
    private final byte[] config = new byte[8];
    private final byte[] header = new byte[HEADER];
    private final Chain outgoing = new Chain();
    private final Deque<byte[]> backlog = new ArrayDeque<>();
    /** The buffers one frame is spread over, made as needed. */
    private Chain[] incoming = {new Chain()};

    private long lost;

    /**
     * @param mac six bytes
     * @param wire takes each frame sent
     */
    public VirtioNet(byte[] mac, FrameSink wire) {
        if (mac.length != 6) {
            throw new IllegalArgumentException("a MAC address of " + mac.length + " bytes");
        }
        this.wire = wire;
        System.arraycopy(mac, 0, config, 0, 6);
        LittleEndian.setInt16(config, 6, LINK_UP);
    }

    @Override
    int deviceId() {
        return 1;
    }

    @Override
    long features() {
        return F_MAC | F_STATUS | F_MRG_RXBUF;
    }

    @Override
    int queueCount() {
        return 2;
    }

    @Override
    byte[] config() {
        return config;
    }

    /** A legacy driver may set the MAC address (virtio 1.2 5.1.4.2); it is remembered and nothing more. */
    @Override
    boolean writeConfig(int offset, int size, long value) {
        if (transport().isModern() || offset + size > 6) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            config[offset + i] = (byte) (value >>> 8 * i);
        }
        return true;
    }

    /** A frame arrives from outside, 14 bytes to 64 KiB, without FCS; anything else is dropped. */
    public void receive(byte[] frame) {
        if (frame.length < 14 || frame.length > LARGEST_FRAME) {
            lost++;
            return;
        }
        if (!awaitsFrames() || backlog.size() == BACKLOG) {
            lost++;
            return;
        }
        backlog.add(frame.clone());
        deliver();
    }

    /** Whether a driver is at work that takes frames. */
    public boolean awaitsFrames() {
        return transport().isRunning() && transport().queue(RECEIVE).isReady();
    }

    /** Frames that arrived and found nobody, since the machine was built. */
    public long lost() {
        return lost;
    }

    @Override
    void notified(int index) {
        if (index == RECEIVE) {
            deliver();
        } else {
            transmit();
        }
    }

    private int headerBytes() {
        return transport().isModern() || transport().accepted(F_MRG_RXBUF) ? HEADER : LEGACY_HEADER;
    }

    private void transmit() {
        Virtqueue queue = transport().queue(TRANSMIT);
        int skip = headerBytes();
        while (queue.pop(outgoing)) {
            long length = outgoing.readableBytes() - skip;
            if (length < 0 || length > LARGEST_FRAME) {
                queue.fail("a frame of " + length + " bytes to send");
                break;
            }
            byte[] frame = new byte[(int) length];
            if (!outgoing.read(queue, skip, frame, 0, frame.length)) {
                break;
            }
            queue.push(outgoing.head(), 0);
            wire.frame(frame);
        }
        transport().used(queue);
    }

    /** Puts waiting frames into the receive buffers there are. */
    private void deliver() {
        Virtqueue queue = transport().queue(RECEIVE);
        boolean room = true;
        while (room && !backlog.isEmpty()) {
            room = deliver(queue, backlog.getFirst());
            if (room) {
                backlog.remove();
            }
        }
        transport().used(queue);
    }

    /** False if the frame must wait for more buffers. */
    private boolean deliver(Virtqueue queue, byte[] frame) {
        int skip = headerBytes();
        int needed = skip + frame.length;
        boolean mergeable = transport().accepted(F_MRG_RXBUF);
        int taken = 0;
        long room = 0;
        while (room < needed && (taken == 0 || mergeable)) {
            if (taken == incoming.length) {
                more();
            }
            if (!queue.pop(incoming[taken])) {
                if (queue.fault() == null) {
                    queue.unpop(taken);
                }
                return false;
            }
            if (taken == 0 && incoming[0].writableBytes() < skip) {
                queue.fail("a receive buffer of " + incoming[0].writableBytes() + " bytes");
                return false;
            }
            room += incoming[taken].writableBytes();
            taken++;
        }
        if (room < needed) {
            // One buffer is all a frame may have, and it is too small for this one.
            queue.unpop(taken);
            lost++;
            transport()
                    .diagnostics()
                    .guestMistake(
                            transport().name(),
                            "a receive buffer of " + room + " bytes is too small for a frame of " + frame.length
                                    + "; the frame is lost");
            return true;
        }
        Arrays.fill(header, (byte) 0);
        LittleEndian.setInt16(header, 10, taken);
        spread(queue, frame, skip, taken);
        return true;
    }

    private void spread(Virtqueue queue, byte[] frame, int skip, int taken) {
        int done = 0;
        for (int i = 0; i < taken; i++) {
            Chain chain = incoming[i];
            int at = i == 0 ? skip : 0;
            int n = (int) Math.min(frame.length - done, chain.writableBytes() - at);
            if (i == 0 && !chain.write(queue, 0, header, 0, skip) || !chain.write(queue, at, frame, done, n)) {
                return;
            }
            queue.push(chain.head(), at + n);
            done += n;
        }
    }

    private void more() {
        Chain[] wider = Arrays.copyOf(incoming, incoming.length + 1);
        wider[incoming.length] = new Chain();
        incoming = wider;
    }

    @Override
    void reset() {
        backlog.clear();
    }

    @Override
    void stopped(int queue) {
        if (queue == RECEIVE) {
            backlog.clear();
        }
    }

    @Override
    public void save(StateWriter out) {
        out.bytes(config);
        out.int64(lost);
        out.int32(backlog.size());
        for (byte[] frame : backlog) {
            out.bytes(frame);
        }
    }

    @Override
    public void restore(StateReader in) {
        in.bytes(config);
        lost = in.int64();
        int n = in.int32();
        in.expect(n >= 0 && n <= BACKLOG, n + " frames waiting");
        backlog.clear();
        for (int i = 0; i < n; i++) {
            backlog.add(in.bytes());
        }
    }
}
