package dev.trapline.gdbstub.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Packets that let the machine go on, or have to do with its stops: {@code c C s S vCont bc bs vCtrlC vStopped}. Signals
 * that they carry are taken and have no effect: a machine has none.
 */
public sealed interface ResumeRequest extends Request {
    /**
     * {@code c} or {@code C}, {@code s} or {@code S}, for the thread that {@code Hc} selected.
     *
     * @param address where to go on, 32 bits; empty for where it is
     */
    record Go(boolean step, OptionalLong address) implements ResumeRequest {}

    /** {@code vCont?}. */
    record SupportedActions() implements ResumeRequest {}

    /** {@code vCont}: for each thread the first action that covers it. */
    record Actions(List<Action> actions) implements ResumeRequest {
        public Actions {
            actions = List.copyOf(actions);
        }
    }

    /** {@code bc} or {@code bs}, for the thread that {@code Hc} selected. */
    record Backwards(boolean step) implements ResumeRequest {}

    /** {@code vCtrlC}: as the interrupt character, but answered. */
    record Interrupt() implements ResumeRequest {}

    /** {@code vStopped}: the last notification was seen; is there another? */
    record NextStop() implements ResumeRequest {}

    /** What some threads do. */
    sealed interface Action {
        ThreadSelector threads();

        record Continue(ThreadSelector threads) implements Action {}

        record Step(ThreadSelector threads) implements Action {}

        /** Steps while the pc is from {@code start} and below {@code end}, 32 bits each. */
        record StepRange(long start, long end, ThreadSelector threads) implements Action {}

        record Stop(ThreadSelector threads) implements Action {}
    }

    static ResumeRequest go(PacketReader in, boolean step, boolean signal) {
        if (signal) {
            in.hex();
            if (!in.accept(';')) {
                in.expectEnd();
                return new Go(step, OptionalLong.empty());
            }
        }
        OptionalLong address = in.atEnd() ? OptionalLong.empty() : OptionalLong.of(in.address());
        in.expectEnd();
        return new Go(step, address);
    }

    static ResumeRequest actions(PacketReader in) {
        if (in.accept('?')) {
            return new SupportedActions();
        }
        List<Action> actions = new ArrayList<>();
        while (in.accept(';')) {
            actions.add(action(in));
        }
        in.expectEnd();
        if (actions.isEmpty()) {
            throw new MalformedPacketException("there is no action");
        }
        return new Actions(actions);
    }

    private static Action action(PacketReader in) {
        char kind = in.take();
        switch (kind) {
            case 'C', 'S':
                in.hex();
                break;
            case 'c', 's', 't':
                break;
            case 'r':
                long start = in.address();
                in.expect(',');
                long end = in.address();
                return new Action.StepRange(start, end, threads(in));
            default:
                throw new MalformedPacketException("there is no action '" + kind + "'");
        }
        ThreadSelector threads = threads(in);
        return switch (kind) {
            case 'c', 'C' -> new Action.Continue(threads);
            case 't' -> new Action.Stop(threads);
            default -> new Action.Step(threads);
        };
    }

    private static ThreadSelector threads(PacketReader in) {
        return in.accept(':') ? ThreadSelector.read(in) : ThreadSelector.EVERY;
    }
}
