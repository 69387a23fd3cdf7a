package dev.trapline.emu.exec;

import dev.trapline.emu.isa.aarch32.ExceptionEntry;
import dev.trapline.emu.port.DeviceFeed;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;
import dev.trapline.emu.timer.GenericTimer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interleaves the pCPUs on one thread, in slices of instructions, and does between instructions what is due: deadlines,
 * inputs, interrupts, sleep. All it decides follows from the machine's state, so that a run can be left and entered again
 * at any instruction without a trace.
 */
public final class RunLoop implements Snapshottable {
    private final Cpu[] cpus;
    private final GenericTimer[] timers;
    private final Clock clock;
    /** The CPU complex's own. */
    private final Deadlines deadlines;
    /** Those of the devices outside it; of two at the same nanosecond the complex's come first. */
    private final Deadlines deviceDeadlines;

    private final InputSink sink;
    private DeviceFeed feed = DeviceFeed.NONE;
    private final SlicePlan slices;
    private final CrashWatch watch;
    private InputSource inputs;

    /** The pCPU whose slice it is, and the count at which the slice ends. */
    private int current;

    private long sliceEnd;
    private long nextAsk;
    private long nextAskNs;
    private volatile boolean stopAsked;
    /** The pCPUs that are to be stepped, a bit each, and who is told. No state of the machine's. */
    private int stepped;

    private StepWatch whenStepped = StepWatch.NONE;
    private Pause powerState = Pause.COUNT;

    /** @param looking memory through which a pCPU of no machine can look ahead without a trace */
    public RunLoop(
            Cpu[] cpus,
            GenericTimer[] timers,
            Clock clock,
            Deadlines deadlines,
            Deadlines deviceDeadlines,
            long seed,
            InputSource inputs,
            InputSink sink,
            MemoryPort looking) {
        this.cpus = cpus.clone();
        this.timers = timers.clone();
        this.clock = clock;
        this.deadlines = deadlines;
        this.deviceDeadlines = deviceDeadlines;
        this.sink = sink;
        this.inputs = inputs;
        slices = new SlicePlan(seed);
        watch = new CrashWatch(this.cpus, deadlines, deviceDeadlines, sink, looking);
        sliceEnd = slices.next();
    }

    public void setInputs(InputSource source) {
        inputs = source;
        nextAsk = 0;
        nextAskNs = 0;
    }

    /** Takes what devices do from {@code source} from now on. */
    public void setFeed(DeviceFeed source) {
        feed = source;
        watch.fed();
    }

    /** Asks the input source at the next boundary. */
    public void askInputsSoon() {
        nextAsk = 0;
        clock.requestStop();
    }

    /** Leaves {@link #run} at the next boundary, with {@link Pause#ASKED}. */
    public void stop() {
        stopAsked = true;
        clock.requestStop();
    }

    /**
     * Tells when a pCPU has executed one instruction, or attempted it; of each once.
     *
     * @param cpus a bit for each pCPU
     */
    public void step(int cpus, StepWatch told) {
        stepped = cpus;
        whenStepped = told;
    }

    /** The guest's own end of the machine: POWER_OFF or RESET. Takes effect after the instruction now executing. */
    public void end(Pause how) {
        powerState = how;
        clock.requestStop();
    }

    /** After a reset the machine runs again. */
    public void restarted() {
        powerState = Pause.COUNT;
        watch.restarted();
        current = 0;
        sliceEnd = clock.count + slices.next();
    }

    /** The pCPU whose slice it is. */
    public int current() {
        return current;
    }

    /** What every pCPU is stuck in, after {@link Pause#CRASH}. */
    public String crash() {
        return watch.description();
    }

    /** What each pCPU is at. */
    public List<Whereabouts> whereabouts() {
        return Arrays.stream(cpus).map(Whereabouts::of).toList();
    }

    /**
     * Executes until {@code untilCount} instructions were attempted or virtual time {@code untilNs} has come, or something
     * ends the run before.
     */
    public Pause run(long untilCount, long untilNs) {
        while (true) {
            runDue();
            if (powerState != Pause.COUNT) {
                return powerState;
            }
            if (stopAsked) {
                stopAsked = false;
                return Pause.ASKED;
            }
            askInputs();
            if (stopAsked || nextDeadline() <= clock.nowNs()) {
                continue;
            }
            if (clock.count >= untilCount || clock.nowNs() >= untilNs) {
                return Pause.COUNT;
            }
            Cpu s = pick();
            if (s == null) {
                if (!sleep(untilNs)) {
                    return Pause.DEADLOCK;
                }
                continue;
            }
            long stop = Math.min(Math.min(untilCount, nextAsk), clock.countAt(nextDeadline()));
            stop = Math.min(stop, feed.nextCount());
            stop = Math.min(stop, clock.countAt(Math.min(nextAskNs, untilNs)));
            s.memory.switchedTo(s);
            while (ExceptionEntry.takePendingInterrupt(s)) {
                // One entry may leave a more urgent interrupt unmasked.
            }
            // Set last: taking an interrupt asks the engine to look again, which is what happens here.
            clock.stopAt = Math.min(Math.min(stop, sliceEnd), nextOverflow(s));
            if ((stepped >>> s.index & 1) != 0 ? step(s) : Interpreter.run(s)) {
                stopAsked = true;
            }
            if (s.compiled != null) {
                s.compiled.sample(s);
            }
            if (watch.faultsWithoutEnd(s) || clock.count >= sliceEnd && watch.allStuck(s)) {
                return Pause.CRASH;
            }
        }
    }

