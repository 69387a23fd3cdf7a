package dev.trapline.recorder.write;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.RunningHash;
import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.recorder.checkpoint.AccessedPages;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.checkpoint.CheckpointWriter;
import dev.trapline.recorder.disks.StoringDisks;
import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.EndKind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Records one machine: plugged into it as its observer, and standing between it and whoever runs it, so that hashes of its
 * state are recorded at fixed counts, checkpoints kept, and resets and the end recorded where they happen.
 */
public final class MachineRecorder {
    private final RecordingWriter writer;
    private final TraceObserver observer;
    private @Nullable Machine machine;
    private @Nullable RunningHash hash;
    private CheckpointLimit limit = CheckpointLimit.NONE;
    private boolean flightRecorder;
    private @Nullable CheckpointWriter checkpoints;
    /** What was accessed since the last checkpoint. */
    private AccessMarks marks = AccessMarks.coarse(0);
    /** Such that were looked at and are empty again: they are large. */
    private final AtomicReference<@Nullable AccessMarks> spare = new AtomicReference<>();

    private int segments = 1;
    private long nextHash = Batch.SPAN;
    private long nextCheckpoint = Long.MAX_VALUE;

    public MachineRecorder(RecordingWriter writer, int cpus) {
        this(writer, cpus, PsciAbi.INSTANCE);
    }

    /** @param calls what is captured of calls, by the convention that the manifest names */
    public MachineRecorder(RecordingWriter writer, int cpus, CallAbi calls) {
        if (!writer.manifest().calls().equals(calls.id())) {
            throw new IllegalArgumentException("the manifest says that calls are captured as "
                    + writer.manifest().calls() + " has them, not as " + calls.id());
        }
        this.writer = writer;
        observer = new TraceObserver(writer.sink(), cpus, calls);
    }

    /** What the machine is to be built with. */
    public Observer observer() {
        return observer;
    }

    /** How many events of each group there were. */
    public EventCounts counts() {
        return observer.counts();
    }

    /**
     * What the machine's disks are to be: what is read of them is stored in the recording.
     *
     * @param live where they come from
     */
    public DiskSource disks(DiskSource live) {
        StoringDisks disks = writer.disks(live);
        observer.know(disks.reads());
        return disks;
    }

    /**
     * What the machine's files of the host are to be: what is answered is recorded.
     *
     * @param live what answers
     */
    public HostFiles files(HostFiles live) {
        return new ToldFiles(live, observer);
    }

    /** The ports with which the machine is built: those, recorded. */
    public MachinePorts recorded(MachinePorts ports) {
        return ports.withDisks(disks(ports.disks())).withFiles(files(ports.files()));
    }

    /** Keeps checkpoints in the recording, as many as the limit allows; to be said before {@link #attach}. */
    public void keepCheckpoints(CheckpointLimit allowed) {
        limit = allowed;
    }

    /** Stores a checkpoint in each segment of the log, so that segments before it can go; instead of the above. */
    public void flightRecorder() {
        flightRecorder = true;
    }

    /** Takes the machine that was built with {@link #observer}, before its first instruction. */
    public void attach(Machine built) {
        observe(built);
        beginCheckpoints(built, 0);
    }

    private void observe(Machine built) {
        machine = built;
        hash = new RunningHash(built);
        observer.attach(built);
        built.followWorlds();
        nextHash = after(built.clock().count, Batch.SPAN);
    }

    /** @param base count of the checkpoint that they follow, or 0 */
    private void beginCheckpoints(Machine built, long base) {
        if (limit.most() > 0 && !flightRecorder) {
            CheckpointWriter begun =
                    writer.checkpoints(limit, base, built.save().memory());
            checkpoints = begun;
            nextCheckpoint = after(built.clock().count, begun.interval());
            mark(built);
        }
    }

    private void mark(Machine m) {
        AccessMarks empty = spare.getAndSet(null);
        marks = empty == null ? AccessMarks.coarse(m.memory().frameCount()) : empty;
        m.debug().mark(marks);
    }

