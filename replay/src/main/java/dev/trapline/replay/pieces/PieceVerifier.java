package dev.trapline.replay.pieces;

import dev.trapline.emu.Behaviour;
import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.recorder.checkpoint.AccessedPages;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a piece of a recording with live devices. At each checkpoint on the way, the one at its end included, the machine
 * must be what the checkpoint says: so the pieces of a recording prove together what one run proves, and a run over
 * several of them finds what each would.
 */
public final class PieceVerifier {
    private final Recording recording;
    private final ReplayReport.Progress progress;
    private final ReplayReport.Words words;
    private final BooleanSupplier unwanted;
    private @Nullable ReplaySession session;

    /**
     * @param progress is told first of where the piece begins
     * @param unwanted asked now and then; the run is left once it holds, and what it comes to says nothing
     */
    public PieceVerifier(
            Recording recording, ReplayReport.Progress progress, ReplayReport.Words words, BooleanSupplier unwanted) {
        this.recording = recording;
        this.progress = progress;
        this.words = words;
        this.unwanted = unwanted;
    }

    /**
     * Verifies a piece.
     *
     * @throws dev.trapline.recorder.RecordingException if a checkpoint is damaged, or of another machine
     */
    public ReplayReport verify(Piece piece) {
        ReplaySession begun = Rerun.verify(recording, b -> {});
        session = begun;
        return verify(begun, piece);
    }

    /** The session in which a piece was verified, where it came to stand. */
    public Optional<ReplaySession> session() {
        return Optional.ofNullable(session);
    }

    private ReplayReport verify(ReplaySession session, Piece piece) {
        if (recording.manifest().behaviourVersion() == Behaviour.VERSION) {
            CheckpointReader checkpoints =
                    recording.checkpointReader(session.machine().save().memory());
            if (piece.from() != Piece.BEGIN) {
                Rerun.restore(
                        recording, session, checkpoints.atOrBefore(piece.from()).orElseThrow());
            }
            progress.at(session.count(), session.nowNs());
            long begin = session.count();
            List<Long> counts = checkpoints.counts().stream()
                    .filter(count -> count > begin && count <= piece.to())
                    .toList();
            StateComparison states = new StateComparison();
            for (long count : counts) {
                AccessMarks marks = new AccessMarks(session.machine().memory().frameCount());
                session.machine().debug().mark(marks);
                ReplayReport report = run(session, count);
                if (report.verdict() != ReplayReport.Verdict.EXACT
                        || session.count() != count
                        || count == piece.to() && unwanted.getAsBoolean()) {
                    return report;
                }
                Optional<String> difference = difference(
                                states,
                                session.save(),
                                checkpoints.atOrBefore(count).orElseThrow())
                        .or(() -> checkpoints
                                .accessed(checkpoints.counts().indexOf(count))
                                .flatMap(kept -> kept.lacks(AccessedPages.of(marks))));
                if (difference.isPresent() || count == piece.to() || unwanted.getAsBoolean()) {
                    return difference.map(d -> different(count, d)).orElse(report);
                }
            }
            session.machine().debug().mark(null);
        }
        return run(session, Long.MAX_VALUE);
    }

    private ReplayReport run(ReplaySession session, long to) {
        return ReplayReport.run(session, recording, to, progress, words);
    }

    private Optional<String> difference(StateComparison states, Checkpoint now, Checkpoint kept) {
        // Where the recording ends at a checkpoint's count, what it says of its end comes behind the checkpoint.
        boolean elsewhere = now.nextEvent() != kept.nextEvent() && now.count() < recording.lastCount();
        return elsewhere
                ? Optional.of("its next event is #" + kept.nextEvent() + ", the run's #" + now.nextEvent())
                : states.difference(now, kept);
    }

    private ReplayReport different(long count, String what) {
        return new ReplayReport(
                ReplayReport.Verdict.DIFFERENT,
                List.of(
                        String.format(
                                "not exact: the checkpoint at count %,d is not what the machine is there: %s",
                                count, what),
                        "  every event up to there was the same, so that the checkpoint is wrong, or the events do not show it",
                        "Next: delete the directory " + recording.name() + "/checkpoints, and verify without"));
    }
}
