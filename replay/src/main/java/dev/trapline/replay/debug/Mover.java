package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.PointWatcher;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.emu.state.Cpu;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.timeline.Hit;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Stops;
import dev.trapline.replay.timeline.Timeline;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Moves a cursor in history as a debugger resumes, and says where and why it stands still then. */
final class Mover {
    private static final int VECTOR_IRQ = 0x18;
    private static final int VECTOR_FIQ = 0x1c;

    private final Timeline timeline;
    private final ThreadView threads;
    private final Way way;
    private final Lookout lookout;
    private final PointWatcher watcher;
    private final ThreadHistory history;
    private Collection<StopPoint> points = List.of();

    /** @param way asked between stretches of a run forwards */
    Mover(Timeline timeline, ThreadView threads, Way way) {
        this.timeline = timeline;
        this.threads = threads;
        this.way = way;
        Machine machine = timeline.machine();
        lookout = new Lookout(machine, threads);
        watcher = new PointWatcher(machine, timeline::leave);
        history = new ThreadHistory(timeline);
    }

    void setPoints(Collection<StopPoint> all) {
        points = List.copyOf(all);
        lookout.setPoints(points);
    }

    /** Whoever executed last, or executes next. */
    ThreadId current() {
        Machine machine = timeline.machine();
        return threads.running(machine.cpu(machine.currentCpu()));
    }

    Stop move(Resume how, SearchControl control) {
        return switch (how) {
            case Resume.Step step when step.backwards() -> stepBack(step.thread());
            case Resume.Run run when run.backwards() -> runBack(control);
            case Resume.Step s -> forwards(how, control);
            case Resume.StepRange s -> forwards(how, control);
            case Resume.Run run -> forwards(how, control);
        };
    }

    private Stop forwards(Resume how, SearchControl control) {
        long from = timeline.count();
        lookout.begin(how);
        try {
            while (lookout.hit().isEmpty()) {
                if (control.cancelled()) {
                    return new Stop(current(), new Stop.Reason.Interrupted());
                }
                long stretch = way.nextStretch();
                watcher.watch(List.of(lookout));
                boolean moved = timeline.runOn(timeline.count() + stretch);
                if (timeline.count() >= timeline.last() && lookout.hit().isEmpty()) {
                    return new Stop(
                            current(),
                            new Stop.Reason.HistoryEnds(timeline.recording().endWords()));
                }
                if (!moved && lookout.hit().isEmpty() && !lookout.isUnderWay() && !control.cancelled()) {
                    return new Stop(
                            current(),
                            new Stop.Reason.HistoryEnds(timeline.recording().endWords()));
                }
                control.progress(timeline.count() - from, timeline.last() - from);
            }
            return lookout.hit().orElseThrow();
        } finally {
            lookout.end();
            watcher.detach();
        }
    }

    private Stop stepBack(ThreadId thread) {
        int cpu = threads.cpuOrNone(thread);
        if (cpu < 0) {
            return stepBackToLast(thread);
        }
        Standing here = standing(cpu);
        boolean moved = history.stepBack(cpu);
        if (moved
                && ExceptionReturns.isNext(
                        timeline.machine().view(), timeline.machine().cpu(cpu))) {
            passInterrupt(cpu, here);
        }
        return new Stop(thread, moved ? new Stop.Reason.Stepped() : new Stop.Reason.HistoryBegins());
    }

    /** Back to before the last instruction of a vCPU that is on no pCPU. */
    private Stop stepBackToLast(ThreadId thread) {
        long here = timeline.count();
        OptionalLong left = threads.leftAt(thread);
        if (left.isEmpty()) {
            timeline.seek(timeline.first());
            return new Stop(current(), new Stop.Reason.HistoryBegins());
        }
        // The exception came with an instruction of its own, or behind one.
        timeline.seek(left.getAsLong() - 1);
        int cpu = threads.cpuOrNone(thread);
        if (cpu < 0) {
            timeline.seek(here);
            throw new DebugException("thread " + thread + " was on no CPU before it left one: that cannot be followed");
        }
        long attempted = instructions(cpu);
        timeline.seek(left.getAsLong());
        boolean moved = instructions(cpu) > attempted;
        timeline.seek(left.getAsLong() - 1);
        if (!moved) {
            history.stepBack(cpu);
        }
        return new Stop(thread, new Stop.Reason.Stepped());
    }

