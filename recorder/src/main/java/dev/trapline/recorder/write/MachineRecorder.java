package dev.trapline.recorder.write;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.RunningHash;
import dev.trapline.emu.port.Observer;
import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.EndKind;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records one machine: plugged into it as its observer, and standing between it and whoever runs it, so that hashes of its
 * state are recorded at fixed counts and resets and the end where they happen.
 */
public final class MachineRecorder {
    private final RecordingWriter writer;
    private final TraceObserver observer;
    private @Nullable Machine machine;
    private @Nullable RunningHash hash;
    private long nextHash = Batch.SPAN;

    public MachineRecorder(RecordingWriter writer, int cpus) {
        this.writer = writer;
        observer = new TraceObserver(writer.sink(), cpus);
    }

    /** What the machine is to be built with. */
    public Observer observer() {
        return observer;
    }

    /** Takes the machine that was built with {@link #observer}, before its first instruction. */
    public void attach(Machine built) {
        machine = built;
        hash = new RunningHash(built);
        observer.attach(built.clock());
    }

    private Machine attached() {
        if (machine == null) {
            throw new IllegalStateException("no machine is attached");
        }
        return machine;
    }

    /** As {@link Machine#run(long, long)}. */
    public Pause run(long toCount, long toNs) {
        Machine m = attached();
        while (true) {
            Pause pause = m.run(Math.min(toCount, nextHash), toNs);
            if (pause != Pause.COUNT || m.clock().count < nextHash) {
                return pause;
            }
            hash();
            nextHash += Batch.SPAN;
            if (m.clock().count >= toCount) {
                return pause;
            }
        }
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
     * @param groups how many events of each group, by {@code EventGroup.word()}
     */
    public void end(EndKind end, String words, Map<String, Long> groups) {
        Machine m = attached();
        hash();
        writer.sink().machineEnd(m.clock().count, end);
        writer.end(end, words, m.clock().count, m.clock().nowNs(), Optional.of(m.stateSha256()), groups);
    }
}
