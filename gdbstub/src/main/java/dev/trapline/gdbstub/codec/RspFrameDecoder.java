package dev.trapline.gdbstub.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.Arrays;
import java.util.List;

/**
 * From bytes to {@link Frame}s. Knows no packet. Any bytes at all can come: what is between packets and means nothing is
 * dropped, and a packet that never ends costs no more than the limit.
 *
 * @rsp Overview
 */
public final class RspFrameDecoder extends ByteToMessageDecoder {
    private static final byte[] NONE = {};
    private static final int KEPT = 1 << 16;
    /** A run's count is a character from this one on; it stands for no repetition. */
    private static final int RUN_ZERO = 29;

    private enum State {
        BETWEEN,
        BODY,
        ESCAPED,
        RUN,
        CHECKSUM_HIGH,
        CHECKSUM_LOW
    }

    private final int limit;
    private final boolean runs;
    private State state = State.BETWEEN;
    private boolean notification;
    private boolean overlong;
    private byte[] body = NONE;
    private int length;
    private int raw;
    private int sum;
    /** As it was on the wire: runs are cut short after escapes are put in. */
    private int last;

    private int stated;

    /**
     * @param limit the longest packet that is taken, in bytes on the wire without framing
     * @param runs whether {@code *} begins a run of equal bytes: only what servers send has runs, and in what clients
     *     send it is itself
     */
    public RspFrameDecoder(int limit, boolean runs) {
        this.limit = limit;
        this.runs = runs;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (in.isReadable()) {
            int b = in.readUnsignedByte();
            switch (state) {
                case BETWEEN -> between(b, out);
                case BODY -> inBody(b);
                case ESCAPED -> {
                    count(b);
                    put(b ^ 0x20);
                    state = State.BODY;
                }
                case RUN -> {
                    sum += b;
                    raw++;
                    repeat(b - RUN_ZERO);
                    state = State.BODY;
                }
                case CHECKSUM_HIGH -> {
                    stated = Character.digit(b, 16) << 4;
                    state = State.CHECKSUM_LOW;
                }
                case CHECKSUM_LOW -> {
                    int low = Character.digit(b, 16);
                    finish(stated >= 0 && low >= 0 ? stated | low : -1, out);
                }
            }
        }
    }

    private void between(int b, List<Object> out) {
        switch (b) {
            case '$', '%' -> begin(b == '%');
            case '+' -> out.add(new Frame.Ack());
            case '-' -> out.add(new Frame.Nack());
            case 3 -> out.add(new Frame.Interrupt());
            default -> {}
        }
    }

    private void begin(boolean asNotification) {
        state = State.BODY;
        notification = asNotification;
        overlong = false;
        length = 0;
        raw = 0;
        sum = 0;
    }

    private void inBody(int b) {
        switch (b) {
            // The one before was cut short: a client that was stopped in the middle begins anew.
            case '$' -> begin(false);
            case '#' -> state = State.CHECKSUM_HIGH;
            case '}' -> {
                count(b);
                state = State.ESCAPED;
            }
            default -> {
                if (b == '*' && runs && length > 0) {
                    sum += b;
                    raw++;
                    state = State.RUN;
                } else {
                    count(b);
                    put(b);
                }
            }
        }
    }

    private void count(int b) {
        sum += b;
        raw++;
        last = b;
    }

    private void repeat(int times) {
        for (int i = 0; i < times && !overlong; i++) {
            put(last);
        }
    }

    private void put(int b) {
        if (overlong) {
            return;
        }
        if (raw > limit || length >= limit && !runs) {
            overlong = true;
            body = NONE;
            return;
        }
        if (length == body.length) {
            body = Arrays.copyOf(body, Math.max(64, 2 * length));
        }
        body[length++] = (byte) b;
    }

    private void finish(int checksum, List<Object> out) {
        state = State.BETWEEN;
        if (overlong) {
            out.add(new Frame.TooLong());
        } else if (checksum != (sum & 0xff)) {
            out.add(new Frame.Damaged());
        } else {
            byte[] payload = Arrays.copyOf(body, length);
            out.add(notification ? new Frame.Notification(payload) : new Frame.Packet(payload));
        }
        if (body.length > KEPT) {
            body = NONE;
        }
    }
}
