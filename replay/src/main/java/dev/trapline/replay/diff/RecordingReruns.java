package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.replay.session.Divergence;
import dev.trapline.replay.session.RecordedEvents;
import dev.trapline.replay.session.ReplaySession;
import java.util.Optional;

/** Reruns of a recording from its beginning. */
final class RecordingReruns implements Reruns {
    private static final long STRETCH = 20_000_000;

    private final Recording recording;
    private final MachineSpec spec;
    private final Watcher watcher;
    private Optional<Divergence> diverged = Optional.empty();

    RecordingReruns(Recording recording, Watcher watcher) {
        this.recording = recording;
        this.watcher = watcher;
        spec = MachineManifest.read(recording);
    }

    /** Whether a recording holds its run from the first instruction on. */
    static boolean reachesBack(Recording recording) {
        return recording.manifest().startCount() == 0 && recording.firstEvent() == 1;
    }

    /** Where a rerun did not recur as recorded, if one did not; what lies behind was not reached. */
    Optional<Divergence> diverged() {
        return diverged;
    }

    @Override
    public Rerun at(long count) {
        SessionRerun rerun = new SessionRerun(ReplaySession.replay(
                spec, RecordedEvents.of(recording), sha256 -> recording.image(sha256.asHex()), b -> {}));
        rerun.run(count);
        return rerun;
    }

    private final class SessionRerun implements Rerun {
        private final ReplaySession session;
        private boolean over;

        private SessionRerun(ReplaySession session) {
            this.session = session;
        }

        @Override
        public Machine machine() {
            return session.machine();
        }

        @Override
        public boolean run(long toCount) {
            while (!over && count() < toCount) {
                long next = Math.min(toCount, count() + STRETCH);
                ReplaySession.Outcome outcome = session.run(next);
                over = !(outcome instanceof ReplaySession.Outcome.Reached);
                if (outcome instanceof ReplaySession.Outcome.Diverged d) {
                    diverged = Optional.of(d.divergence());
                }
                if (next != toCount) {
                    watcher.at(count(), session.nowNs());
                }
            }
            return count() >= toCount;
        }
    }
}
