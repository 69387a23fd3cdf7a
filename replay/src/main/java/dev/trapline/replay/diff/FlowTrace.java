package dev.trapline.replay.diff;

import dev.trapline.emu.state.Cpu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows a rerun instruction by instruction: what each pCPU executes of its own, without what interrupts made it do,
 * becomes a {@link Flow}.
 */
final class FlowTrace {
    private static final int TOLD_EVERY = 1 << 18;

    private final ForwardRun rerun;
    private final Stepper stepper;
    private final List<Flow> flows = new ArrayList<>();
    private final InterruptNesting[] nestings;
    private final Step[] last;
    private final Map<Integer, Long> begins;

    FlowTrace(ForwardRun rerun) {
        this(rerun, Map.of());
    }

    /** @param begins for some pCPUs, the count from which on their way is followed */
    FlowTrace(ForwardRun rerun, Map<Integer, Long> begins) {
        this.rerun = rerun;
        this.begins = begins;
        stepper = new Stepper(rerun);
        int cpus = rerun.machine().spec().cpus();
        nestings = new InterruptNesting[cpus];
        last = new Step[cpus];
        for (int i = 0; i < cpus; i++) {
            flows.add(new Flow());
            nestings[i] = new InterruptNesting();
        }
    }

    /** Follows up to a count or the end. */
    FlowTrace to(long count, Watcher watcher) {
        while (rerun.count() < count && next() != null) {
            if (rerun.count() % TOLD_EVERY == 0) {
                watcher.at(rerun.count(), rerun.machine().clock().nowNs());
            }
        }
        return this;
    }

    /** The next instruction; null at the end. */
    @Nullable
    Step next() {
        Step step = stepper.next();
        if (step == null) {
            return null;
        }
        InterruptNesting nesting = nestings[step.cpu()];
        if (stepper.interrupted()) {
            nesting.taken(stepper.interruptedPc(), stepper.interruptedMode(), stepper.interruptedSp());
        }
        if (!nesting.inHandler() && step.count() >= begins.getOrDefault(step.cpu(), 0L)) {
            Step before = last[step.cpu()];
            int gone = before == null ? 0 : step.pc() - before.pc();
            if (before != null && gone != 4 && !(gone == 2 && before.thumb())) {
                flows.get(step.cpu()).add(before.pc(), step.pc(), step.count());
            }
            last[step.cpu()] = step;
        }
        Cpu s = rerun.machine().cpu(step.cpu());
        nesting.at(s);
        return step;
    }

    /** Whether the last step was a pCPU's own doing, and not an interrupt's. */
    boolean isOwn(Step step) {
        Step own = last[step.cpu()];
        return own != null && own.count() == step.count();
    }

    /** A pCPU's way so far. */
    Flow flow(int cpu) {
        return flows.get(cpu);
    }

    int cpus() {
        return flows.size();
    }
}
