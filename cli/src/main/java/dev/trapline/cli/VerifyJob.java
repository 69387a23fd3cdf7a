package dev.trapline.cli;

import dev.trapline.cli.run.Summary;
import dev.trapline.cli.verify.Verified;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.pieces.Piece;
import dev.trapline.replay.pieces.PieceVerifier;
import dev.trapline.replay.session.ReplayReport;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Verifies a piece of a recording, on whatever thread: what is wrong with it is a result like any other. */
final class VerifyJob implements Callable<VerifyJob.Result> {
    /** How far all jobs of a command are together; threads add to it. */
    static final class Distance {
        private final AtomicLong instructions = new AtomicLong();
        private final AtomicLong virtualNs = new AtomicLong();

        long instructions() {
            return instructions.get();
        }

        long virtualNs() {
            return virtualNs.get();
        }
    }

    /** The first piece of a recording that is not exact, if any is yet: those behind it need not be run to their ends. */
    static final class FirstBad {
        private final AtomicInteger index = new AtomicInteger(Integer.MAX_VALUE);

        void found(int piece) {
            index.accumulateAndGet(piece, Math::min);
        }

        boolean isBefore(int piece) {
            return index.get() < piece;
        }
    }

    /**
     * What a piece came to.
     *
     * @param last whether it is the recording's last
     * @param begunNs host time, of whatever origin
     * @param endedNs likewise
     * @param cpuNs CPU time it took
     */
    record Result(Verified verified, boolean exact, boolean last, long begunNs, long endedNs, long cpuNs) {}

    private final Path path;
    private final Piece piece;
    private final int index;
    private final FirstBad firstBad;
    private final Distance distance;
    private final boolean summarised;
    private final Map<String, String> properties = new LinkedHashMap<>();
    /** Null until it ran, or if none is wanted. */
    private @Nullable Summary summary;

    private boolean told;
    private long countTold;
    private long nsTold;

    private VerifyJob(Path path, Piece piece, int index, FirstBad firstBad, Distance distance, boolean summarised) {
        this.path = path;
        this.piece = piece;
        this.index = index;
        this.firstBad = firstBad;
        this.distance = distance;
        this.summarised = summarised;
    }

    /**
     * The jobs that verify a recording together, in order.
     *
     * @param most how many, at least 1
     * @param summarised whether what {@code --summary} tells is wanted, which takes hashes of the whole state
     */
    static List<VerifyJob> of(Path path, int most, Distance distance, boolean summarised) {
        FirstBad firstBad = new FirstBad();
        List<Piece> pieces = cut(path, most);
        return IntStream.range(0, pieces.size())
                .mapToObj(i -> new VerifyJob(path, pieces.get(i), i, firstBad, distance, summarised))
                .toList();
    }

    private static List<Piece> cut(Path path, int most) {
        try (Recording rec = Recording.open(path)) {
            return Piece.cut(rec, most);
        } catch (RuntimeException e) {
            // Whoever runs it finds the same, and tells it as the recording's result.
            return List.of(Piece.WHOLE);
        }
    }

    @Override
    public Result call() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        Verified.Outcome outcome = outcome();
        boolean exact =
                outcome instanceof Verified.Outcome.Ran ran && ran.report().verdict() == ReplayReport.Verdict.EXACT;
        if (!exact) {
            firstBad.found(index);
        }
        long ended = System.nanoTime();
        Verified verified =
                new Verified(path.toString(), outcome, properties, Optional.ofNullable(summary), ended - began);
        return new Result(
                verified, exact, piece.to() == Piece.END, began, ended, threads.getCurrentThreadCpuTime() - cpuBefore);
    }

    private boolean isUnwanted() {
        return firstBad.isBefore(index);
    }

    private Verified.Outcome outcome() {
        try (Recording rec = Recording.open(path)) {
            describe(rec);
            PieceVerifier verifier = new PieceVerifier(rec, this::tell, FoundWords.of(rec), this::isUnwanted);
            ReplayReport report = verifier.verify(piece);
            // Of the others' ends nobody is told.
            if (summarised && (piece.to() == Piece.END || report.verdict() != ReplayReport.Verdict.EXACT)) {
                summary = verifier.session()
                        .map(session -> ReplayedSummary.of(rec, session, report, new Summary.Cost(0, 0)))
                        .orElse(null);
            }
            return new Verified.Outcome.Ran(report);
        } catch (RuntimeException e) {
            return new Verified.Outcome.Failed(e, ErrorLine.of(e).replaceFirst("^trapline: ", ""));
        }
    }

    private void describe(Recording rec) {
        Manifest m = rec.manifest();
        properties.put("seed", String.valueOf(m.seed()));
        properties.put("behaviour", String.valueOf(m.behaviourVersion()));
        properties.put("made-by", m.traplineVersion());
        properties.put("instructions", String.valueOf(rec.lastCount()));
        properties.put("events", String.valueOf(rec.lastEvent()));
        properties.put("ended", rec.endWords());
    }

    private void tell(long count, long virtualNs) {
        if (told) {
            distance.instructions.addAndGet(count - countTold);
            distance.virtualNs.addAndGet(virtualNs - nsTold);
        }
        told = true;
        countTold = count;
        nsTold = virtualNs;
    }
}
