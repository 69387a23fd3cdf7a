package dev.trapline.replay.debug;

import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.emu.state.Cpu;
import dev.trapline.recorder.schema.TraceEvent;
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

    private final Timeline timeline;
    private final ThreadView threads;

    /**
     * A call.
     *
     * @param count of the instruction that made it
     */
    record Made(long count, ThreadId thread, long number) {}

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

    /** The last call that is wanted, made after one count and up to another. The cursor is somewhere else afterwards. */
    Optional<Made> lastBefore(List<StopPoint.Calls> wanted, long after, long upTo, SearchControl control) {
        long before = upTo + 1;
        while (!control.cancelled()) {
            Optional<Hit> found = timeline.lastBefore(Stops.at(CallHistory::isCall), before, control);
            if (found.isEmpty() || found.get().count() <= after) {
                return Optional.empty();
            }
            before = found.get().count();
            Optional<Made> made = madeAt(found.get(), wanted);
            if (made.isPresent()) {
                return made;
            }
        }
        return Optional.empty();
    }

    private Optional<Made> madeAt(Hit found, List<StopPoint.Calls> wanted) {
        timeline.seek(found.count() - 1);
        Machine machine = timeline.machine();
        Cpu s = machine.cpu(found.cpu());
        ThreadId thread = threads.running(s);
        @Nullable Made[] made = {null};
        machine.debug().watchCalls((cpu, way, immediate) -> {
            if (cpu.clock.count == found.count()) {
                made[0] = new Made(found.count(), thread, Lookout.number(cpu, way, immediate));
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
