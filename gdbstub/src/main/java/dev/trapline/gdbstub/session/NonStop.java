package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.Stop.Reason;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.ResumeRequest.Action;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Threads that stop and go on one by one, over a machine that can only move as a whole.
 *
 * <p>The machine stands while any thread is stopped, and moves when the last one was told to go on; meanwhile threads
 * that the client takes to be running stand, too. A step is made at once, whatever the others are at, since debuggers
 * step one thread over a breakpoint while they hold the others; the others then move on as the machine's schedule has it.
 *
 * @rsp Remote Protocol Support for Non-Stop Mode
 */
final class NonStop {
    private final Debuggee debuggee;
    private final Movement movement;
    private final StopReplies replies;
    private final SessionOutput output;
    /** Threads whose stop was told or is about to be. */
    private final Set<ThreadId> stopped = new LinkedHashSet<>();
    /** Threads that are to stop as soon as the machine does. */
    private final Set<ThreadId> wanted = new LinkedHashSet<>();
    /** Steps to make, each for a thread of its own. */
    private final Deque<Resume> steps = new ArrayDeque<>();
    /** Stops that follow the one that was told last and is not yet answered. */
    private final Deque<Reply> waiting = new ArrayDeque<>();

    private boolean unanswered;

    NonStop(Debuggee debuggee, Movement movement, StopReplies replies, SessionOutput output) {
        this.debuggee = debuggee;
        this.movement = movement;
        this.replies = replies;
        this.output = output;
    }

    /**
     * The client just chose this mode. One thread is stopped, which is enough for the machine to stand; the others run as
     * far as it knows. gdb 13 does not survive to be told of more than one when it connects.
     */
    void begin() {
        stopped.clear();
        stopped.add(debuggee.current());
        wanted.clear();
        steps.clear();
        waiting.clear();
        unanswered = false;
    }

    /** The answer to {@code ?}: one thread that is stopped; the rest is asked for one by one. */
    Reply all() {
        waiting.clear();
        for (ThreadId thread : stopped) {
            waiting.add(thread.equals(debuggee.current()) ? replies.trap(thread) : replies.quiet(thread));
        }
        unanswered = !waiting.isEmpty();
        return unanswered ? waiting.remove() : new Reply.Ok();
    }

    /** The answer to {@code vStopped}. */
    Reply next() {
        if (waiting.isEmpty()) {
            unanswered = false;
            return new Reply.Ok();
        }
        return waiting.remove();
    }

    /** A thread was attached to, and is stopped. */
    void arrived(ThreadId thread) {
        for (ThreadId each : debuggee.threads()) {
            if (each.world() == thread.world()) {
                stopped.add(each);
            }
        }
        tell(replies.trap(thread));
    }

    /** The same while the machine moves: it is stopped, and then told. */
    void arrivesOnTheWay(ThreadId thread) {
        for (ThreadId each : debuggee.threads()) {
            if (each.world() == thread.world() && !stopped.contains(each)) {
                wanted.add(each);
            }
        }
        debuggee.target().interrupt();
    }

    Reply handle(List<Action> actions) {
        Set<ThreadId> covered = new LinkedHashSet<>();
        List<ThreadId> threads = debuggee.threads();
        for (Action action : actions) {
            for (ThreadId thread : threads) {
                if (action.threads().covers(thread) && covered.add(thread)) {
                    act(action, thread);
                }
            }
        }
        // The answer comes before any stop.
        output.send(new Reply.Ok());
        if (!wanted.isEmpty()) {
            if (movement.state() instanceof SessionState.Moving) {
                debuggee.target().interrupt();
            } else {
                stopWanted();
            }
        }
        advance();
        return new Reply.Nothing();
    }

    /** The answer to {@code vCtrlC}: some thread stops, if all run. */
    Reply interrupt() {
        output.send(new Reply.Ok());
        if (movement.state() instanceof SessionState.Moving) {
            debuggee.target().interrupt();
        } else {
            List<ThreadId> running = debuggee.threads();
            running.removeAll(stopped);
            if (!running.isEmpty()) {
                ThreadId thread = running.contains(debuggee.current()) ? debuggee.current() : running.get(0);
                stopped.add(thread);
                tell(replies.of(new Stop(thread, new Reason.Interrupted())));
            }
        }
        return new Reply.Nothing();
    }

    /** The machine stands after it was resumed, and goes on when the client lets a thread go on. */
    void stopped(Stop stop, Resume how) {
        if (stop.reason() instanceof Reason.Interrupted && !wanted.isEmpty()) {
            requeue(how, wanted::contains);
            stopWanted();
        } else {
            stopped.add(stop.thread());
            wanted.remove(stop.thread());
            requeue(how, stop.thread()::equals);
            tell(replies.of(stop));
            stopWanted();
        }
    }

    /** The machine is gone. */
    void ended(Reply exit) {
        stopped.clear();
        wanted.clear();
        steps.clear();
        tell(exit);
    }

    private void act(Action action, ThreadId thread) {
        Optional<Resume> step = Movement.step(action, thread);
        if (action instanceof Action.Stop) {
            if (!stopped.contains(thread)) {
                wanted.add(thread);
            }
        } else if (stopped.remove(thread)) {
            step.ifPresent(steps::add);
        }
    }

    /** A step that was cut short by another thread's stop is made later, unless its own thread stopped. */
    private void requeue(Resume how, Predicate<ThreadId> stops) {
        if (stepping(how).filter(thread -> !stops.test(thread)).isPresent()) {
            steps.addFirst(how);
        }
    }

    private static Optional<ThreadId> stepping(Resume how) {
        return switch (how) {
            case Resume.Step step -> Optional.of(step.thread());
            case Resume.StepRange range -> Optional.of(range.thread());
            case Resume.Run _ -> Optional.empty();
        };
    }

    private void stopWanted() {
        for (ThreadId thread : wanted) {
            stopped.add(thread);
            steps.removeIf(step -> stepping(step).filter(thread::equals).isPresent());
            tell(replies.quiet(thread));
        }
        wanted.clear();
    }

    private void advance() {
        if (!(movement.state() instanceof SessionState.Standing)) {
            return;
        }
        Resume how = steps.poll();
        if (how == null) {
            stopped.retainAll(debuggee.threads());
            if (!stopped.isEmpty()) {
                return;
            }
            how = new Resume.Run(false);
        }
        Reply refused = movement.resume(how);
        if (refused instanceof Reply.Refusal) {
            // Too late to refuse: the packet was answered. The thread is where it was.
            ThreadId thread = debuggee.current();
            stopped.add(thread);
            tell(replies.trap(thread));
        }
    }

    private void tell(Reply stop) {
        if (unanswered) {
            waiting.add(stop);
        } else {
            unanswered = true;
            output.notifyStop(stop);
        }
    }
}
