package dev.trapline.recorder.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.chronicle.SegmentWriter;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flight recorder keeps its limit at the least, and not much more. */
final class KeepLastTest {
    private static final boolean FULL = Boolean.getBoolean("trapline.long");

    private static final long MIB = 1 << 20;
    private static final long SECOND = 1_000_000_000L;

    /** A segment ends with a whole batch, and Chronicle's headers come to it. */
    private static final long BATCH_BYTES = 100_000;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(9);
    private final byte[] noise = new byte[2000];

    private long segments(Path rec) {
        try (Stream<Path> all = Files.list(rec.resolve(SegmentWriter.DIRECTORY))) {
            return all.mapToLong(p -> Long.parseLong(p.getFileName().toString()))
                    .max()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(Path rec) {
        try (Stream<Path> all = Files.walk(rec.resolve(SegmentWriter.DIRECTORY))) {
            return all.filter(p -> p.toString().endsWith(".cq4"))
                    .mapToLong(p -> p.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tellNoise(RecordingWriter writer, long count) {
        random.nextBytes(noise);
        writer.sink().memoryWritten(count, 0x4000_0000L, noise, 0, noise.length);
    }

    /** Events of noise, each some instructions after the last, with a checkpoint at the beginning of each segment. */
    private Path recordNoise(KeepLast limit, int events, long instructionsEach) {
        Path rec = directory.resolve(limit.text() + events);
        long last = 0;
        try (RecordingWriter writer = TestRecordings.begin(rec, Optional.of(limit))) {
            for (int i = 1; i <= events; i++) {
                long count = i * instructionsEach;
                tellNoise(writer, count);
                if (i % 40 == 0) {
                    writer.flush(count + 1);
                    if (segments(rec) != last) {
                        last = segments(rec);
                        TestRecordings.checkpoint(writer, count + 1, 1);
                    }
                }
            }
        }
        return rec;
    }

    @Test
    void betweenOneAndOneAndAHalfOfALimitInBytesIsKept() {
        for (int events : FULL ? new int[] {5000, 5300, 5700, 9000} : new int[] {5700, 9000}) {
            Path rec = recordNoise(KeepLast.bytes("4M", 4 * MIB), events, 10);
            assertThat(bytes(rec)).as("of %d events", events).isBetween(4 * MIB, 6 * MIB + 12 * BATCH_BYTES);
            TestRecordings.read(rec, recording -> {
                assertThat(recording.firstEvent()).isGreaterThan(1);
                assertReplayable(recording);
            });
        }
    }

    @Test
    void betweenOneAndOneAndAHalfOfALimitInTimeIsKept() {
        // 3 ns an instruction: 20 events a virtual second, 40 in a batch or less.
        long each = SECOND / TestRecordings.INSN_NS / 20;
        for (int events : FULL ? new int[] {3000, 3100, 4000} : new int[] {3100, 4000}) {
            Path rec = recordNoise(KeepLast.virtualNs("60s", 60 * SECOND), events, each);
            TestRecordings.read(rec, recording -> {
                long keptNs = (recording.lastCount() - firstCount(recording)) * TestRecordings.INSN_NS;
                assertThat(keptNs).as("of %d events", events).isBetween(60 * SECOND, 90 * SECOND + 24 * SECOND);
                assertReplayable(recording);
            });
        }
    }

    private static long firstCount(Recording recording) {
        var reader = recording.reader();
        reader.seekStart();
        assertThat(reader.next()).isTrue();
        return reader.count();
    }

    private static void assertReplayable(Recording recording) {
        assertThat(recording.checkpoints()).isNotEmpty();
        assertThat(recording.checkpoints().getFirst().nextEvent())
                .as("the first checkpoint can be replayed from")
                .isGreaterThanOrEqualTo(recording.firstEvent());
        recording.verify();
    }

    /**
     * Events after a checkpoint can have its count. The segment that held some of them used to be dropped, as a checkpoint
     * with a count no smaller than its last seemed to make it needless.
     */
    @Test
    void aSegmentWithEventsAfterACheckpointOfTheSameCountIsKept() {
        Path rec = directory.resolve("same-count");
        long checkpointCount = 500;
        try (RecordingWriter writer = TestRecordings.begin(rec, Optional.of(KeepLast.bytes("2M", 2 * MIB)))) {
            tellNoise(writer, checkpointCount);
            TestRecordings.checkpoint(writer, checkpointCount, 1);
            for (int i = 0; i < 4000; i++) {
                tellNoise(writer, i < 200 ? checkpointCount : checkpointCount + i);
            }
        }
        TestRecordings.read(rec, recording -> {
            assertThat(recording.firstEvent())
                    .as("nothing makes the first segment needless")
                    .isEqualTo(1);
            assertReplayable(recording);
        });
    }

    @Test
    void oneThatWasKilledWhileItDeletedASegmentHasTheOthers() throws IOException {
        Path rec = recordNoise(KeepLast.bytes("2M", 2 * MIB), 5000, 10);
        List<TraceEvent> kept = new ArrayList<>();
        TestRecordings.read(rec, recording -> kept.addAll(TestRecordings.rest(recording.reader())));
        Files.delete(rec.resolve("end.json"));
        Files.createDirectories(SegmentWriter.directory(rec, 0));
        TestRecordings.read(rec, recording -> {
            assertThat(TestRecordings.rest(recording.reader())).isEqualTo(kept);
            assertReplayable(recording);
        });
    }

    @Test
    void aFlightRecorderThatIsKilledOrEndsEarlyHasEverything() {
        Path rec = recordNoise(KeepLast.bytes("4M", 4 * MIB), 1000, 10);
        TestRecordings.read(rec, recording -> {
            assertThat(recording.firstEvent()).isEqualTo(1);
            assertThat(recording.lastEvent()).isEqualTo(1000);
            recording.verify();
        });
    }
}
