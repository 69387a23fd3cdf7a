package dev.trapline.cli;

import dev.trapline.cli.verify.Verified;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Verifies one recording, on whatever thread: what is wrong with it is a result like any other. */
final class VerifyJob implements Callable<Verified> {
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

    private final Path path;
    private final Distance distance;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private long countTold;
    private long nsTold;

    VerifyJob(Path path, Distance distance) {
        this.path = path;
        this.distance = distance;
    }

    @Override
    public Verified call() {
        long began = System.nanoTime();
        Verified.Outcome outcome = outcome();
        return new Verified(path.toString(), outcome, properties, System.nanoTime() - began);
    }

    private Verified.Outcome outcome() {
        try (Recording rec = Recording.open(path)) {
            describe(rec);
            ReplaySession session = Rerun.verify(rec, b -> {});
            return new Verified.Outcome.Ran(
                    ReplayReport.run(session, rec, Long.MAX_VALUE, this::tell, new EventLines(rec)));
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
        distance.instructions.addAndGet(count - countTold);
        distance.virtualNs.addAndGet(virtualNs - nsTold);
        countTold = count;
        nsTold = virtualNs;
    }
}
