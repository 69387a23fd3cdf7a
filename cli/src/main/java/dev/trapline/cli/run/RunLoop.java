package dev.trapline.cli.run;

import dev.trapline.cli.input.ScriptInput;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs a machine to its end, a stretch at a time, and says which end it was. */
public final class RunLoop {
    /** Instructions between two looks at progress and interruption: some tenths of a second. */
    private static final long STRETCH = 20_000_000;

    private final RunnableMachine machine;
    private final EndWatcher watcher;
    private final Limits limits;
    private final Progress progress;
    private final BooleanSupplier interrupted;
    private final Supplier<Optional<ScriptInput.Outcome>> script;

    /**
     * @param interrupted whether somebody wants the run to end: Ctrl-C, Ctrl-A x, a closed stdout
     * @param script how the input script ended the run, if there is one and it did
     */
    public RunLoop(
            RunnableMachine machine,
            EndWatcher watcher,
            Limits limits,
            Progress progress,
            BooleanSupplier interrupted,
            Supplier<Optional<ScriptInput.Outcome>> script) {
        this.machine = machine;
        this.watcher = watcher;
        this.limits = limits;
        this.progress = progress;
        this.interrupted = interrupted;
        this.script = script;
    }

    /** Returns the end; the progress line is gone then. */
    public End run() {
        try {
            while (true) {
                Optional<End> end = stretch();
                if (end.isPresent()) {
                    return end.get();
                }
                progress.tick(machine.count(), machine.nowNs());
            }
        } finally {
            progress.clear();
        }
    }

    private Optional<End> stretch() {
        long next = machine.count() + STRETCH;
        // A stretch after the limit would be one instruction too many.
        RunnableMachine.Stop stop = atLimit()
                ? RunnableMachine.Stop.REACHED
                : machine.run(Math.min(next, limits.instructions()), Math.min(watcher.stopAtNs(), limits.virtualNs()));
        Optional<End> decided = watcher.decided();
        if (decided.isPresent()) {
            return decided;
        }
        Optional<End> end = switch (stop) {
            case POWEROFF -> Optional.of(End.POWEROFF);
            case RESET -> Optional.of(End.RESET);
            case CRASH -> Optional.of(End.CRASH);
            case DEADLOCK -> Optional.of(End.DEADLOCK);
            case REACHED, REQUESTED -> asked();
        };
        return end.map(watcher::verdict);
    }

    private Optional<End> asked() {
        Optional<ScriptInput.Outcome> outcome = script.get();
        if (outcome.isPresent()) {
            return Optional.of(
                    switch (outcome.get()) {
                        case ScriptInput.Quitted q -> End.UNTIL;
                        case ScriptInput.TimedOut t -> End.LIMIT;
                    });
        }
        if (interrupted.getAsBoolean()) {
            return Optional.of(End.INTERRUPTED);
        }
        return atLimit() ? Optional.of(End.LIMIT) : Optional.empty();
    }

    private boolean atLimit() {
        return machine.count() >= limits.instructions() || machine.nowNs() >= limits.virtualNs();
    }
}
