package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.replay.session.RecordedEvents;
import dev.trapline.replay.session.ReplaySession;

/** Reruns of a recording from its beginning. */
final class RecordingReruns implements Reruns {
    private static final long STRETCH = 20_000_000;

    private final Recording recording;
    private final MachineSpec spec;
    private final Watcher watcher;

    RecordingReruns(Recording recording, Watcher watcher) {
        this.recording = recording;
        this.watcher = watcher;
        spec = MachineManifest.read(recording);
    }

    /** Whether a recording holds its run from the first instruction on. */
    static boolean reachesBack(Recording recording) {
        return recording.manifest().startCount() == 0 && recording.firstEvent() == 1;
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
                over = !(session.run(next) instanceof ReplaySession.Outcome.Reached);
                if (next != toCount) {
                    watcher.at(count(), session.nowNs());
                }
            }
            return count() >= toCount;
        }
    }
}
