package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.Divergence;
import dev.trapline.replay.session.Recorded;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import java.nio.file.Path;
import java.util.Optional;

/** One replay that is moved about, with its own view of the recording. For one thread. */
final class Cursor implements AutoCloseable {
    private final Recording recording;
    private final ReplaySession session;

    Cursor(Path path, MachineSpec spec) {
        recording = Recording.open(path);
        session = ReplaySession.replay(spec, Recorded.of(recording), b -> {});
    }

    Machine machine() {
        return session.machine();
    }

    ReplaySession session() {
        return session;
    }

    long count() {
        return session.count();
    }

    void restore(Checkpoint checkpoint) {
        Rerun.restore(recording, session, checkpoint);
    }

    Checkpoint save() {
        return session.save();
    }

    /** Runs on to a count, or until asked to leave before; returns where it is then. */
    long run(long to) {
        ReplaySession.Outcome outcome = session.run(to);
        if (outcome instanceof ReplaySession.Outcome.Diverged diverged) {
            Divergence d = diverged.divergence();
            throw new TimelineException(
                    recording.name() + " does not replay exactly: it diverges at count " + d.count(), Optional.of(d));
        }
        return session.count();
    }

    @Override
    public void close() {
        recording.close();
    }
}
