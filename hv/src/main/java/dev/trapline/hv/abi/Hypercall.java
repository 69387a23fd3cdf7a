package dev.trapline.hv.abi;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.hv.abi.Operation.Listed;
import dev.trapline.hv.abi.Operation.Pointer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One hypercall: what its arguments are, and which of its operations is asked for. */
final class Hypercall {
    /** Where a call says which operation it wants. */
    enum Selector {
        /** Nowhere: it has only one. */
        NONE,
        /** In the first argument. */
        ARGUMENT,
        /** In the first word of the structure that the first argument points to. */
        STRUCTURE
    }

    /** No more than this would fit into what is captured, of the smallest there is. */
    private static final int MOST_STRUCTURES = 256;

    final int number;
    final String name;
    final List<String> arguments;
    private final Selector selector;
    /** Of the first argument, which holds other things too above the operation. */
    private final long mask;
    /** What arguments point to, whatever the operation. */
    private final List<Pointer> always;

    private final @Nullable Operation[] operations;

    Hypercall(
            int number,
            String name,
            String arguments,
            Selector selector,
            long mask,
            List<Pointer> always,
            List<Operation> operations) {
        this.number = number;
        this.name = name;
        this.arguments = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
        this.selector = selector;
        this.mask = mask;
        this.always = always;
        this.operations = new Operation
                [operations.stream().mapToInt(Operation::number).max().orElse(-1) + 1];
        for (Operation op : operations) {
            if (this.operations[op.number()] != null) {
                throw new IllegalArgumentException(name + " has operation " + op.number() + " twice");
            }
            this.operations[op.number()] = op;
        }
    }

    void capture(long[] values, CallAbi.CallerMemory memory) {
        for (int i = 0; i < always.size(); i++) {
            capture(always.get(i), values, memory);
        }
        Operation op = operation(selector == Selector.STRUCTURE ? memory.captured(0, 4) : values[0]);
        if (op == null) {
            return;
        }
        for (int i = 0; i < op.pointers().size(); i++) {
            capture(op.pointers().get(i), values, memory);
        }
        if (op.lists().isEmpty()) {
            return;
        }
        Pointer first = first(op);
        // Of a list of structures only those are looked at for which there was room.
        long count = Math.min(first.count(values[first.argument()], counted(first, values)), MOST_STRUCTURES);
        for (int i = 0; i < count; i++) {
            int at = i * first.layout().size();
            for (int k = 0; k < op.lists().size(); k++) {
                Listed list = op.lists().get(k);
                long from = memory.captured(at + list.pointerAt(), 8);
                if (from != 0) {
                    memory.capture(from, list.element() * elements(list, at, memory));
                }
            }
        }
    }

    private static long elements(Listed list, int at, CallAbi.CallerMemory memory) {
        // A 64-bit count is nonsense long before it overflows what it is multiplied with.
        return list.countAt() == Listed.ONE
                ? 1
                : Math.min(memory.captured(at + list.countAt(), list.countBytes()) & Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static void capture(Pointer p, long[] values, CallAbi.CallerMemory memory) {
        long count = p.count(values[p.argument()], counted(p, values));
        if (count > 0) {
            memory.capture(values[p.argument()], count * p.layout().size());
        }
    }

    private static long counted(Pointer p, long[] values) {
        return p.count() == Pointer.ONE ? 1 : values[p.count()];
    }

    private Pointer first(Operation op) {
        return always.isEmpty() ? op.pointers().getFirst() : always.getFirst();
    }

    private @Nullable Operation operation(long value) {
        long wanted = selector == Selector.NONE ? 0 : value & mask;
        return wanted < operations.length ? operations[(int) wanted] : null;
    }

    /** The operation's name; empty if there is none, or none of this number. */
    Optional<String> operation(List<Long> values, byte[] captured) {
        if (selector == Selector.NONE || selector == Selector.STRUCTURE && captured.length < 4) {
            return Optional.empty();
        }
        Operation op = operation(selector == Selector.STRUCTURE ? Layout.number(captured, 0, 4) : values.getFirst());
        return Optional.ofNullable(op).map(Operation::name);
    }

    /** Is the operation told by the first argument? */
    boolean isToldByArgument() {
        return selector == Selector.ARGUMENT;
    }

    /** What was captured, in words; nothing if it is not known what it is. */
    String tell(List<Long> values, byte[] captured) {
        StringBuilder line = new StringBuilder();
        int at = 0;
        for (Pointer p : always) {
            at = tell(p, values, captured, at, line);
        }
        Operation op = operation(selector == Selector.STRUCTURE ? Layout.number(captured, 0, 4) : values.getFirst());
        if (op != null) {
            for (Pointer p : op.pointers()) {
                at = tell(p, values, captured, at, line);
            }
            lists(op, values, captured, at, line);
        }
        return line.toString();
    }

    private void lists(Operation op, List<Long> values, byte[] captured, int from, StringBuilder line) {
        if (op.lists().isEmpty()) {
            return;
        }
        Pointer first = first(op);
        long structures = first.count(values.get(first.argument()), counted(first, values));
        int at = from;
        for (int i = 0; i < structures && at < captured.length; i++) {
            int structure = i * first.layout().size();
            for (Listed list : op.lists()) {
                long count = Layout.number(captured, structure + list.pointerAt(), 8) == 0
                        ? 0
                        : list.countAt() == Listed.ONE
                                ? 1
                                : Layout.number(captured, structure + list.countAt(), list.countBytes());
                at = list.tell(captured, at, count, line);
            }
        }
    }

    private static long counted(Pointer p, List<Long> values) {
        return p.count() == Pointer.ONE ? 1 : values.get(p.count());
    }

    private static int tell(Pointer p, List<Long> values, byte[] captured, int at, StringBuilder line) {
        long count = p.count(values.get(p.argument()), counted(p, values));
        if (count > 0 && at < captured.length) {
            line.append(line.isEmpty() ? "" : " ");
            p.layout().tell(captured, at, count, line);
        }
        return (int) Math.min(captured.length, at + count * p.layout().size());
    }
}
