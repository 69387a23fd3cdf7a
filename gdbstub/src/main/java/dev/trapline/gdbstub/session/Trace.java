package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.TraceFrames;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.TraceRequest;
import java.util.Optional;

/**
 * Moments of history as trace frames of a tracepoint 1, of which nothing else is told. Where there are
 * none nothing is said of traces at all, since debuggers then ask no further.
 *
 * @rsp Tracepoint Packets
 */
final class Trace {
    private static final String NO_FRAME = "F-1";
    /** A frame whose pc is (not) in a range is looked for among so many at most. */
    private static final int MOST_LOOKED_AT = 100_000;

    private final Debuggee debuggee;
    private final Optional<TraceFrames> frames;
    private long selected = -1;

    Trace(Debuggee debuggee) {
        this.debuggee = debuggee;
        frames = debuggee.target().frames();
    }

    boolean present() {
        return frames.isPresent();
    }

    boolean selected() {
        return selected >= 0;
    }

    /** Back to the present: before the machine moves, or history is left. */
    void leave() {
        if (selected >= 0) {
            selected = -1;
            frames.ifPresent(TraceFrames::leave);
            debuggee.select(debuggee.target().current());
        }
    }

    Reply handle(TraceRequest request) {
        return frames.isEmpty() ? new Reply.Unsupported() : handle(frames.get(), request);
    }

    private Reply handle(TraceFrames there, TraceRequest request) {
        return switch (request) {
            case TraceRequest.Status() -> {
                String count = Long.toHexString(there.size());
                yield new Reply.Text("T0;tstop::0;tframes:" + count + ";tcreated:" + count
                        + ";tfree:0;tsize:0;circular:0;disconn:0;starttime:0;stoptime:0;username:;notes:");
            }
            // gdb would give a tracepoint that is told of here a number among the user's breakpoints, with a warning.
            case TraceRequest.FirstPoints(), TraceRequest.MorePoints(), TraceRequest.Variables() -> new Reply.Text("l");
            case TraceRequest.Variable() -> new Reply.Text("U");
            case TraceRequest.PointStatus() -> new Reply.Text("V" + Long.toHexString(there.size()) + ":0");
            case TraceRequest.NoFrame() -> {
                leave();
                yield new Reply.Text(NO_FRAME);
            }
            case TraceRequest.Frame(long number) -> {
                if (number < 0 || number >= there.size()) {
                    yield new Reply.Text(NO_FRAME);
                }
                there.select(number);
                yield arrived(number);
            }
            case TraceRequest.FrameAt(long address) -> {
                Optional<Long> found = there.selectAt(selected, (int) address);
                yield found.isPresent() ? arrived(found.get()) : new Reply.Text(NO_FRAME);
            }
            case TraceRequest.FrameOf(int tracepoint) -> {
                long next = selected + 1;
                if (tracepoint != 1 || next >= there.size()) {
                    yield new Reply.Text(NO_FRAME);
                }
                there.select(next);
                yield arrived(next);
            }
            case TraceRequest.FrameIn range -> frameIn(there, range);
            case TraceRequest.Change(String name) ->
                new Reply.Refusal("a recording's trace is what was recorded: it cannot be changed");
        };
    }

    private Reply frameIn(TraceFrames there, TraceRequest.FrameIn range) {
        long before = selected;
        long end = Math.min(there.size(), selected + 1 + MOST_LOOKED_AT);
        for (long number = selected + 1; number < end; number++) {
            there.select(number);
            long pc = debuggee.target()
                    .readRegister(debuggee.target().current(), RegisterDescription.PC)
                    .map(Values::toLong)
                    .orElse(0L);
            if ((pc >= range.start() && pc <= range.end()) != range.outside()) {
                return arrived(number);
            }
        }
        if (before >= 0) {
            there.select(before);
        } else {
            there.leave();
        }
        return new Reply.Text(NO_FRAME);
    }

    private Reply arrived(long number) {
        selected = number;
        debuggee.select(debuggee.target().current());
        return new Reply.Text("F" + Long.toHexString(number) + "T1");
    }
}
