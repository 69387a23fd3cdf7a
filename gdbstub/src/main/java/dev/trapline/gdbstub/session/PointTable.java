package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.PointCondition;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.gdbstub.agent.AgentCondition;
import dev.trapline.gdbstub.agent.AgentException;
import dev.trapline.gdbstub.packet.PointRequest;
import dev.trapline.gdbstub.packet.PointRequest.Type;
import dev.trapline.gdbstub.packet.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The points of one client. Debuggers take all of them out at each stop and put the same ones in again before they let
 * the machine go on; the target only hears of it if the machine goes on with others than before.
 */
final class PointTable {
    /** What a client takes a point out by. */
    private record Key(Type type, int world, long address, int length) {}

    /** About what a point takes besides its expressions, in bytes. */
    private static final int POINT_BYTES = 256;

    private final Debuggee debuggee;
    private final Client client;
    private final long memoryBytes;
    private final Consumer<String> console;
    private final Map<Key, StopPoint> points = new LinkedHashMap<>();
    private final Map<Key, Integer> sizes = new LinkedHashMap<>();
    private long bytes;
    private Optional<StopPoint.Calls> calls = Optional.empty();
    private List<StopPoint> applied = List.of();
    private Runnable undo = () -> {};

    PointTable(Debuggee debuggee, Client client, long memoryBytes, Consumer<String> console) {
        this.debuggee = debuggee;
        this.client = client;
        this.memoryBytes = memoryBytes;
        this.console = console;
    }

    Reply handle(PointRequest request) {
        return switch (request) {
            case PointRequest.Insert insert -> insert(insert);
            case PointRequest.Remove remove -> {
                Key key = present(key(remove));
                points.remove(key);
                Integer size = sizes.remove(key);
                bytes -= size == null ? 0 : size;
                yield new Reply.Ok();
            }
        };
    }

    /** Undoes the last insertion, if it was one. */
    void takeBack() {
        undo.run();
        undo = () -> {};
    }

    /** From now on calls stop the machine; an empty set of numbers stands for all. */
    void catchCalls(Set<Long> numbers) {
        calls = Optional.of(new StopPoint.Calls(0, numbers));
    }

    void catchNoCalls() {
        calls = Optional.empty();
    }

    /** Tells the target, if there is anything new. */
    void apply() {
        List<StopPoint> wanted = new ArrayList<>(points.values());
        calls.ifPresent(wanted::add);
        if (!wanted.equals(applied)) {
            debuggee.target().setPoints(wanted);
            applied = wanted;
        }
    }

    /** Whether a point is one that the client has by an address with bit 0 only: it does not find that where the PC is. */
    boolean hasBitZero(StopPoint.Execution point) {
        boolean found = false;
        for (Map.Entry<Key, StopPoint> each : points.entrySet()) {
            if (each.getValue().equals(point)) {
                if ((each.getKey().address & 1) == 0) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    /** How a point was asked for. */
    Type typeOf(StopPoint point) {
        for (Map.Entry<Key, StopPoint> each : points.entrySet()) {
            if (each.getValue().equals(point)) {
                return each.getKey().type;
            }
        }
        return Type.SOFTWARE;
    }

    private Reply insert(PointRequest.Insert insert) {
        undo = () -> {};
        Key key = key(insert);
        int size = POINT_BYTES;
        for (byte[] code : insert.conditions()) {
            size += 2 * code.length;
        }
        for (byte[] code : insert.commands()) {
            size += 2 * code.length;
        }
        Integer before = sizes.get(key);
        long total = bytes + size - (before == null ? 0 : before);
        if (total > memoryBytes) {
            return new Reply.Refusal("these are more breakpoints than one client may have");
        }
        if (!insert.type().execution() && insert.kind() == 0) {
            return new Reply.Refusal("a watchpoint needs a length");
        }
        try {
            PointCondition condition = AgentCondition.verify(insert.conditions(), insert.commands(), console);
            undo = before(key);
            points.put(key, point(key, condition));
        } catch (AgentException refused) {
            return new Reply.Refusal(String.valueOf(refused.getMessage()));
        }
        sizes.put(key, size);
        bytes = total;
        return new Reply.Ok();
    }

    /** Makes it as it is now again, with or without a point of this key. */
    private Runnable before(Key key) {
        StopPoint point = points.get(key);
        Integer size = sizes.get(key);
        long total = bytes;
        return () -> {
            if (point == null || size == null) {
                points.remove(key);
                sizes.remove(key);
            } else {
                points.put(key, point);
                sizes.put(key, size);
            }
            bytes = total;
        };
    }

    /** gdb inserts a breakpoint in Thumb code by the address that was typed, bit 0 and all, and takes it out without. */
    private Key present(Key wanted) {
        Key odd = new Key(wanted.type, wanted.world, wanted.address | 1, wanted.length);
        return wanted.type.execution() && !points.containsKey(wanted) ? odd : wanted;
    }

    private Key key(PointRequest request) {
        // A client with several processes selects a thread of the one it means first; to another all worlds are one.
        int world = client.multiprocess ? debuggee.general().world() : 0;
        return new Key(request.type(), world, request.address(), request.type().execution() ? 0 : request.kind());
    }

    private static StopPoint point(Key key, PointCondition condition) {
        int address = (int) key.address;
        return switch (key.type) {
            case SOFTWARE, HARDWARE -> new StopPoint.Execution(key.world, address & ~1, condition);
            case WRITE -> access(key, StopPoint.Access.Kind.WRITE, condition);
            case READ -> access(key, StopPoint.Access.Kind.READ, condition);
            case ACCESS -> access(key, StopPoint.Access.Kind.ANY, condition);
        };
    }

    private static StopPoint access(Key key, StopPoint.Access.Kind kind, PointCondition condition) {
        return new StopPoint.Access(key.world, (int) key.address, key.length, kind, condition);
    }
}
