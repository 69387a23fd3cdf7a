package dev.trapline.replay.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.RunningHash;
import dev.trapline.emu.port.DeviceFeed;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.InputKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.ObserverState;
import dev.trapline.recorder.write.TraceObserver;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A recording run again from its beginning: replayed, with no devices and all they did fed, or verified, with live
 * devices and only inputs fed. Either way everything the machine does is held against the recording.
 */
public final class ReplaySession implements Feeder.Stop {
    /** Instructions after which it is looked whether something did not come, where nothing else stops the machine. */
    private static final long LONGEST = 1 << 24;

    private final Machine machine;
    private final Checker checker;
    private final TraceObserver observer;
    private final RunningHash hash;
    private final EventWindow window;
    private final Standstill standstill;
    private final boolean liveDevices;
    /** Why the machine came back last; null where it was not run since it was built or restored. */
    private @Nullable Pause last;

    private volatile boolean leaving;

    private ReplaySession(MachineSpec spec, Recorded from, IntConsumer console, boolean liveDevices) {
        this.liveDevices = liveDevices;
        window = new EventWindow(from.events(), liveDevices ? RecordedInputs::isStop : Feeder::isStop);
        Function<ByteString, byte[]> images = new ImageCache(from.images());
        checker = new Checker(window, console, liveDevices, images, this::count);
        observer = new TraceObserver(checker, spec.cpus(), from.calls());
        standstill = new Standstill(window, checker, this);
        RecordedInputs inputs = new RecordedInputs(window, checker, observer, standstill, this, spec.rtcSeconds());
        DeviceFeed feed = liveDevices
                ? DeviceFeed.NONE
                : new Feeder(window, checker, observer, new RecordedEffects(images), standstill, this);
        MachinePorts ports = new MachinePorts(b -> {}, inputs, observer, Diagnostics.NONE)
                .withFiles(new RecordedFiles(window, checker, observer, this))
                .withDisks(from.disks())
                .withCompiler(ProcessCompiler.get());
        machine = new Machine(spec, ports, feed);
        observer.attach(machine);
        machine.followWorlds();
        hash = new RunningHash(machine);
    }

    /**
     * A machine without devices.
     *
     * @param console takes what the guest printed
     */
    public static ReplaySession replay(MachineSpec spec, Recorded from, IntConsumer console) {
        return new ReplaySession(spec, from, console, false);
    }

    /** A machine with live devices. */
    public static ReplaySession verify(MachineSpec spec, Recorded from, IntConsumer console) {
        return new ReplaySession(spec, from, console, true);
    }

    /** How far a run came, and why it ended there. */
    public sealed interface Outcome {
        /** The position asked for, or one before it where the session was asked to leave. */
        record Reached() implements Outcome {}

        /** The recording's end, as it ended then. */
        record Ended(EndKind end) implements Outcome {}

        /** The end of what was written: the recorder was killed, or the rest is lost. */
        record LogEnded() implements Outcome {}

        /** Where it was not the same. */
        record Diverged(Divergence divergence) implements Outcome {}
    }

    public Machine machine() {
        return machine;
    }

    /** Whether the machine has devices of its own, which nobody feeds. */
    public boolean hasLiveDevices() {
        return liveDevices;
    }

    /** All it takes to come back here. Frames are shared, so this costs little. */
    public Checkpoint save() {
        return new Checkpoint(
                machine.clock().count, window.taken() + 1, machine.save(), ObserverState.save(observer, machine));
    }

    /**
     * Goes on from a checkpoint of the recording, or one that was saved here; also after a divergence.
     *
     * @throws dev.trapline.emu.snapshot.SnapshotException if it is of another machine, or has no state of devices where they
     *     are live
     */
    public void restore(Checkpoint checkpoint) {
        machine.restore(checkpoint.machine());
        ObserverState.restore(checkpoint.observer(), observer, machine);
        checker.forget();
        window.goTo(checkpoint.nextEvent());
        last = null;
    }

    /** How many of the recording's events have recurred or were fed. */
    public long eventsDone() {
        return window.taken();
    }

    /** Runs on until {@code toCount} instructions were attempted, or the recording ends. After a divergence, no more. */
    public Outcome run(long toCount) {
        // Whoever wanted an earlier run to be left got what it wanted.
        leaving = false;
        try {
            while (true) {
                Optional<Outcome> end = seeTo();
                if (end.isPresent()) {
                    return end.get();
                }
                if (machine.clock().count >= toCount || leaving) {
                    return new Outcome.Reached();
                }
                standstill.look();
                long longest = machine.clock().count + LONGEST;
                Pause pause = machine.run(Math.min(Math.min(toCount, longest), nextSessions()));
                last = pause;
                if (!isExpected(pause) || standstill.isOverdue()) {
                    throw checker.diverged(machine.clock().count, null);
                }
            }
        } catch (LogEndedException e) {
            return new Outcome.LogEnded();
        } catch (DivergenceException e) {
            return new Outcome.Diverged(e.divergence());
        }
    }

