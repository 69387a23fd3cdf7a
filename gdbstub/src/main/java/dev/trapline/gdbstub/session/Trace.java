package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.TraceFrames;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.TraceRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Moments of history as trace frames of a tracepoint 1, of which nothing else is told. Where there are
 * none nothing is said of traces at all, since debuggers then ask no further.
 *
 * @rsp Tracepoint Packets
 */
final class Trace {
    private static final String NO_FRAME = "F-1";
    private static final BooleanSupplier NEVER = () -> false;

    private final Debuggee debuggee;
    private final Limits limits;
    private final AtomicInteger interrupts;
    private final Optional<TraceFrames> frames;
    private long selected = -1;

    /** @param interrupts that have come, whose turn has not */
    Trace(Debuggee debuggee, Limits limits, AtomicInteger interrupts) {
        this.debuggee = debuggee;
        this.limits = limits;
        this.interrupts = interrupts;
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
        if (frames.isEmpty()) {
            return new Reply.Unsupported();
        }
        Deadline deadline = new Deadline(limits.requestTime(), interrupts);
        try {
            return handle(frames.get(), request, deadline::passed);
        } catch (DebugException e) {
            if (!deadline.passed()) {
                throw e;
            }
            return new Reply.Refusal(deadline.why() + ": " + e.getMessage());
        }
    }

    private Reply handle(TraceFrames there, TraceRequest request, BooleanSupplier givenUp) {
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
                there.select(number, givenUp);
                yield arrived(number);
            }
            case TraceRequest.FrameAt(long address) -> {
                Optional<Long> found = there.selectAt(selected, (int) address, givenUp);
                yield found.isPresent() ? arrived(found.get()) : new Reply.Text(NO_FRAME);
            }
            case TraceRequest.FrameOf(int tracepoint) -> {
                long next = selected + 1;
                if (tracepoint != 1 || next >= there.size()) {
                    yield new Reply.Text(NO_FRAME);
                }
                there.select(next, givenUp);
                yield arrived(next);
            }
            case TraceRequest.FrameIn range -> frameIn(there, range, givenUp);
            case TraceRequest.Change(String name) ->
                new Reply.Refusal("a recording's trace is what was recorded: it cannot be changed");
        };
    }

    private Reply frameIn(TraceFrames there, TraceRequest.FrameIn range, BooleanSupplier givenUp) {
        long number = selected + 1;
        try {
            for (; number < there.size() && !givenUp.getAsBoolean(); number++) {
                there.select(number, givenUp);
                if (isIn(range, pc())) {
                    return arrived(number);
                }
            }
        } catch (DebugException e) {
            if (!givenUp.getAsBoolean()) {
                back(there);
                throw e;
            }
        }
        back(there);
        if (number < there.size()) {
            throw TraceFrames.givenUp(selected, number);
        }
        return new Reply.Text(NO_FRAME);
    }

    private static boolean isIn(TraceRequest.FrameIn range, long pc) {
        return (pc >= range.start() && pc <= range.end()) != range.outside();
    }

    private long pc() {
        return debuggee.target()
                .readRegister(debuggee.target().current(), RegisterDescription.PC)
                .map(Values::toLong)
                .orElse(0L);
    }

    private void back(TraceFrames there) {
        if (selected >= 0) {
            there.select(selected, NEVER);
        } else {
            there.leave();
        }
    }

    private Reply arrived(long number) {
        selected = number;
        // gdb takes what it is told next for its own selected thread's: it has no way to hear which thread a frame is
        // of.
        debuggee.select(frames.flatMap(TraceFrames::thread).orElseGet(debuggee.target()::current));
        return new Reply.Text("F" + Long.toHexString(number) + "T1");
    }
}
