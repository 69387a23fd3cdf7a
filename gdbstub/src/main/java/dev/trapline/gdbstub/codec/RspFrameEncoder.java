package dev.trapline.gdbstub.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/**
 * From {@link OutFrame}s to bytes.
 *
 * @rsp Overview
 */
public final class RspFrameEncoder extends MessageToByteEncoder<OutFrame> {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    /** A run of fewer equal bytes is not shorter as a run. */
    private static final int SHORTEST = 4;

    private static final int RUN_ZERO = 29;
    private static final int MOST_REPEATS = 126 - RUN_ZERO;

    private final boolean runs;

    /** @param runs whether runs of equal bytes are cut short: only servers may */
    public RspFrameEncoder(boolean runs) {
        super(OutFrame.class);
        this.runs = runs;
    }

    @Override
    protected ByteBuf allocateBuffer(ChannelHandlerContext context, OutFrame frame, boolean direct) {
        int bytes = switch (frame) {
            case OutFrame.Packet(byte[] payload) -> payload.length + 4;
            case OutFrame.Notification(byte[] payload) -> payload.length + 4;
            case OutFrame.Ack(), OutFrame.Nack(), OutFrame.Interrupt() -> 1;
        };
        return direct ? context.alloc().ioBuffer(bytes) : context.alloc().heapBuffer(bytes);
    }

    @Override
    protected void encode(ChannelHandlerContext context, OutFrame frame, ByteBuf out) {
        switch (frame) {
            case OutFrame.Packet(byte[] payload) -> framed('$', payload, out);
            case OutFrame.Notification(byte[] payload) -> framed('%', payload, out);
            case OutFrame.Ack() -> out.writeByte('+');
            case OutFrame.Nack() -> out.writeByte('-');
            case OutFrame.Interrupt() -> out.writeByte(3);
        }
    }

    private void framed(char begin, byte[] payload, ByteBuf out) {
        out.writeByte(begin);
        int sum = 0;
        for (int at = 0; at < payload.length; ) {
            byte b = payload[at];
            int equal = 1;
            while (runs && equal <= MOST_REPEATS && at + equal < payload.length && payload[at + equal] == b) {
                equal++;
            }
            out.writeByte(b);
            sum += b;
            at++;
            if (equal >= SHORTEST) {
                int repeats = equal - 1;
                if (repeats == '#' - RUN_ZERO || repeats == '$' - RUN_ZERO) {
                    repeats = '#' - RUN_ZERO - 1;
                }
                out.writeByte('*');
                out.writeByte(RUN_ZERO + repeats);
                sum += '*' + RUN_ZERO + repeats;
                at += repeats;
            }
        }
        out.writeByte('#');
        out.writeByte(DIGITS[sum >> 4 & 0xf]);
        out.writeByte(DIGITS[sum & 0xf]);
    }
}