    /** Leaves the {@link #run} under way, if there is one, at the next instruction boundary. What the machine calls may ask. */
    public void leave() {
        leaving = true;
        machine.stop();
    }

    /** Does what the recording says was done to the machine here; the outcome if it ended here. */
    private Optional<Outcome> seeTo() {
        while (true) {
            TraceEvent e = checker.expected();
            if (e == null) {
                return Optional.of(new Outcome.LogEnded());
            }
            if (e.at().count() != machine.clock().count) {
                return Optional.empty();
            }
            switch (e) {
                case TraceEvent.StateHash h -> {
                    hash.update(machine.save());
                    checker.stateHash(machine.clock().count, hash.high(), hash.low(), hash.changedFrames());
                }
                case TraceEvent.Reset r -> {
                    checker.reset(machine.clock().count);
                    machine.reboot();
                }
                case TraceEvent.Input i
                when Feeder.isDebuggers(i) && machine.clock().nowNs() >= i.at().virtualNs() -> writeAgain(i);
                case TraceEvent.MachineEnd m -> {
                    checkEnd(m);
                    return Optional.of(new Outcome.Ended(m.end()));
                }
                case TraceEvent.TimeSkipped t
                when machine.clock().nowNs() >= t.toNs() -> {
                    long taken = window.taken();
                    observer.flush();
                    if (window.taken() == taken) {
                        return Optional.empty();
                    }
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
    }

    /** What a debugger wrote into the recorded machine; the observer is told, and finds it in the recording. */
    private void writeAgain(TraceEvent.Input e) {
        observer.flush();
        long taken = window.taken();
        try {
            if (e.input() == InputKind.DEBUGGER_REGISTERS) {
                machine.debuggerDoor().registerAgain(e.index(), e.bytes().toArray());
            } else {
                machine.debuggerDoor().memoryAgain(e.bytes().toArray());
            }
        } catch (DebugException cannot) {
            throw checker.diverged(machine.clock().count, null);
        }
        observer.flush();
        if (window.taken() == taken) {
            throw checker.diverged(machine.clock().count, null);
        }
    }

    /** A run that ended otherwise than the recording says, or of which the recording has more, parted from it. */
    private void checkEnd(TraceEvent.MachineEnd end) {
        observer.flush();
        // Returns at once, with what the guest did to the machine if it did.
        Pause guests = machine.run(machine.clock().count);
        Pause pause = guests == Pause.COUNT || guests == Pause.ASKED ? last : guests;
        if (pause != null && !Ends.fits(end.end(), pause, liveDevices)) {
            throw checker.diverged(
                    machine.clock().count,
                    Ends.of(pause)
                            .map(kind -> new TraceEvent.MachineEnd(end.at(), kind))
                            .orElse(null));
        }
        TraceEvent more = window.peekSecond();
        if (more != null) {
            window.take();
            throw checker.diverged(machine.clock().count, null);
        }
    }

    /** Where a machine with live devices must stop for {@link #seeTo}; one that is fed stops by itself. */
    private long nextSessions() {
        if (!liveDevices) {
            return Long.MAX_VALUE;
        }
        TraceEvent e = window.nextStop();
        // An input stops the machine by itself, and one behind this is found then.
        return e == null ? Long.MAX_VALUE : Math.max(e.at().count(), machine.clock().count + 1);
    }

    /** Whether the recording has that the machine stopped by itself here. */
    private boolean isExpected(Pause pause) {
        observer.flush();
        TraceEvent e = checker.expected();
        return switch (pause) {
            case COUNT, ASKED -> true;
            case RESET ->
                isHere(e)
                        && (e instanceof TraceEvent.StateHash
                                || e instanceof TraceEvent.Reset
                                || e instanceof TraceEvent.MachineEnd);
            case POWER_OFF, CRASH, DEADLOCK ->
                e == null || isHere(e) && (e instanceof TraceEvent.StateHash || e instanceof TraceEvent.MachineEnd);
        };
    }

    private boolean isHere(@Nullable TraceEvent e) {
        return e != null && e.at().count() == machine.clock().count;
    }

    @Override
    public void stop() {
        machine.stop();
    }

    @Override
    public long nowNs() {
        return machine.clock().nowNs();
    }

    @Override
    public long count() {
        return machine.clock().count;
    }
}
