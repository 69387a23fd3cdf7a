package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.Stop.Reason;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.ResumeRequest;
import dev.trapline.gdbstub.packet.ResumeRequest.Action;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the machine go on, and tells of its stops. Every resume is answered by one stop, and no stop is told that was not
 * asked for.
 */
final class Movement {
    /** What is said of an answer to nothing. */
    static final Reply NOT_ASKED = new Reply.Refusal("no call of the guest's waits for an answer");

    private static final String ONLY_VCONT = "in non-stop mode threads go on forwards only, and each by itself";

    private final Debuggee debuggee;
    private final Client client;
    private final PointTable points;
    private final StopReplies replies;
    private final SessionOutput output;
    private final Executor own;
    private final AtomicInteger interrupts;
    private final NonStop nonStop;
    /** Worlds of a machine that has ended, whose end is still to be told. */
    private final Deque<Integer> ended = new ArrayDeque<>();

    private SessionState state;
    private long serial;
    /** Whether a call of the guest's was sent and the client has not answered. */
    private boolean asked;
    /** The thread that the client steps and lets no other go on beside: the step is that one's, whatever runs on its CPU then. */
    private Optional<ThreadId> alone = Optional.empty();

    private boolean within;
    private Optional<Stop> toldWithin = Optional.empty();

    /**
     * @param own executes on the session's thread, later
     * @param interrupts interrupt characters that have come but whose turn has not
     */
    Movement(
            Debuggee debuggee,
            Client client,
            PointTable points,
            StopReplies replies,
            SessionOutput output,
            Executor own,
            AtomicInteger interrupts) {
        this.debuggee = debuggee;
        this.client = client;
        this.points = points;
        this.replies = replies;
        this.output = output;
        this.own = own;
        this.interrupts = interrupts;
        nonStop = new NonStop(debuggee, this, replies, output);
        state = new SessionState.Standing(new Stop(debuggee.current(), new Reason.Stepped()));
    }

    SessionState state() {
        return state;
    }

    /** Whether the machine has ended, and the client knows it of all worlds. */
    boolean endIsTold() {
        return state instanceof SessionState.Ended && ended.isEmpty();
    }

    /** Why the machine stands. */
    Reply why() {
        return switch (state) {
            case SessionState.Standing(Stop stop) -> client.nonStop ? nonStop.all() : replies.of(stop);
            case SessionState.Moving _ -> client.nonStop ? nonStop.all() : new Reply.Refusal("the machine runs");
            case SessionState.Ended(int status) -> ended(status);
        };
    }

    void nonStop(boolean on) {
        if (on && !client.nonStop) {
            nonStop.begin();
        }
        client.nonStop = on;
    }

    /** The debugger went somewhere else without the machine having moved: a restart, a world that was taken. */
    Reply arrived(ThreadId thread) {
        debuggee.select(thread);
        if (client.nonStop && state instanceof SessionState.Moving) {
            nonStop.arrivesOnTheWay(thread);
            return new Reply.Ok();
        }
        state = new SessionState.Standing(new Stop(thread, new Reason.Stepped()));
        if (client.nonStop) {
            nonStop.arrived(thread);
            return new Reply.Ok();
        }
        return replies.trap(thread);
    }

    /** A command moved the machine: why it stood before is no longer true. */
    void moved() {
        debuggee.select(debuggee.target().current());
        if (state instanceof SessionState.Standing) {
            state = new SessionState.Standing(new Stop(debuggee.current(), new Reason.Stepped()));
        }
    }

    Reply handle(ResumeRequest request) {
        alone = alone(request);
        return switch (request) {
            case ResumeRequest.SupportedActions() -> new Reply.Text("vCont;c;C;s;S;t;r");
            case ResumeRequest.Go go -> {
                if (client.nonStop) {
                    yield new Reply.Refusal(ONLY_VCONT);
                }
                if (go.address().isPresent()) {
                    debuggee.target()
                            .writeRegister(
                                    debuggee.resumed(),
                                    RegisterDescription.PC,
                                    Values.word(go.address().getAsLong()));
                }
                yield resume(go.step() ? new Resume.Step(false, debuggee.resumed()) : new Resume.Run(false));
            }
            case ResumeRequest.Backwards(boolean step) -> {
                if (client.nonStop) {
                    yield new Reply.Refusal(ONLY_VCONT);
                }
                if (!debuggee.target().reversible()) {
                    yield new Reply.Refusal("a live machine cannot go backwards: record it, and debug the recording");
                }
                yield resume(step ? new Resume.Step(true, debuggee.resumed()) : new Resume.Run(true));
            }
            case ResumeRequest.Actions(List<Action> actions) ->
                client.nonStop ? nonStop.handle(actions) : resume(chosen(actions));
            case ResumeRequest.Interrupt() -> client.nonStop ? nonStop.interrupt() : new Reply.Unsupported();
            case ResumeRequest.NextStop() -> client.nonStop ? nonStop.next() : new Reply.Unsupported();
        };
    }

