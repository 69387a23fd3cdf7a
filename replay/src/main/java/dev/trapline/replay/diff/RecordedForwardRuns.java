package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.replay.session.Divergence;
import dev.trapline.replay.session.Recorded;
import dev.trapline.replay.session.ReplaySession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * ForwardRuns of a recording, each from the nearest checkpoint: the recording's, or one kept of an earlier rerun. A comparison
 * comes back to the same places over and over.
 */
final class RecordedForwardRuns implements ForwardRuns {
    private static final long STRETCH = 20_000_000;

    /** Checkpoints kept here; when there are more, every other one is dropped. */
    private static final int MOST_KEPT = 32;

    private final Recording recording;
    private final MachineSpec spec;
    private final Watcher watcher;
    private final NavigableMap<Long, Checkpoint> kept = new TreeMap<>();
    private @Nullable CheckpointReader recorded;
    private Optional<Divergence> diverged = Optional.empty();

    RecordedForwardRuns(Recording recording, Watcher watcher) {
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
    public ForwardRun at(long count) {
        ReplaySession session = ReplaySession.replay(spec, Recorded.of(recording), b -> {});
        nearest(count, session).ifPresent(session::restore);
        SessionRun rerun = new SessionRun(session);
        if (rerun.run(count)) {
            keep(session);
        }
        return rerun;
    }

    private Optional<Checkpoint> nearest(long count, ReplaySession fresh) {
        CheckpointReader reader = recorded;
        if (reader == null) {
            reader = recording.checkpointReader(fresh.machine().save().memory());
            recorded = reader;
        }
        Map.Entry<Long, Checkpoint> here = kept.floorEntry(count);
        long best = here == null ? 0 : here.getKey();
        if (reader.counts().stream().anyMatch(c -> c <= count && c > best)) {
            return reader.atOrBefore(count);
        }
        return Optional.ofNullable(here).map(Map.Entry::getValue);
    }

    private void keep(ReplaySession session) {
        kept.put(session.count(), session.save());
        if (kept.size() > MOST_KEPT) {
            List<Long> counts = new ArrayList<>(kept.keySet());
            for (int i = 1; i < counts.size(); i += 2) {
                kept.remove(counts.get(i));
            }
        }
    }

    private final class SessionRun implements ForwardRun {
        private final ReplaySession session;
        private boolean over;

        private SessionRun(ReplaySession session) {
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
                if (next != toCount && !over) {
                    watcher.at(count(), session.nowNs());
                    keep(session);
                }
            }
            return count() >= toCount;
        }
    }
}
