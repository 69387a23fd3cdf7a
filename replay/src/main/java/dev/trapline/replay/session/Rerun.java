package dev.trapline.replay.session;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.snapshot.SnapshotException;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A recording on disk as a session that stands where the recording begins: at the machine's first instruction, or, where
 * it goes on from another or has lost its beginning, at its first checkpoint.
 */
public final class Rerun {
    private Rerun() {}

    /**
     * Without devices.
     *
     * @param console takes what the guest printed
     */
    public static ReplaySession replay(Recording recording, IntConsumer console) {
        return begun(recording, ReplaySession.replay(MachineManifest.read(recording), Recorded.of(recording), console));
    }

    /** With live devices. */
    public static ReplaySession verify(Recording recording, IntConsumer console) {
        return begun(recording, ReplaySession.verify(MachineManifest.read(recording), Recorded.of(recording), console));
    }

    /**
     * Passes over what lies before the last checkpoint at a count or before, if there is one ahead.
     *
     * @param session of the recording, standing where it begins
     */
    public static void skipTo(ReplaySession session, Recording recording, long count) {
        if (!recording.checkpoints().isEmpty()) {
            Machine built = new Machine(session.machine().spec(), MachinePorts.none());
            recording
                    .checkpointReader(built.save().memory())
                    .atOrBefore(count)
                    .filter(c -> c.count() > session.count())
                    .ifPresent(c -> restore(recording, session, c));
        }
    }

    private static ReplaySession begun(Recording recording, ReplaySession session) {
        if (recording.manifest().startCount() > 0 || recording.firstEvent() > 1) {
            CheckpointReader checkpoints =
                    recording.checkpointReader(session.machine().save().memory());
            List<Long> counts = checkpoints.counts();
            if (counts.isEmpty()) {
                throw new RecordingException(
                        recording.name()
                                + " does not begin at the machine's first instruction, and has no checkpoint to"
                                + " begin from",
                        "take the recording from another copy");
            }
            restore(
                    recording,
                    session,
                    checkpoints.atOrBefore(counts.getFirst()).orElseThrow());
        }
        return session;
    }

    /**
     * Goes on from a checkpoint of a recording.
     *
     * @throws RecordingException if it is of another machine
     */
    public static void restore(Recording recording, ReplaySession session, Checkpoint checkpoint) {
        try {
            session.restore(checkpoint);
        } catch (SnapshotException e) {
            throw new RecordingException(
                    recording.name() + " has a checkpoint at count " + checkpoint.count() + " that cannot be used: "
                            + e.getMessage(),
                    "delete the directory checkpoints; the recording replays without");
        }
    }
}
