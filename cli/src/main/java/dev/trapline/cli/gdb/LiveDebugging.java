package dev.trapline.cli.gdb;

import dev.trapline.cli.run.RunnableMachine;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.PointWatcher;
import dev.trapline.emu.points.ThreadView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** What the machine waits for in the middle of an instruction; null most of the time. */
    private @Nullable OpenCall open;
    /** Whether there may ever be such a call: then only the machine's own thread may run it, for it has to wait. */
    private boolean asksDebuggers;

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
        return peeking(() -> {
            // One that was killed may not have noticed yet.
            if (over || killed) {
                throw new DebugException("the machine has ended");
            }
            attached.add(target);
            // In the middle of a call: after it.
            machine.stop();
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

    /** Guests' calls come to debuggers from now on; to be said before the machine runs. */
    void asksDebuggers() {
        locked(() -> asksDebuggers = true);
    }

    /**
     * Has a debugger make a call of the guest's; on the machine's thread, in the middle of an instruction, which waits here. Whoever
     * looks at the machine may do so meanwhile, and who wants to change it waits, or is refused if it is the one asked.
     *
     * @param by who is to be asked; null for the first that serves calls
     * @param buffers what the call is about
     * @param patience how long the debugger may do nothing; empty for as long as it likes
     */
    CallOutcome ask(@Nullable LiveTarget by, FileCall call, List<CallBuffer> buffers, Optional<Duration> patience) {
        lock.lock();
        try {
            OpenCall asked = null;
            for (LiveTarget target : attached) {
                if ((by == null || by.equals(target)) && target.asks(call)) {
                    asked = new OpenCall(target, buffers);
                    break;
                }
            }
            if (asked == null) {
                return new CallOutcome.Nobody();
            }
            open = asked;
            changed.signalAll();
            try {
                return await(asked, patience);
            } finally {
                open = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private CallOutcome await(OpenCall asked, Optional<Duration> patience) {
        long left = patience.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (true) {
            if (asked.answer() instanceof FileAnswer answer) {
                return new CallOutcome.Answered(asked.target(), answer);
            }
            if (leaving || killed) {
                return new CallOutcome.Failed("the machine is to end");
            }
            if (!attached.contains(asked.target())) {
                return new CallOutcome.Failed("the debugger has left");
            }
            if (asked.wasActive()) {
                left = patience.map(Duration::toNanos).orElse(Long.MAX_VALUE);
            }
            if (left <= 0) {
                asked.target().owes();
                return new CallOutcome.Failed("the debugger does not answer");
            }
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException wanted) {
                Thread.currentThread().interrupt();
                return new CallOutcome.Failed("the machine is to end");
            }
        }
    }

    /** The call that this debugger is asked to make; to be asked when locked. Null if there is none. */
    @Nullable
    OpenCall openFor(LiveTarget target) {
        OpenCall now = open;
        return now != null && now.target().equals(target) ? now : null;
    }

    /** Something happened that the machine's thread may wait for; to be called when locked. */
    void changed() {
        changed.signalAll();
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
        if (turn == null || asksDebuggers || lookers != 1 || !isReleased() || leaving || killed || cameBack != null) {
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
        return standing(null, false, action);
    }

    /**
     * Does something for a debugger while the machine is between two instructions.
     *
     * @throws DebugException if it waits for that debugger in the middle of one
     */
    <T> T looking(LiveTarget target, Supplier<T> action) {
        return standing(target, false, action);
    }

    /** Looks without changing anything: while the machine is between two instructions, or waits in the middle of one. */
    <T> T peeking(Supplier<T> action) {
        return standing(null, true, action);
    }

    private <T> T standing(@Nullable LiveTarget target, boolean midway, Supplier<T> action) {
        lock.lock();
        try {
            lookers++;
            try {
                while (inMachine && !(midway && open != null)) {
                    if (target != null && openFor(target) != null) {
                        throw new DebugException(
                                "the guest waits for the answer to its call: only then can it be changed");
                    }
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

    /** A debugger was turned away: who is waited for has not come yet. */
    void takeBack(LiveTarget target) {
        locked(() -> {
            attached.remove(target);
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