    private long instructions(int cpu) {
        return timeline.machine().cpu(cpu).instructions();
    }

    /** Where a pCPU is. */
    private record Standing(int pc, int mode, int sp) {}

    private Standing standing(int cpu) {
        Cpu s = timeline.machine().cpu(cpu);
        return new Standing(s.pc, s.mode, s.r[13]);
    }

    /**
     * The instruction that was undone returned from an exception. If that was an interrupt, which a step forwards lets
     * run, a step back goes to before it was taken.
     */
    private void passInterrupt(int cpu, Standing returned) {
        long here = timeline.count();
        // The exception that was taken last from where it returned to.
        Optional<Hit> taken = timeline.lastBefore(
                Stops.at(e ->
                        e instanceof TraceEvent.ExceptionTaken x && x.cpu() == cpu && x.fromMode() == returned.mode()),
                here + 1,
                SearchControl.NONE);
        if (taken.isEmpty()
                || !(taken.get().cause() instanceof Hit.Cause.Happened(TraceEvent.ExceptionTaken x))
                || x.vector() != VECTOR_IRQ && x.vector() != VECTOR_FIQ) {
            return;
        }
        timeline.seek(taken.get().count());
        if (!standing(cpu).equals(returned) || !history.stepBack(cpu)) {
            timeline.seek(here);
        }
    }

    private Stop runBack(SearchControl control) {
        BackwardStops wanted = new BackwardStops(points);
        long here = timeline.count();
        Optional<Hit> hit = timeline.lastBefore(wanted.stops(), here, control);
        Optional<CallHistory.Met> call = control.cancelled() || wanted.calls().isEmpty()
                ? Optional.empty()
                : new CallHistory(timeline, threads)
                        .lastMet(wanted.calls(), hit.map(Hit::count).orElse(timeline.first()), here, control);
        if (control.cancelled()) {
            timeline.seek(here);
            return new Stop(current(), new Stop.Reason.Interrupted());
        }
        if (call.isPresent()) {
            timeline.seek(call.get().count() - 1);
            return new Stop(
                    call.get().thread(),
                    new Stop.Reason.AtCall(call.get().number(), call.get().answered()));
        }
        if (hit.isEmpty()) {
            timeline.seek(timeline.first());
            return new Stop(current(), new Stop.Reason.HistoryBegins());
        }
        return at(hit.get(), wanted);
    }

    /** Goes to a hit: before an instruction, but after an access, which running backwards has not undone yet. */
    private Stop at(Hit hit, BackwardStops wanted) {
        return switch (hit.cause()) {
            case Hit.Cause.Reached reached -> {
                timeline.seek(hit.count() - 1);
                yield new Stop(thread(hit), new Stop.Reason.AtExecution(wanted.point(reached.breakpoint())));
            }
            case Hit.Cause.Accessed accessed -> {
                timeline.seek(hit.count());
                StopPoint.Access point = wanted.point(accessed.watchpoint());
                int first =
                        Integer.compareUnsigned(accessed.va(), point.address()) < 0 ? point.address() : accessed.va();
                yield new Stop(thread(hit), new Stop.Reason.AtAccess(point, first));
            }
            case Hit.Cause.Happened h -> throw new IllegalStateException("no event was looked for");
        };
    }

    private ThreadId thread(Hit hit) {
        return threads.running(timeline.machine().cpu(Math.max(0, hit.cpu())));
    }
}