    /** The client leaves: a stop that is told from now on is nobody's. */
    void leave() {
        state = new SessionState.Ended(0);
    }

    /** The interrupt character's turn has come; most often the target has long been asked. */
    void interrupt() {
        if (state instanceof SessionState.Moving) {
            debuggee.target().interrupt();
        }
    }

    /** The client says what came of a call. The machine goes on: no packet answers. */
    Reply answered(FileAnswer answer) {
        if (!asked) {
            return NOT_ASKED;
        }
        asked = false;
        debuggee.target().answered(answer);
        return new Reply.Nothing();
    }

    private void ask(long of, FileCall call) {
        // Who has left meanwhile is no longer waited for.
        if (state instanceof SessionState.Moving moving && moving.serial() == of) {
            asked = true;
            output.send(new Reply.Call(call));
        }
    }

    /**
     * Lets the machine go on.
     *
     * @return what is answered at once: nothing, unless it cannot go on
     */
    Reply resume(Resume how) {
        switch (state) {
            case SessionState.Moving _ -> {
                return new Reply.Refusal("the machine runs already");
            }
            case SessionState.Ended(int status) -> {
                return ended(status);
            }
            case SessionState.Standing _ -> {}
        }
        points.apply();
        if (interrupts.get() > 0) {
            stopped(new Stop(debuggee.current(), new Reason.Interrupted()));
            return new Reply.Nothing();
        }
        SessionState before = state;
        long mine = ++serial;
        state = new SessionState.Moving(how, mine);
        within = true;
        toldWithin = Optional.empty();
        try {
            debuggee.target().resume(how, new Listener(mine, Thread.currentThread()));
        } catch (DebugException refused) {
            state = before;
            return new Reply.Refusal(String.valueOf(refused.getMessage()));
        } finally {
            within = false;
        }
        toldWithin.ifPresent(this::stopped);
        return new Reply.Nothing();
    }

    /**
     * Tells the target of the points if it is on its way: else it is told when it goes on.
     *
     * @throws DebugException if it cannot be told on its way; then it keeps those that it has
     */
    void pointsChanged() {
        if (state instanceof SessionState.Moving) {
            points.apply();
        }
    }

    private void told(long of, Thread thread, Stop stop) {
        if (within && thread.equals(Thread.currentThread())) {
            // The target tells from inside resume, and must not be asked for registers there.
            toldWithin = Optional.of(stop);
            return;
        }
        own.execute(() -> {
            if (state instanceof SessionState.Moving moving && moving.serial() == of) {
                stopped(stop);
            }
        });
    }

    /** gdb steps over a breakpoint so. */
    private Optional<ThreadId> alone(ResumeRequest request) {
        return request instanceof ResumeRequest.Actions(List<Action> actions)
                        && actions.size() == 1
                        && (actions.getFirst() instanceof Action.Step || actions.getFirst() instanceof Action.StepRange)
                        && actions.getFirst().threads().single()
                ? Optional.of(debuggee.one(actions.getFirst().threads()))
                : Optional.empty();
    }

    /**
     * gdb, which steps over a breakpoint, has held all other threads: it ends by an assertion if another stops. A machine goes
     * on as a whole, so one may come to a breakpoint before the step is made. That stops the machine, as an interrupt does.
     */
    private Stop ofWhoWasStepped(Stop told) {
        Optional<ThreadId> stepped =
                alone.filter(thread -> debuggee.find(thread).isPresent());
        if (stepped.isEmpty()
                || told.thread().equals(stepped.get())
                || client.nonStop && !(told.reason() instanceof Reason.Stepped)) {
            return told;
        }
        ThreadId thread = stepped.get();
        return switch (told.reason()) {
            case Reason.AtExecution(StopPoint.Execution point) ->
                stoppedBy(told, thread, String.format("a breakpoint at 0x%08x", point.address()));
            case Reason.AtAccess(StopPoint.Access point, int address) ->
                stoppedBy(told, thread, String.format("an access to 0x%08x, which is watched", address));
            case Reason.AtCall(long number, boolean answered) ->
                stoppedBy(told, thread, (answered ? "the return of call " : "call ") + number);
            case Reason.Stepped _, Reason.Interrupted _, Reason.HistoryBegins _, Reason.HistoryEnds _, Reason.Dead _ ->
                new Stop(thread, told.reason());
            case Reason.Ended _ -> told;
        };
    }

