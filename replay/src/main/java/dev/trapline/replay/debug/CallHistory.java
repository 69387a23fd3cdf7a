package dev.trapline.replay.debug;

import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.emu.state.Cpu;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.timeline.Breakpoint;
import dev.trapline.replay.timeline.Hit;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Stops;
import dev.trapline.replay.timeline.Timeline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds calls in a recording's events; what was called with is seen where they were made. */
final class CallHistory {
    private static final int VECTOR_SVC = 0x08;
    /** Calls before the last one whose answers are looked for. */
    private static final int MAY_WAIT = 8;
    /** Instructions within which an answer is looked for. */
    private static final long MAY_TAKE = 1L << 26;

    private final Timeline timeline;
    private final ThreadView threads;

    /**
     * A call.
     *
     * @param count of the instruction that made it
     * @param back where its caller goes on
     */
    record Made(long count, ThreadId thread, long number, Back back) {}

    /** Where and as what whoever called goes on with the answer. */
    record Back(int pc, int mode, int sp, int world) {
        boolean isAt(Machine machine, Cpu s) {
            return s.mode == mode && s.r[13] == sp && world == world(machine, s);
        }

        private static int world(Machine machine, Cpu s) {
            return machine.worlds().isAttached()
                    ? machine.worlds().threadOn(s.index).world()
                    : 1;
        }
    }

    /**
     * A place where a debugger that catches calls stops.
     *
     * @param count of the instruction before which it is
     * @param answered whether that is where the caller goes on with the answer, and not the call
     */
    record Met(long count, ThreadId thread, long number, boolean answered) {}

    CallHistory(Timeline timeline, ThreadView threads) {
        this.timeline = timeline;
        this.threads = threads;
    }

    private static boolean isCall(TraceEvent e) {
        return switch (e) {
            case TraceEvent.Call c -> true;
            case TraceEvent.ExceptionTaken x -> x.vector() == VECTOR_SVC;
            default -> false;
        };
    }

    /**
     * The last call or answer that is wanted, after one count and up to another; of an answer only if it came soon after its call,
     * since each earlier call may be the one. The cursor is somewhere else afterwards.
     */
    Optional<Met> lastMet(List<StopPoint.Calls> wanted, long after, long upTo, SearchControl control) {
        Optional<Met> last = Optional.empty();
        long before = upTo + 1;
        for (int further = 0; further < MAY_WAIT && !control.cancelled(); ) {
            Optional<Hit> found = timeline.lastBefore(Stops.at(CallHistory::isCall), before, control);
            if (found.isEmpty()) {
                break;
            }
            before = found.get().count();
            Optional<Made> made = madeAt(found.get(), wanted);
            if (last.isPresent() || before <= after) {
                further++;
            } else {
                last = made.map(m -> new Met(m.count(), m.thread(), m.number(), false));
            }
            Optional<Met> answer = made.flatMap(m -> answer(m, upTo, control));
            if (answer.isPresent()
                    && answer.get().count() > last.map(Met::count).orElse(after)) {
                last = answer;
            }
        }
        return last;
    }

    /** Where a call was answered, if it was up to a count. */
    private Optional<Met> answer(Made call, long upTo, SearchControl control) {
        Back back = call.back();
        timeline.seek(call.count() - 1);
        return timeline.firstUpTo(
                        Stops.at(new Breakpoint(back.pc(), back::isAt)),
                        Math.min(upTo, call.count() + MAY_TAKE),
                        control)
                .map(h -> {
                    timeline.seek(h.count() - 1);
                    return new Met(h.count(), threads.running(timeline.machine().cpu(h.cpu())), call.number(), true);
                });
    }

    /** The call that was made there, if it is wanted. */
    private Optional<Made> madeAt(Hit found, List<StopPoint.Calls> wanted) {
        timeline.seek(found.count() - 1);
        Machine machine = timeline.machine();
        Cpu s = machine.cpu(found.cpu());
        ThreadId thread = threads.running(s);
        @Nullable Made[] made = {null};
        machine.debug().watchCalls((cpu, way, immediate) -> {
            if (cpu.clock.count == found.count()) {
                // It is set to where the caller goes on by now, whatever kind of call it is.
                Back back = new Back(cpu.pc, cpu.mode, cpu.r[13], thread.world());
                made[0] = new Made(found.count(), thread, Lookout.number(cpu, way, immediate), back);
            }
            return false;
        });
        try {
            timeline.seek(found.count());
        } finally {
            machine.debug().watchCalls(null);
        }
        return Optional.ofNullable(made[0])
                .filter(m -> wanted.stream()
                        .anyMatch(c -> (c.world() == 0 || c.world() == thread.world())
                                && (c.numbers().isEmpty() || c.numbers().contains(m.number()))));
    }
}