    /** Executes one instruction and tells, unless it is left before it. */
    private boolean step(Cpu s) {
        clock.stopAt = Math.min(clock.stopAt, clock.count + 1);
        long before = clock.count;
        int pc = s.pc;
        boolean left = Interpreter.run(s);
        if (clock.count > before) {
            stepped &= ~(1 << s.index);
            whenStepped.stepped(s.index, pc);
        }
        return left;
    }

    /** Lets the devices and the complex do what is due by now, in the order of its time; then the counters overflow. */
    private void runDue() {
        while (true) {
            feed.deliver(clock.count);
            if (nextDeadline() > clock.nowNs()) {
                break;
            }
            (deadlines.next() <= deviceDeadlines.next() ? deadlines : deviceDeadlines).runNext();
        }
        for (Cpu s : cpus) {
            s.cp15.pmu.overflowIfDue(s);
        }
    }

    private long nextDeadline() {
        return Math.min(deadlines.next(), deviceDeadlines.next());
    }

    /** The count at which a performance counter interrupts next, if {@code s} is the pCPU that executes. */
    private long nextOverflow(Cpu s) {
        long next = s.cp15.pmu.nextOverflow(s);
        for (Cpu other : cpus) {
            next = Math.min(next, other.cp15.pmu.nextOverflowOfCycles());
        }
        return next;
    }

    private void askInputs() {
        if (clock.count >= nextAsk || clock.nowNs() >= nextAskNs) {
            inputs.deliver(clock.count, sink);
            nextAsk = inputs.nextAsk(clock.count);
            nextAskNs = inputs.nextAskNs(clock.nowNs());
        }
    }

    /** The pCPU to execute next, its slice begun if need be; null if all wait. */
    private @Nullable Cpu pick() {
        if (clock.count < sliceEnd && runnable(cpus[current])) {
            return cpus[current];
        }
        for (int i = 1; i <= cpus.length; i++) {
            int next = (current + i) % cpus.length;
            if (runnable(cpus[next])) {
                current = next;
                sliceEnd = clock.count + slices.next();
                return cpus[next];
            }
        }
        return null;
    }

    /** Wakes a sleeper whose reason has come. */
    private boolean runnable(Cpu s) {
        if (!s.on) {
            return false;
        }
        if (s.semihosting != null && s.semihosting.holds(s)) {
            return false;
        }
        if (s.waitingForInterrupt) {
            if (!ExceptionEntry.hasPendingWakeup(s)) {
                return false;
            }
            s.waitingForInterrupt = false;
            s.observer.woke(s.index);
        }
        if (s.waitingForEvent) {
            GenericTimer timer = timers[s.index];
            if (timer.takeEvents()) {
                s.eventRegister = true;
            }
            if (!s.eventRegister && !ExceptionEntry.hasUnmaskedInterrupt(s)) {
                timer.awaitEvent();
                return false;
            }
            s.eventRegister = false;
            s.waitingForEvent = false;
            timer.cancelAwaitEvent();
            s.observer.woke(s.index);
        }
        return true;
    }

    /** Passes over the time in which nothing happens; false if nothing will. */
    private boolean sleep(long untilNs) {
        long now = clock.nowNs();
        long next = Math.min(nextDeadline(), nextAskNs);
        if (next == Deadlines.NEVER && !inputs.mayStillCome() && !feed.mayStillCome()) {
            return false;
        }
        long until = Math.min(feed.sleepUntil(now, next), untilNs);
        clock.skipTo(inputs.idleUntil(now, until));
        nextAskNs = Math.min(nextAskNs, clock.nowNs());
        if (clock.nowNs() > now) {
            cpus[0].observer.timeSkipped(clock.nowNs());
        }
        return true;
    }

    @Override
    public void save(StateWriter out) {
        out.int32(current);
        out.int64(sliceEnd);
        out.int32(powerState.ordinal());
        slices.save(out);
        watch.save(out);
    }

    @Override
    public void restore(StateReader in) {
        current = in.int32();
        in.expect(current >= 0 && current < cpus.length, "the slice of pCPU " + current);
        sliceEnd = in.int64();
        int power = in.int32();
        in.expect(power >= 0 && power < Pause.values().length, "power state " + power);
        powerState = Pause.values()[power];
        slices.restore(in);
        watch.restore(in);
        nextAsk = 0;
        nextAskNs = 0;
    }
}
