package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointIndex;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.read.RecordingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged recording that is replayed says so, or is replayed as if it were whole. */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplayedDamageTest {
    private static final int DAMAGES =
            Integer.getInteger("trapline.damages", Boolean.getBoolean("trapline.long") ? 10_000 : 60);

    private static final int CHECKPOINTS = 3;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // the test records first
    private Ending whole;

    private String console = "";

    /** Together they hold events of every kind. */
    @ParameterizedTest
    @ValueSource(strings = {"events", "vgic", "semihosting"})
    void eachRandomDamageIsReportedOrHarmless(String name) throws IOException {
        Path rec = directory.resolve("rec");
        Path other = directory.resolve("other");
        whole = record(name, rec);
        record("race-6", other);
        console = replayed(rec, false).console;
        Damaging damaging = new Damaging(rec, other);
        int reported = 0;
        int damages = name.equals("events") ? DAMAGES * 6 / 10 : DAMAGES * 2 / 10;
        for (int i = 0; i < damages; i++) {
            SplittableRandom random = new SplittableRandom(i);
            String what = "damage " + i + ", " + damaging.damage(random);
            reported += isReported(rec, random.nextInt(CHECKPOINTS) == 0, what) ? 1 : 0;
            damaging.undo();
        }
        assertThat(reported).as("damages reported, of %d", damages).isGreaterThan(damages / 3);
        assertThat(isReported(rec, true, "no damage")).isFalse();
        assertThat(isReported(rec, false, "no damage")).isFalse();
    }

    /** A golden recording as a directory, in several batches, with checkpoints. */
    private static Ending record(String name, Path to) throws IOException {
        Path golden = Fixtures.path("recording/golden").resolve(name + ".rec");
        try (Recording original = Recording.open(golden)) {
            Rewritten rewritten = new Rewritten(original);
            rewritten.write(rewritten.events(), to);
        }
        try (Recording recording = Recording.open(to)) {
            ReplaySession live = Rerun.verify(recording, b -> {});
            CheckpointIndex index = new CheckpointIndex(to, recording.manifestSha256());
            for (int i = 1; i <= CHECKPOINTS; i++) {
                live.run(recording.lastCount() * i / (CHECKPOINTS + 1));
                index.addWhole(live.save());
            }
            return recording.ending().orElseThrow();
        }
    }

    private record Replayed(ReplayReport report, ReplaySession session, String console, RecordingState state) {}

    private static Replayed replayed(Path rec, boolean fromCheckpoint) {
        try (Recording recording = Recording.open(rec)) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            ReplaySession session = Rerun.replay(recording, printed::write);
            if (fromCheckpoint) {
                CheckpointReader reader =
                        recording.checkpointReader(session.machine().save().memory());
                List<Long> counts = reader.counts();
                if (!counts.isEmpty()) {
                    Checkpoint last = reader.atOrBefore(counts.getLast()).orElseThrow();
                    Rerun.restore(recording, session, last);
                }
            }
            long most = 2 * recording.lastCount() + 1000;
            ReplayReport report =
                    ReplayReport.run(session, recording, most, ReplayReport.Progress.NONE, ReplayReport.Words.PLAIN);
            assertThat(session.count()).as("it ends").isLessThan(most);
            return new Replayed(report, session, printed.toString(StandardCharsets.ISO_8859_1), recording.state());
        }
    }

    private boolean isReported(Path rec, boolean fromCheckpoint, String what) {
        Replayed replayed;
        try {
            replayed = replayed(rec, fromCheckpoint);
        } catch (RecordingException e) {
            assertThat(e.getMessage()).as(what).contains(" Next: ").doesNotContain("\n");
            return true;
        } catch (RuntimeException e) {
            return fail(what, e);
        }
        String all = what + ": " + replayed.report.lines();
        if (replayed.report.verdict() == ReplayReport.Verdict.DAMAGED) {
            assertThat(replayed.report.lines().getLast()).as(all).contains("damaged", " Next: ");
            return true;
        }
        assertThat(replayed.report.verdict()).as(all).isEqualTo(ReplayReport.Verdict.EXACT);
        if (!fromCheckpoint) {
            assertThat(console).as(all).startsWith(replayed.console);
        }
        assertThat(replayed.session.count()).as(all).isLessThanOrEqualTo(whole.count());
        if (replayed.session.count() == whole.count()) {
            assertThat(replayed.session.machine().stateSha256())
                    .as(all)
                    .isEqualTo(whole.stateSha256().orElseThrow());
        } else {
            // What an earlier kill would have left; nothing can tell.
            assertThat(replayed.state).as(all).isEqualTo(RecordingState.KILLED);
        }
        return false;
    }
}