    private Stop stoppedBy(Stop met, ThreadId stepped, String what) {
        if (client.lldb) {
            return met;
        }
        say("thread " + met.thread() + " came to " + what + " before thread " + stepped
                + " had made its step: it stands there now, and goes on from there");
        return new Stop(stepped, new Reason.Interrupted());
    }

    private void stopped(Stop met) {
        Stop told = ofWhoWasStepped(met);
        // A client knows nothing of worlds that it let go of; something happened in one that stops all of them.
        Stop stop = debuggee.meets(told.thread().world())
                ? told
                : new Stop(debuggee.threads().stream().findFirst().orElse(told.thread()), told.reason());
        debuggee.select(stop.thread());
        switch (stop.reason()) {
            case Reason.HistoryEnds(String how) -> say(how);
            case Reason.Dead(String how) -> say(how);
            case Reason.Ended(int status) -> {
                machineEnded(status, stop.thread());
                return;
            }
            case Reason.Stepped _,
                    Reason.AtExecution _,
                    Reason.AtAccess _,
                    Reason.AtCall _,
                    Reason.Interrupted _,
                    Reason.HistoryBegins _ -> {}
        }
        Resume how = state instanceof SessionState.Moving moving ? moving.how() : new Resume.Run(false);
        state = new SessionState.Standing(stop);
        if (client.nonStop) {
            nonStop.stopped(stop, how);
        } else {
            output.send(replies.of(stop));
        }
    }

    private void say(String how) {
        if (!client.nonStop && !how.isBlank()) {
            output.console(how.endsWith("\n") ? how : how + "\n");
        }
    }

    private void machineEnded(int status, ThreadId last) {
        state = new SessionState.Ended(status);
        ended.clear();
        ended.add(last.world());
        if (client.multiprocess) {
            for (var world : debuggee.allWorlds()) {
                if (world.id() != last.world() && world.alive() && debuggee.has(world.id())) {
                    ended.add(world.id());
                }
            }
        }
        Reply first = ended(status);
        if (client.nonStop) {
            nonStop.ended(first);
            while (!ended.isEmpty()) {
                nonStop.ended(ended(status));
            }
        } else {
            output.send(first);
        }
    }

    private Reply ended(int status) {
        Integer world = ended.poll();
        return replies.exited(status, world == null ? debuggee.current().world() : world);
    }

    /** What the machine does as a whole: it steps if the first action of some thread is to step. */
    private Resume chosen(List<Action> actions) {
        List<ThreadId> candidates = new ArrayList<>();
        candidates.add(debuggee.current());
        boolean listed = false;
        for (Action first : actions) {
            if (first instanceof Action.Continue || first instanceof Action.Stop) {
                continue;
            }
            if (!first.threads().single() && !listed) {
                candidates.addAll(debuggee.threads());
                listed = true;
            }
            if (first.threads().single()) {
                candidates.add(debuggee.one(first.threads()));
            }
        }
        for (ThreadId thread : candidates) {
            for (Action action : actions) {
                if (action.threads().covers(thread)) {
                    Optional<Resume> step = step(action, thread);
                    if (step.isPresent()) {
                        return step.get();
                    }
                    break;
                }
            }
        }
        return new Resume.Run(false);
    }

    static Optional<Resume> step(Action action, ThreadId thread) {
        return switch (action) {
            case Action.Step _ -> Optional.of(new Resume.Step(false, thread));
            case Action.StepRange range ->
                Optional.of(new Resume.StepRange(thread, (int) range.start(), (int) range.end()));
            case Action.Continue _ -> Optional.empty();
            case Action.Stop _ -> Optional.empty();
        };
    }

    /** Hears of one resume. */
    private final class Listener implements StopListener {
        private final long mine;
        private final Thread thread;

        Listener(long mine, Thread thread) {
            this.mine = mine;
            this.thread = thread;
        }

        @Override
        public void stopped(Stop stop) {
            told(mine, thread, stop);
        }

        @Override
        public boolean asks(FileCall call) {
            // LLDB knows no such packets, and gdb does not in non-stop mode.
            if (client.lldb || client.nonStop) {
                return false;
            }
            own.execute(() -> ask(mine, call));
            return true;
        }

        @Override
        public boolean givesUp() {
            return interrupts.get() > 0;
        }

        @Override
        public void says(String text) {
            if (!client.nonStop) {
                output.console(text);
            }
        }
    }
}
