package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.codec.Frame;
import dev.trapline.gdbstub.packet.FileCallRequest;
import dev.trapline.gdbstub.packet.FileRequest;
import dev.trapline.gdbstub.packet.LldbRequest;
import dev.trapline.gdbstub.packet.MemoryRequest;
import dev.trapline.gdbstub.packet.MonitorRequest;
import dev.trapline.gdbstub.packet.PointRequest;
import dev.trapline.gdbstub.packet.ProcessRequest;
import dev.trapline.gdbstub.packet.RegisterRequest;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.Request;
import dev.trapline.gdbstub.packet.RequestParser;
import dev.trapline.gdbstub.packet.ResumeRequest;
import dev.trapline.gdbstub.packet.SettingRequest;
import dev.trapline.gdbstub.packet.ThreadRequest;
import dev.trapline.gdbstub.packet.TraceRequest;
import dev.trapline.gdbstub.packet.TransferRequest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client's conversation. All methods are for one thread, the session's, but {@link #interrupt} is for any.
 *
 * <p>A target is attached to when the first packet needs one, so that who connects and says nothing stops no machine.
 */
public final class GdbSession {
    private final DebugTargets targets;
    private final Limits limits;
    private final SessionOutput output;
    private final Executor own;
    private final Client client = new Client();
    /** Interrupt characters that have come, and whose turn among the packets has not. */
    private final AtomicInteger interrupts = new AtomicInteger();

    private Optional<Attachment> attachment = Optional.empty();
    private boolean attachedOnce;
    /** What {@link #interrupt} reaches from another thread. */
    private volatile Optional<DebugTarget> reachable = Optional.empty();

    /** @param own executes on the session's thread, after what is there already */
    public GdbSession(DebugTargets targets, Limits limits, SessionOutput output, Executor own) {
        this.targets = targets;
        this.limits = limits;
        this.output = output;
        this.own = own;
    }

    /** An interrupt character has come: the machine is stopped at once, whatever waits before it. From any thread. */
    public void interrupt() {
        interrupts.incrementAndGet();
        reachable.ifPresent(DebugTarget::interrupt);
    }

    /** The next frame, in the order in which they came; for {@link Frame.Interrupt} {@link #interrupt} was called. */
    public void receive(Frame frame) {
        switch (frame) {
            case Frame.Packet(byte[] payload) -> {
                if (client.acknowledges) {
                    output.acknowledge();
                }
                answer(RequestParser.parse(payload));
            }
            case Frame.Nack() -> {
                if (client.acknowledges) {
                    output.resend();
                }
            }
            case Frame.Damaged() -> {
                if (client.acknowledges) {
                    output.refuse();
                } else {
                    reply(new Reply.Refusal("the packet's checksum is wrong"));
                }
            }
            case Frame.TooLong() -> {
                if (client.acknowledges) {
                    output.acknowledge();
                }
                reply(new Reply.Refusal("the packet is longer than PacketSize, " + limits.packetBytes() + " bytes"));
            }
            case Frame.Interrupt() -> {
                interrupts.decrementAndGet();
                attachment.ifPresent(attached -> attached.movement().interrupt());
            }
            case Frame.Ack _, Frame.Notification _ -> {}
        }
    }

    /** The client is gone. */
    public void end() {
        detach();
    }

    private void answer(Request request) {
        Reply reply;
        try {
            reply = handle(request);
        } catch (DebugException refused) {
            reply = refusal(request, String.valueOf(refused.getMessage()));
        }
        reply(reply);
    }

    private void reply(Reply reply) {
        if (reply instanceof Reply.Nothing) {
            return;
        }
        output.send(client.lldb && reply instanceof Reply.Refusal(String why) ? forLldb(why) : reply);
    }

    /** LLDB takes {@code E.} for no error at all. */
    private Reply forLldb(String why) {
        if (!client.errorStrings) {
            return Reply.INVALID;
        }
        Reply text = Threads.hex(why);
        return text instanceof Reply.Text(String hex) ? new Reply.Text("E16;" + hex) : Reply.INVALID;
    }

    /** Debuggers take text for data where data is what they asked for. */
    private static Reply refusal(Request request, String why) {
        return switch (request) {
            case MemoryRequest.Read _, MemoryRequest.ReadBinary _ -> Reply.BAD_ADDRESS;
            case RegisterRequest.ReadAll _ -> Reply.INVALID;
            default -> new Reply.Refusal(why);
        };
    }

    private Reply handle(Request request) {
        return switch (request) {
            case SettingRequest setting -> handle(setting);
            case ProcessRequest process -> handle(process);
            case RegisterRequest registers -> attached().handle(registers);
            case MemoryRequest memory -> attached().handle(memory);
            case ThreadRequest threads -> handle(threads);
            case ResumeRequest resume ->
                resume instanceof ResumeRequest.SupportedActions() && attachment.isEmpty()
                        ? new Reply.Text("vCont;c;C;s;S;t;r")
                        : attached().handle(resume);
            case PointRequest points -> attached().handle(points);
            case TransferRequest transfer -> attached().handle(transfer);
            case FileRequest files -> attached().handle(files);
            case MonitorRequest monitor -> attached().handle(monitor);
            case TraceRequest trace -> attached().handle(trace);
            case FileCallRequest answer ->
                attachment.isEmpty() ? Movement.NOT_ASKED : attached().handle(answer);
            case LldbRequest lldb -> attached().handle(lldb);
            case Request.Unknown _ -> new Reply.Unsupported();
            case Request.Malformed(String name, String why)
            when name.equals(FileCallRequest.NAME) && attachment.isPresent() ->
                attached().garbled(why);
            case Request.Malformed(String name, String why) -> new Reply.Refusal("packet " + name + ": " + why);
        };
    }

    private Reply handle(ThreadRequest request) {
        if (attachment.isEmpty() && attachedOnce) {
            // Nothing is debugged: selections are for later, and there is no thread.
            return switch (request) {
                case ThreadRequest.SelectGeneral _, ThreadRequest.SelectResumed _ -> new Reply.Ok();
                case ThreadRequest.FirstThreads(), ThreadRequest.MoreThreads() -> new Reply.Text("l");
                case ThreadRequest.Current _, ThreadRequest.IsAlive _, ThreadRequest.ExtraInfo _ -> Reply.INVALID;
            };
        }
        return attached().handle(request);
    }

    private Reply handle(SettingRequest request) {
        return switch (request) {
            case SettingRequest.Supported(var features) -> {
                client.supports(features);
                yield new Reply.Text(supported());
            }
            case SettingRequest.NoAcknowledgements() -> {
                // The answer is still acknowledged; that is one '+' too many, which means nothing.
                client.acknowledges = false;
                yield new Reply.Ok();
            }
            case SettingRequest.NonStop(boolean on) -> {
                attached().movement().nonStop(on);
                yield new Reply.Ok();
            }
            case SettingRequest.CatchCalls(boolean on, var numbers) -> {
                if (on) {
                    attached().points().catchCalls(numbers);
                } else {
                    attached().points().catchNoCalls();
                }
                attached().movement().pointsChanged();
                yield new Reply.Ok();
            }
            case SettingRequest.Signals() -> new Reply.Ok();
            case SettingRequest.MustReplyEmpty() -> new Reply.Unsupported();
            case SettingRequest.Symbols() -> new Reply.Ok();
        };
    }

    private String supported() {
        StringBuilder offered = new StringBuilder("PacketSize=")
                .append(Integer.toHexString(limits.packetBytes()))
                .append(";QStartNoAckMode+;vContSupported+;swbreak+;hwbreak+;QNonStop+;QCatchSyscalls+;QPassSignals+")
                .append(";ConditionalBreakpoints+;BreakpointCommands+;binary-upload+");
        if (client.multiprocess) {
            offered.append(";multiprocess+");
        }
        try {
            Attachment attached = attached();
            offered.append(attached.documents().offered());
            if (attached.debuggee().target().reversible()) {
                offered.append(";ReverseStep+;ReverseContinue+");
            }
        } catch (DebugException refused) {
            // Debuggers show why only to the packets that come next.
            return offered.toString();
        }
        return offered.toString();
    }

    private Reply handle(ProcessRequest request) {
        return switch (request) {
            case ProcessRequest.StopReason() -> {
                if (attachment.isEmpty() && attachedOnce) {
                    yield new Reply.Exited(0, OptionalInt.empty());
                }
                yield attached().movement().why();
            }
            case ProcessRequest.Extended() -> {
                client.extended = true;
                yield new Reply.Ok();
            }
            case ProcessRequest.IsAttached() -> new Reply.Text("1");
            case ProcessRequest.Detach(OptionalInt world) -> {
                if (attachment.isPresent() && world.isPresent()) {
                    attached().debuggee().letGo(world.getAsInt());
                }
                if (world.isEmpty()
                        || attachment.isEmpty()
                        || attached().debuggee().worlds().isEmpty()) {
                    detach();
                }
                yield new Reply.Ok();
            }
            case ProcessRequest.KillAll() -> {
                kill();
                if (!client.extended) {
                    output.close();
                }
                yield new Reply.Nothing();
            }
            case ProcessRequest.Kill(int world) -> {
                if (world != 1 && attachment.isPresent()) {
                    yield new Reply.Refusal("a guest cannot be killed alone: detach from it, or kill inferior 1");
                }
                kill();
                yield new Reply.Ok();
            }
            case ProcessRequest.Attach(int world) -> attach(world);
            case ProcessRequest.Run() -> attached().restart();
            case ProcessRequest.Restart() -> {
                attached().restart();
                yield new Reply.Nothing();
            }
        };
    }

    private Reply attach(int world) {
        boolean anew = attachment.isEmpty();
        Attachment attached = attached();
        if (anew) {
            attached.debuggee().letGoOfAll();
        }
        attached.debuggee().take(world);
        ThreadId thread = attached.debuggee().current();
        return attached.movement().arrived(thread);
    }

    private Attachment attached() {
        return attachment.orElseGet(() -> {
            DebugTarget target = targets.attach();
            try {
                attachment = Optional.of(new Attachment(target, client, limits, output, own, interrupts));
            } finally {
                if (attachment.isEmpty()) {
                    target.close();
                }
            }
            reachable = Optional.of(target);
            attachedOnce = true;
            return attachment.get();
        });
    }

    private void kill() {
        attachment.ifPresent(attached -> attached.debuggee().target().kill());
        detach();
    }

    private void detach() {
        Optional<Attachment> left = attachment;
        attachment = Optional.empty();
        reachable = Optional.empty();
        left.ifPresent(Attachment::close);
    }
}
