package dev.trapline.replay.session;

import dev.trapline.emu.mem.DeviceEffects;
import dev.trapline.emu.port.DeviceFeed;
import dev.trapline.emu.semihosting.Operation;
import dev.trapline.emu.time.Deadlines;
import dev.trapline.recorder.schema.InputKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.recorder.write.TraceObserver;
import org.jspecify.annotations.Nullable;

/**
 * What devices did, from a recording: each at its position, and in the recording's order among what happens there. The
 * machine tells what it was made to do like anything else, which is how the {@link Checker} gets past it.
 *
 * <p>Effects that follow a register access at the same count are done at once, also those that came at the instruction
 * boundary after it: nothing lies between that could see the difference.
 */
final class Feeder implements DeviceFeed {
    private final EventWindow window;
    private final Checker checker;
    private final Effects effects;
    private final Stop stop;
    private final TraceObserver observer;
    private final Standstill standstill;
    private @Nullable DeviceEffects machine;

    /** Asks the machine to leave its loop at this boundary. */
    interface Stop {
        void stop();

        long nowNs();

        long count();
    }

    /** Does one event again; false if it is not a device's doing. */
    interface Effects {
        boolean again(TraceEvent event, DeviceEffects machine);
    }

    Feeder(
            EventWindow window,
            Checker checker,
            TraceObserver observer,
            Effects effects,
            Standstill standstill,
            Stop stop) {
        this.window = window;
        this.checker = checker;
        this.observer = observer;
        this.effects = effects;
        this.standstill = standstill;
        this.stop = stop;
    }

    @Override
    public void attach(DeviceEffects to) {
        machine = to;
    }

    @Override
    public long nextCount() {
        TraceEvent e = window.nextStop();
        return e == null ? Long.MAX_VALUE : e.at().count();
    }

    /** Whether a machine without devices must be at a boundary for this. */
    static boolean isStop(TraceEvent e) {
        return RecordedInputs.isStop(e)
                || e instanceof TraceEvent.Line
                || e instanceof TraceEvent.MemoryWritten
                || e instanceof TraceEvent.MemoryWrittenFromImage
                || e instanceof TraceEvent.OwnMemoryWritten
                || e instanceof TraceEvent.OwnMemoryRouted;
    }

    /** What only whoever runs the machine can do. */
    static boolean isSessions(TraceEvent e) {
        return e instanceof TraceEvent.StateHash
                || e instanceof TraceEvent.Reset
                || e instanceof TraceEvent.MachineEnd
                || e instanceof TraceEvent.Input input && isDebuggers(input);
    }

    /** What a debugger did to the machine while it stood still. */
    static boolean isDebuggers(TraceEvent.Input e) {
        return e.input() == InputKind.DEBUGGER_REGISTERS || e.input() == InputKind.DEBUGGER_MEMORY;
    }

    @Override
    public void deliver(long count) {
        standstill.look();
        effectsUpTo(count);
    }

    private void effectsUpTo(long count) {
        while (true) {
            TraceEvent e = checker.expected();
            if (e == null || e.at().count() != count) {
                return;
            }
            if (e instanceof TraceEvent.TimeSkipped skip && stop.nowNs() >= skip.toNs()) {
                long taken = window.taken();
                observer.flush();
                if (window.taken() == taken) {
                    return;
                }
            } else if (isSessions(e)) {
                stop.stop();
                return;
            } else if (!again(e)) {
                return;
            }
        }
    }

    /** Has an event's effect done, of which the checker then hears; no device does what cannot be done, or does nothing. */
    private boolean again(TraceEvent e) {
        long taken = window.taken();
        try {
            if (machine == null || !effects.again(e, machine)) {
                return false;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException impossible) {
            throw checker.diverged(stop.count(), null);
        }
        if (window.taken() == taken) {
            throw checker.diverged(stop.count(), null);
        }
        return true;
    }

    @Override
    public long sleepUntil(long nowNs, long nextNs) {
        if (checker.expected() instanceof TraceEvent.TimeSkipped skip && skip.toNs() > nowNs) {
            return Math.min(skip.toNs(), nextNs);
        }
        if (nextNs == Deadlines.NEVER) {
            throw checker.diverged(stop.count(), null);
        }
        return nextNs;
    }

    @Override
    public boolean mayStillCome() {
        TraceEvent e = checker.expected();
        return e != null && !(e instanceof TraceEvent.MachineEnd);
    }

    @Override
    public long read(int cpu, long pa, int size) {
        effectsUpTo(stop.count());
        if (checker.expected() instanceof TraceEvent.DeviceRead e
                && e.at().count() == stop.count()
                && e.cpu() == cpu
                && e.pa() == pa
                && e.size() == size) {
            return e.value();
        }
        throw checker.divergedAtRead(stop.count(), cpu, pa, size);
    }

    @Override
    public byte[] unreadKeys() {
        deliver(stop.count());
        if (checker.expected() instanceof TraceEvent.Semihosting e
                && e.at().count() == stop.count()
                && e.cpu() == TraceSink.OUTSIDE
                && e.operation() == Operation.SYS_READC.number()) {
            return e.bytes().toArray();
        }
        return new byte[0];
    }

    @Override
    public void written(int cpu, long pa, int size) {
        effectsUpTo(stop.count());
    }
}
