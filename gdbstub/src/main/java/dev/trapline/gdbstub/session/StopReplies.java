package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.Stop.Reason;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.gdbstub.packet.Reply;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a stop is told, with the registers that every debugger asks for next.
 *
 * @rsp Stop Reply Packets
 */
final class StopReplies {
    /** As GDB numbers signals. */
    static final int NONE = 0;

    private static final int INT = 2;
    static final int TRAP = 5;
    private static final int ABRT = 6;

    private static final HexFormat HEX = HexFormat.of();
    private static final List<Integer> EXPEDITED = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 25);

    private final Debuggee debuggee;
    private final Client client;
    private final PointTable points;

    StopReplies(Debuggee debuggee, Client client, PointTable points) {
        this.debuggee = debuggee;
        this.client = client;
        this.points = points;
    }

    /** The reply for a stop that left the machine there to be looked at, or for its end. */
    Reply of(Stop stop) {
        return switch (stop.reason()) {
            case Reason.Stepped() -> stopped(stop.thread(), TRAP, "", "trace");
            case Reason.AtExecution(StopPoint.Execution point) ->
                stopped(stop.thread(), TRAP, breakpoint(point), "breakpoint");
            case Reason.AtAccess(StopPoint.Access point, int address) ->
                stopped(stop.thread(), TRAP, access(point, address), "watchpoint");
            case Reason.AtCall(long number, boolean answered) ->
                stopped(
                        stop.thread(),
                        TRAP,
                        (answered ? "syscall_return:" : "syscall_entry:") + Long.toHexString(number) + ";",
                        "breakpoint");
            case Reason.Interrupted() -> stopped(stop.thread(), INT, "", "signal");
            case Reason.HistoryBegins() -> stopped(stop.thread(), TRAP, "replaylog:begin;", "trap");
            case Reason.HistoryEnds _ -> stopped(stop.thread(), TRAP, "replaylog:end;", "trap");
            case Reason.Dead _ -> stopped(stop.thread(), ABRT, "", "signal");
            case Reason.Ended(int status) -> exited(status, stop.thread().world());
        };
    }

    /** The reply for a thread that stands because it was asked to, or because another one does. */
    Reply quiet(ThreadId thread) {
        return stopped(thread, NONE, "", "none");
    }

    Reply trap(ThreadId thread) {
        return stopped(thread, TRAP, "", "trap");
    }

    Reply exited(int status, int world) {
        return new Reply.Exited(status & 0xff, client.multiprocess ? OptionalInt.of(world) : OptionalInt.empty());
    }

    /** What a stop is, in LLDB's words. */
    String reason(Stop stop) {
        return switch (stop.reason()) {
            case Reason.Stepped() -> "trace";
            case Reason.AtExecution _ -> "breakpoint";
            case Reason.AtAccess _ -> "watchpoint";
            case Reason.AtCall _ -> "breakpoint";
            case Reason.Interrupted _, Reason.Dead _ -> "signal";
            case Reason.HistoryBegins _, Reason.HistoryEnds _, Reason.Ended _ -> "trap";
        };
    }

    private String breakpoint(StopPoint.Execution point) {
        // gdb goes on by itself from a breakpoint that it has not got at the PC; from a SIGTRAP it does not.
        if (points.hasBitZero(point)) {
            return "";
        }
        // To say so to a client that does not know it would be an error.
        return switch (points.typeOf(point)) {
            case SOFTWARE -> client.swbreak ? "swbreak:;" : "";
            case HARDWARE -> client.hwbreak ? "hwbreak:;" : "";
            case WRITE, READ, ACCESS -> "";
        };
    }

    private static String access(StopPoint.Access point, int address) {
        String name = switch (point.kind()) {
            case WRITE -> "watch:";
            case READ -> "rwatch:";
            case ANY -> "awatch:";
        };
        return name + Integer.toHexString(address) + ";";
    }

    private Reply stopped(ThreadId thread, int signal, String why, String lldbReason) {
        StringBuilder text = new StringBuilder(400);
        text.append("thread:").append(client.id(thread)).append(';');
        int core = debuggee.find(thread).map(World.WorldThread::core).orElse(-1);
        if (core >= 0) {
            text.append("core:").append(Integer.toHexString(core)).append(';');
        }
        text.append(why);
        if (client.lldb) {
            text.append("reason:").append(lldbReason).append(';');
        }
        if (client.listsThreads) {
            threads(text);
        }
        registers(text, thread);
        return new Reply.Stopped(signal, text.toString());
    }

    private void registers(StringBuilder text, ThreadId thread) {
        int before = text.length();
        try {
            for (int number : EXPEDITED) {
                Optional<byte[]> value = debuggee.target().readRegister(thread, number);
                if (value.isPresent()) {
                    HEX.toHexDigits(text, (byte) number);
                    text.append(':');
                    HEX.formatHex(text, value.get());
                    text.append(';');
                }
            }
        } catch (DebugException gone) {
            // The stop must be told all the same; who asks for the registers is told why there are none.
            text.setLength(before);
        }
    }

    private void threads(StringBuilder text) {
        List<ThreadId> threads = debuggee.threads();
        text.append("threads:");
        for (int i = 0; i < threads.size(); i++) {
            text.append(i == 0 ? "" : ",").append(client.id(threads.get(i)));
        }
        text.append(";thread-pcs:");
        for (int i = 0; i < threads.size(); i++) {
            text.append(i == 0 ? "" : ",").append(Long.toHexString(pc(threads.get(i))));
        }
        text.append(';');
    }

    private long pc(ThreadId thread) {
        try {
            return debuggee.target()
                    .readRegister(thread, RegisterDescription.PC)
                    .map(Values::toLong)
                    .orElse(0L);
        } catch (DebugException gone) {
            return 0;
        }
    }
}
