package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.gdbstub.packet.PayloadBuffer;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.ThreadRequest;
import dev.trapline.gdbstub.packet.ThreadSelector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Packets about threads. */
final class Threads {
    /** Threads that one answer lists; more than any packet's size allows are asked for again. */
    private static final int AT_ONCE = 64;

    private final Debuggee debuggee;
    private final Client client;
    private List<ThreadId> left = List.of();

    Threads(Debuggee debuggee, Client client) {
        this.debuggee = debuggee;
        this.client = client;
    }

    Reply handle(ThreadRequest request) {
        return switch (request) {
            case ThreadRequest.SelectGeneral(ThreadSelector threads) -> {
                debuggee.selectGeneral(threads);
                yield new Reply.Ok();
            }
            case ThreadRequest.SelectResumed(ThreadSelector threads) -> {
                debuggee.selectResumed(threads);
                yield new Reply.Ok();
            }
            case ThreadRequest.IsAlive(ThreadSelector thread) ->
                debuggee.threads().stream().anyMatch(thread::covers)
                        ? new Reply.Ok()
                        : new Reply.Refusal("this thread is not there now");
            case ThreadRequest.Current() -> new Reply.Text("QC" + client.id(debuggee.current()));
            case ThreadRequest.FirstThreads() -> {
                left = debuggee.threads();
                yield more();
            }
            case ThreadRequest.MoreThreads() -> more();
            case ThreadRequest.ExtraInfo(ThreadSelector thread) -> {
                Optional<World.WorldThread> found = debuggee.find(debuggee.one(thread));
                yield found.isEmpty()
                        ? Reply.INVALID
                        : hex(found.get().name() + ", " + found.get().state());
            }
        };
    }

    static Reply hex(String text) {
        PayloadBuffer buffer = new PayloadBuffer().hexText(text);
        return new Reply.Text(new String(buffer.copy(), StandardCharsets.US_ASCII));
    }

    private Reply more() {
        if (left.isEmpty()) {
            return new Reply.Text("l");
        }
        int count = Math.min(AT_ONCE, left.size());
        String list = left.subList(0, count).stream().map(client::id).collect(Collectors.joining(","));
        left = left.subList(count, left.size());
        return new Reply.Text("m" + list);
    }
}