    /**
     * Takes a machine that stands where another recording's run stood, restored to a checkpoint of that: it becomes this
     * recording's first, which is what replaying it begins from.
     */
    public void attach(Machine built, Checkpoint from) {
        observe(built);
        ObserverState.restore(from.observer(), observer, built);
        nextHash = Math.floorDiv(from.count(), Batch.SPAN) * Batch.SPAN + Batch.SPAN;
        writer.checkpoint(new Checkpoint(from.count(), writer.nextEvent(), from.machine(), from.observer()));
        beginCheckpoints(built, from.count());
    }

    /** Puts all that was recorded so far into the log, as before waiting for somebody; between two runs or within one. */
    public void flush() {
        writer.flush(attached().clock().count);
    }

    /** Why the recording has fewer checkpoints than it might have, if so, in words. */
    public Optional<String> checkpointFailure() {
        return checkpoints == null ? Optional.empty() : checkpoints.failure();
    }

    private Machine attached() {
        if (machine == null) {
            throw new IllegalStateException("no machine is attached");
        }
        return machine;
    }

    /** As {@link Machine#run(long, long)}. If the JVM's memory is used up, the recording is closed, and says so. */
    public Pause run(long toCount, long toNs) {
        try {
            return recordedRun(toCount, toNs);
        } catch (OutOfMemoryError e) {
            throw writer.outOfMemory(e);
        }
    }

    private Pause recordedRun(long toCount, long toNs) {
        Machine m = attached();
        while (true) {
            long stop = Math.min(nextHash, nextCheckpoint);
            Pause pause = m.run(Math.min(toCount, stop), toNs);
            if (pause != Pause.COUNT || m.clock().count < stop) {
                return pause;
            }
            if (m.clock().count == nextHash) {
                hash();
                nextHash += Batch.SPAN;
            }
            checkpointIfDue();
            if (m.clock().count >= toCount) {
                return pause;
            }
        }
    }

    private void checkpointIfDue() {
        Machine m = attached();
        if (checkpoints != null) {
            if (m.clock().count == nextCheckpoint) {
                if (checkpoints.wants()) {
                    AccessMarks accessed = marks;
                    mark(m);
                    checkpoints.add(checkpoint(), () -> taken(accessed));
                }
                nextCheckpoint = after(m.clock().count, checkpoints.interval());
            }
        } else if (flightRecorder && writer.segments() != segments) {
            segments = writer.segments();
            writer.checkpoint(checkpoint());
        }
    }

    private AccessedPages taken(AccessMarks accessed) {
        AccessedPages pages = AccessedPages.of(accessed);
        accessed.clear();
        spare.set(accessed);
        return pages;
    }

    private static long after(long count, long interval) {
        return (count / interval + 1) * interval;
    }

    private Checkpoint checkpoint() {
        Machine m = attached();
        observer.flush();
        return new Checkpoint(m.clock().count, writer.nextEvent(), m.save(), ObserverState.save(observer, m));
    }

    private void hash() {
        Machine m = attached();
        if (hash == null) {
            throw new IllegalStateException("no machine is attached");
        }
        observer.flush();
        hash.update(m.save());
        writer.sink().stateHash(m.clock().count, hash.high(), hash.low(), hash.changedFrames());
    }

    /** The machine, which a guest reset, starts again. */
    public void reboot() {
        observer.flush();
        writer.sink().reset(attached().clock().count);
        attached().reboot();
    }

    /**
     * The run is over: ends the recording.
     *
     * @param words how it ended, for a person
     */
    public void end(EndKind end, String words) {
        Machine m = attached();
        hash();
        writer.sink().machineEnd(m.clock().count, end);
        writer.end(
                end,
                words,
                m.clock().count,
                m.clock().nowNs(),
                Optional.of(m.stateSha256()),
                Optional.of(m.deviceSha256()),
                counts().byGroup());
    }
}
