package dev.trapline.gdbstub.packet;

/**
 * Packets about trace frames: {@code qTStatus QTFrame qTfP qTsP qTfV qTsV qTP qTV}.
 *
 * @rsp Tracepoint Packets
 */
public sealed interface TraceRequest extends Request {
    /** {@code qTStatus}. */
    record Status() implements TraceRequest {}

    /** {@code qTfP}: the tracepoints there are. */
    record FirstPoints() implements TraceRequest {}

    /** {@code qTsP}: the tracepoints that were left. */
    record MorePoints() implements TraceRequest {}

    /** {@code qTfV}, {@code qTsV}: the trace state variables there are. */
    record Variables() implements TraceRequest {}

    /** {@code qTV:N}: the value of one. */
    record Variable() implements TraceRequest {}

    /** {@code qTP:...}: how often a tracepoint was hit. */
    record PointStatus() implements TraceRequest {}

    /** {@code QTFrame:N}. */
    record Frame(long number) implements TraceRequest {}

    /** {@code QTFrame:ffffffff}: back to the present. */
    record NoFrame() implements TraceRequest {}

    /** {@code QTFrame:pc:ADDRESS}: the next frame at an address. */
    record FrameAt(long address) implements TraceRequest {}

    /** {@code QTFrame:tdp:N}: the next frame of a tracepoint. */
    record FrameOf(int tracepoint) implements TraceRequest {}

    /** {@code QTFrame:range:START:END} and {@code :outside:}: the next frame whose pc is (not) from start to end. */
    record FrameIn(long start, long end, boolean outside) implements TraceRequest {}

    /** What would begin or change a trace. */
    record Change(String name) implements TraceRequest {}

    static TraceRequest frame(PacketReader in) {
        in.expect(':');
        if (in.accept("pc:")) {
            return new FrameAt(in.address());
        }
        if (in.accept("tdp:")) {
            return new FrameOf(in.number());
        }
        boolean outside = in.accept("outside:");
        if (outside || in.accept("range:")) {
            long start = in.address();
            in.expect(':');
            return new FrameIn(start, in.address(), outside);
        }
        long number = in.hex();
        in.expectEnd();
        return number == 0xffff_ffffL || number == -1 ? new NoFrame() : new Frame(number);
    }
}
