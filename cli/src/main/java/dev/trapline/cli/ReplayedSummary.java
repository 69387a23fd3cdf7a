package dev.trapline.cli;

import dev.trapline.cli.run.Summary;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.session.ReplaySession;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** What {@code --summary} tells of a recording that was run again. */
final class ReplayedSummary {
    /** It was stopped before the recording's end, as it was to be. */
    private static final String STOPPED = "stopped";

    private ReplayedSummary() {}

    /** What the run took of the host so far, of this thread, and since a moment of {@link System#nanoTime}. */
    static Summary.Cost costSince(long beganNs) {
        return new Summary.Cost(
                (System.nanoTime() - beganNs) / 1_000_000,
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000);
    }

    /**
     * The summary of a run that is over.
     *
     * @param session where it came to stand
     */
    static Summary of(Recording rec, ReplaySession session, ReplayReport report, Summary.Cost cost) {
        return new Summary(
                session.count(),
                session.nowNs(),
                end(rec, session, report),
                session.machine().stateSha256(),
                session.hasLiveDevices() ? Optional.of(session.machine().deviceSha256()) : Optional.empty(),
                RecordedCounts.upTo(rec, session.eventsDone()),
                cost,
                Optional.of(report.verdict() == ReplayReport.Verdict.EXACT));
    }

    /** As a run's: how the recorded run ended; else why there is no more of it, or why it was left. */
    private static String end(Recording rec, ReplaySession session, ReplayReport report) {
        return switch (report.verdict()) {
            case DIFFERENT, OTHER_BEHAVIOUR -> "diverged";
            case DAMAGED -> "damaged";
            case EXACT -> {
                if (session.count() < rec.lastCount()) {
                    yield STOPPED;
                }
                Optional<Ending> ending = rec.ending();
                yield ending.flatMap(Ending::end)
                        .map(EndKind::word)
                        .or(() -> ending.map(
                                e -> e.why().name().toLowerCase(Locale.ROOT).replace('_', '-')))
                        .orElse("killed");
            }
        };
    }
}
