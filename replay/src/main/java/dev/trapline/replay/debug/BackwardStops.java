package dev.trapline.replay.debug;

import dev.trapline.emu.debug.PointCondition;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.CpuPointView;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.replay.timeline.Breakpoint;
import dev.trapline.replay.timeline.Condition;
import dev.trapline.replay.timeline.Stops;
import dev.trapline.replay.timeline.Watchpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A debugger's points as a timeline searches for them, and back. */
final class BackwardStops {
    private final Map<Breakpoint, StopPoint.Execution> executions = new HashMap<>();
    private final Map<Watchpoint, StopPoint.Access> accesses = new HashMap<>();
    private final List<StopPoint.Calls> calls = new ArrayList<>();
    /** Searches run on several machines at once. */
    private final Map<Machine, Looker> lookers = new ConcurrentHashMap<>();

    private record Looker(ThreadView threads, CpuPointView view) {}

    BackwardStops(Collection<StopPoint> points) {
        for (StopPoint point : points) {
            switch (point) {
                case StopPoint.Execution e ->
                    executions.put(new Breakpoint(e.address(), condition(e.world(), e.condition())), e);
                case StopPoint.Access a ->
                    accesses.put(
                            new Watchpoint(
                                    Watchpoint.Space.VIRTUAL,
                                    a.address() & 0xffff_ffffL,
                                    a.length(),
                                    access(a.kind()),
                                    condition(a.world(), a.condition())),
                            a);
                case StopPoint.Calls c -> calls.add(c);
            }
        }
    }

    private static Watchpoint.Access access(StopPoint.Access.Kind kind) {
        return switch (kind) {
            case READ -> Watchpoint.Access.READ;
            case WRITE -> Watchpoint.Access.WRITE;
            case ANY -> Watchpoint.Access.ANY;
        };
    }

    private Condition condition(int world, PointCondition asked) {
        return (machine, cpu) -> {
            Looker looker = lookers.computeIfAbsent(machine, m -> {
                ThreadView threads = new ThreadView(m);
                return new Looker(threads, new CpuPointView(m.view(), threads, true));
            });
            return looker.threads().isIn(world, cpu)
                    && asked.holds(looker.view().at(cpu));
        };
    }

    Stops stops() {
        return new Stops(List.copyOf(executions.keySet()), List.copyOf(accesses.keySet()), Optional.empty());
    }

    List<StopPoint.Calls> calls() {
        return calls;
    }

    StopPoint.Execution point(Breakpoint breakpoint) {
        return Objects.requireNonNull(executions.get(breakpoint));
    }

    StopPoint.Access point(Watchpoint watchpoint) {
        return Objects.requireNonNull(accesses.get(watchpoint));
    }
}
