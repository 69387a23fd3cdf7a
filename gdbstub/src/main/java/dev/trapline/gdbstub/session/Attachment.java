package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.packet.FileCallRequest;
import dev.trapline.gdbstub.packet.FileRequest;
import dev.trapline.gdbstub.packet.LldbRequest;
import dev.trapline.gdbstub.packet.MemoryRequest;
import dev.trapline.gdbstub.packet.MonitorRequest;
import dev.trapline.gdbstub.packet.PointRequest;
import dev.trapline.gdbstub.packet.RegisterRequest;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.ResumeRequest;
import dev.trapline.gdbstub.packet.ThreadRequest;
import dev.trapline.gdbstub.packet.TraceRequest;
import dev.trapline.gdbstub.packet.TransferRequest;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** One target while a client has it: whoever does something about it, together. */
final class Attachment {
    private final Debuggee debuggee;
    private final PointTable points;
    private final Movement movement;
    private final Memory memory;
    private final Registers registers;
    private final Threads threads;
    private final Trace trace;
    private final Documents documents;
    private final Files files;
    private final Monitor monitor;
    private final Lldb lldb;

    Attachment(
            DebugTarget target,
            Client client,
            Limits limits,
            SessionOutput output,
            Executor own,
            AtomicInteger interrupts) {
        debuggee = new Debuggee(target);
        points = new PointTable(debuggee, client, limits.clientMemoryBytes() / 4, output::console);
        StopReplies replies = new StopReplies(debuggee, client, points);
        movement = new Movement(debuggee, client, points, replies, output, own, interrupts);
        memory = new Memory(debuggee, client, limits, interrupts);
        registers = new Registers(debuggee);
        threads = new Threads(debuggee, client);
        trace = new Trace(debuggee, limits, interrupts);
        documents = new Documents(debuggee, client, trace, limits.packetBytes());
        files = new Files(debuggee, limits.packetBytes());
        monitor = new Monitor(debuggee, movement, output, interrupts);
        lldb = new Lldb(debuggee, client, registers, replies, movement);
    }

    Debuggee debuggee() {
        return debuggee;
    }

    Movement movement() {
        return movement;
    }

    PointTable points() {
        return points;
    }

    Documents documents() {
        return documents;
    }

    Reply handle(MemoryRequest request) {
        return memory.handle(request);
    }

    Reply handle(RegisterRequest request) {
        return registers.handle(request);
    }

    Reply handle(ThreadRequest request) {
        // A machine that has ended has no threads, and debuggers take its worlds for gone once they were told.
        if (movement.state() instanceof SessionState.Ended
                && (request instanceof ThreadRequest.FirstThreads || request instanceof ThreadRequest.MoreThreads)) {
            return new Reply.Text("l");
        }
        return threads.handle(request);
    }

    Reply handle(TransferRequest request) {
        // gdb lists threads so when it has been told of the end, and detaches from those that it finds.
        if (movement.endIsTold()
                && request instanceof TransferRequest.Read read
                && read.object().equals("threads")) {
            return Documents.NO_THREADS;
        }
        return documents.handle(request);
    }

    Reply handle(FileRequest request) {
        return files.handle(request);
    }

    Reply handle(FileCallRequest answer) {
        return movement.answered(answer.answer());
    }

    /** What answers a call of the guest's makes no sense. */
    Reply garbled(String why) {
        return movement.answered(new FileAnswer.Garbled(why));
    }

    Reply handle(MonitorRequest request) {
        return monitor.handle(request);
    }

    Reply handle(TraceRequest request) {
        return trace.handle(request);
    }

    Reply handle(LldbRequest request) {
        return lldb.handle(request);
    }

    Reply handle(PointRequest request) {
        Reply reply = points.handle(request);
        try {
            movement.pointsChanged();
        } catch (DebugException moving) {
            // One to take out stops the machine once more at most, and whoever took it out lets it go on.
            if (request instanceof PointRequest.Insert) {
                points.takeBack();
                return new Reply.Refusal(String.valueOf(moving.getMessage()));
            }
        }
        return reply;
    }

    Reply handle(ResumeRequest request) {
        if (request instanceof ResumeRequest.SupportedActions) {
            return movement.handle(request);
        }
        trace.leave();
        return movement.handle(request);
    }

    /** From the beginning. */
    Reply restart() {
        trace.leave();
        debuggee.target().restart();
        return movement.arrived(debuggee.target().current());
    }

    /** The client leaves it: nothing of the client's stays. */
    void close() {
        DebugTarget target = debuggee.target();
        boolean moving = movement.state() instanceof SessionState.Moving;
        movement.leave();
        try {
            if (moving) {
                // It cannot be told anything before it stands, and need not be: it is the target's to drop its points.
                target.interrupt();
            } else {
                trace.leave();
                target.setPoints(List.of());
            }
        } catch (DebugException unwilling) {
            // Nobody is left to hear of it, and the next line ends it anyway.
            target.interrupt();
        } finally {
            target.close();
        }
    }
}
