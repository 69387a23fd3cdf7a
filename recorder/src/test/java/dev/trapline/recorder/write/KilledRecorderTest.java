package dev.trapline.recorder.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.read.RecordingState;
import dev.trapline.recorder.schema.BatchHeader;
import dev.trapline.recorder.schema.Encoding;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.RandomEvents;
import dev.trapline.recorder.schema.TraceEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills recorders at random moments: {@code -Dtrapline.kills=N} of them. */
final class KilledRecorderTest {
    private static final int KILLS =
            Integer.getInteger("trapline.kills", Boolean.getBoolean("trapline.long") ? 150 : 2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKillLosesTheOpenBatchAndNoOther(boolean flightRecorder) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(1);
        for (int kill = 0; kill < KILLS; kill++) {
            Path rec = directory.resolve("rec" + kill);
            Process recorder = RecorderProcess.start(rec, kill, flightRecorder);
            long told = 0;
            long flushed = 0;
            try (BufferedReader lines = RecorderProcess.lines(recorder)) {
                int patience = 1 + random.nextInt(200);
                for (int i = 0; i < patience; i++) {
                    String line = lines.readLine();
                    assertThat(line).as("%s: %s", rec, stderr(rec)).isNotNull();
                    long events = Long.parseLong(line.substring(line.indexOf(' ') + 1));
                    told = events;
                    flushed = line.startsWith("flushed") ? events : flushed;
                }
                // Of the process's handle: that of the process also closes the stream.
                recorder.toHandle().destroyForcibly();
                // What it said before it died, but was not read yet, was told too.
                for (String line = lines.readLine(); line != null && line.matches("(told|flushed) [0-9]+"); ) {
                    told = Long.parseLong(line.substring(line.indexOf(' ') + 1));
                    flushed = line.startsWith("flushed") ? told : flushed;
                    line = lines.readLine();
                }
            } finally {
                recorder.destroyForcibly().waitFor();
            }
            assertReadsBack(rec, kill, told, flushed);
        }
    }

    private static void assertReadsBack(Path rec, long seed, long told, long flushed) {
        String which = "recorder " + seed + ", killed after " + told + " events, " + flushed + " flushed";
        // The same events again, with more than the recorder had come to; batches close at the same events.
        EventCollector expected = new EventCollector(TestRecordings.INSN_NS);
        Encoding encoding = new Encoding(TestRecordings.INSN_NS);
        RandomEvents random = new RandomEvents(seed, TestRecordings.INSN_NS);
        for (int chunk = 1; expected.events().size() < told + 40 * RecorderProcess.CHUNK; chunk++) {
            random.tell(RecorderProcess.CHUNK, expected, encoding.sink());
            if (chunk % RecorderProcess.FLUSHED == 0) {
                encoding.encoder().closeBatch(random.count());
            }
        }
        // One that ends with the last event told may not have been closed yet: what closed it came after.
        long closed = encoding.batches().stream()
                .map(b -> BatchHeader.parsed(b, 0, b.length).orElseThrow().nextEvent() - 1)
                .filter(last -> last < told)
                .reduce(0L, (before, last) -> last);
        TestRecordings.read(rec, recording -> {
            assertThat(recording.state()).as(which).isEqualTo(RecordingState.KILLED);
            assertThat(recording.endWords()).as(which).contains("the recorder was killed");
            List<TraceEvent> read = TestRecordings.rest(recording.reader());
            int dropped = (int) recording.firstEvent() - 1;
            assertThat(read).as(which).isEqualTo(expected.events().subList(dropped, dropped + read.size()));
            assertThat(recording.lastEvent())
                    .as("%s: no batch that was closed is lost, nor what was flushed", which)
                    .isEqualTo(dropped + read.size())
                    .isGreaterThanOrEqualTo(Math.max(closed, flushed));
            recording.verify();
        });
    }

    @Test
    void theLockOfAnotherProcessHoldsUntilItIsKilled() throws IOException, InterruptedException {
        Path rec = directory.resolve("rec");
        Process recorder = RecorderProcess.start(rec, 1, false);
        try (BufferedReader lines = RecorderProcess.lines(recorder)) {
            assertThat(lines.readLine()).as(stderr(rec)).startsWith("told");
            assertThatThrownBy(() -> RecordingWriter.prepare(rec))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("is being recorded by another Trapline");
            TestRecordings.read(rec, live -> assertThat(live.state()).isEqualTo(RecordingState.RECORDING));
        } finally {
            recorder.destroyForcibly().waitFor();
        }
        assertThat(RecordingLock.isTaken(rec)).isFalse();
        TestRecordings.read(rec, Recording::verify);
        Files.delete(rec.resolve("manifest.json"));
        try (RecordingWriter.Preparation again = RecordingWriter.prepare(rec)) {
            assertThat(RecordingLock.isTaken(rec))
                    .as("a stale lock is no obstacle")
                    .isTrue();
            assertThat(again.putImage(TestRecordings.IMAGE)).hasSize(64);
        }
    }

    private static String stderr(Path rec) throws IOException {
        Path file = Path.of(rec + ".stderr");
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
