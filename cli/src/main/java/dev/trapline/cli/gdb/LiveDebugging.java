package dev.trapline.cli.gdb;

import dev.trapline.cli.run.RunnableMachine;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.PointWatcher;
import dev.trapline.emu.points.ThreadView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a machine that runs and its debuggers: the machine moves only while all that are attached let it, and
 * whoever looks at it does so between two of its instructions.
 */
public final class LiveDebugging implements DebugTargets {
    /** Instructions after which a step is left to the machine's own thread. */
    private static final long SHORT_STEP = 10_000;

    private final String description;
    private final Machine machine;
    private final ThreadView threads;
    private final PointWatcher watcher;
    private final DebugWrites writes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<LiveTarget> attached = new ArrayList<>();
    /** At reset, until a debugger lets it go or has come and left. */
    private boolean waitsForFirst = true;

    private boolean inMachine;
    /** What the machine's thread waits here to do; null while it does not. */
    private @Nullable Turn waiting;
    /** How the machine came back from a step that a debugger's thread took, where its own thread has to be told. */
    private RunnableMachine.@Nullable Stop cameBack;

    /** Threads that want to look. */
    private int lookers;

    private boolean leaving;
    private boolean killed;
    private boolean over;

    /** A stretch that the machine is to run. */
    private record Turn(RunnableMachine machine, long toCount, long toNs) {}

    /**
     * @param description what it is, one line for people
     * @param writes what debuggers write goes there
     */
    public LiveDebugging(String description, Machine machine, DebugWrites writes) {
        this.description = description;
        this.machine = machine;
        this.writes = writes;
        machine.followWorlds();
        threads = new ThreadView(machine);
        watcher = new PointWatcher(machine, machine::stop);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public DebugTarget attach() {
        LiveTarget target = new LiveTarget(this, machine, threads, writes, new Lookout(machine, threads));
        return looking(() -> {
            if (over) {
                throw new DebugException("the machine has ended");
            }
            attached.add(target);
            return target;
        });
    }

    /** The same machine, let move by its debuggers only. */
    public RunnableMachine gated(RunnableMachine inner) {
        return new RunnableMachine() {
            @Override
            public Stop run(long toCount, long toNs) {
                return LiveDebugging.this.run(inner, toCount, toNs);
            }

            @Override
            public long count() {
                return inner.count();
            }

            @Override
            public long nowNs() {
                return inner.nowNs();
            }
        };
    }

    /** Ends whatever the machine's thread waits for; it will not wait again. */
    public void leave() {
        lock.lock();
        try {
            leaving = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a debugger killed the machine. */
    public boolean killed() {
        lock.lock();
        try {
            return killed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The machine has ended. If there is anything left to look at, waits until all debuggers have left.
     *
     * @param reason what they are told
     */
    public void ended(Stop.Reason reason) {
        List<Runnable> told = new ArrayList<>();
        lock.lock();
        try {
            over = true;
            attached.forEach(t -> t.end(reason).ifPresent(told::add));
        } finally {
            lock.unlock();
        }
        told.forEach(Runnable::run);
        lock.lock();
        try {
            while (reason instanceof Stop.Reason.Dead && !attached.isEmpty() && !leaving && !killed) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private RunnableMachine.Stop run(RunnableMachine inner, long toCount, long toNs) {
        List<Runnable> told = new ArrayList<>();
        RunnableMachine.Stop stop;
        lock.lock();
        try {
            while (!mayMove()) {
                if (leaving || killed) {
                    return RunnableMachine.Stop.REQUESTED;
                }
                waiting = new Turn(inner, toCount, toNs);
                changed.awaitUninterruptibly();
                waiting = null;
                RunnableMachine.Stop stepped = cameBack;
                if (stepped != null) {
                    cameBack = null;
                    return stepped;
                }
            }
            watcher.watch(attached.stream().map(LiveTarget::lookout).toList());
            inMachine = true;
            lock.unlock();
            try {
                stop = inner.run(toCount, toNs);
            } finally {
                lock.lock();
                inMachine = false;
                changed.signalAll();
            }
            attached.forEach(t -> t.stopIfMet().ifPresent(told::add));
        } finally {
            lock.unlock();
        }
        told.forEach(Runnable::run);
        return stop;
    }

    private boolean mayMove() {
        return lookers == 0 && isReleased();
    }

    private boolean isReleased() {
        return !waitsForFirst && attached.stream().allMatch(LiveTarget::isRunning);
    }

    /**
     * Steps the machine on the calling thread, which saves two changes of threads; to be called within {@link #looking}. Only
     * where its own thread waits here, nobody else holds it, and not for long. Returns what is to be told afterwards.
     */
    List<Runnable> stepHere() {
        Turn turn = waiting;
        if (turn == null || lookers != 1 || !isReleased() || leaving || killed || cameBack != null) {
            return List.of();
        }
        watcher.watch(attached.stream().map(LiveTarget::lookout).toList());
        RunnableMachine.Stop stop =
                turn.machine().run(Math.min(turn.toCount(), turn.machine().count() + SHORT_STEP), turn.toNs());
        switch (stop) {
            case REACHED, REQUESTED -> {}
            case POWEROFF, RESET, CRASH, DEADLOCK -> {
                cameBack = stop;
                changed.signalAll();
            }
        }
        List<Runnable> told = new ArrayList<>();
        attached.forEach(t -> t.stopIfMet().ifPresent(told::add));
        return told;
    }

    /** Does something while the machine is between two instructions. */
    <T> T looking(Supplier<T> action) {
        lock.lock();
        try {
            lookers++;
            try {
                while (inMachine) {
                    machine.stop();
                    changed.awaitUninterruptibly();
                }
                return action.get();
            } finally {
                lookers--;
                if (lookers > 0 || isReleased()) {
                    changed.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does something at once, whether the machine runs or not. */
    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the machine executes now; to be asked when locked. */
    boolean isMoving() {
        return inMachine;
    }

    /** Whether the machine has ended; to be asked when locked. */
    boolean isOver() {
        return over;
    }

    /** A debugger lets the machine go; to be called within {@link #looking}. */
    void released() {
        waitsForFirst = false;
    }

    void detach(LiveTarget target) {
        locked(() -> {
            attached.remove(target);
            waitsForFirst &= !attached.isEmpty();
            changed.signalAll();
        });
    }

    void kill() {
        locked(() -> {
            killed = true;
            changed.signalAll();
        });
        machine.stop();
    }

    /** The thread that executes next. */
    ThreadId next() {
        return threads.running(machine.cpu(machine.currentCpu()));
    }
}
