package dev.trapline.recorder.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.RandomEvents;
import dev.trapline.recorder.schema.TraceEncoder;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceEvents;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records to a disk that fills up. Needs the right to mount a tmpfs. */
final class FullDiskTest {
    @TempDir
    Path directory;

    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() throws IOException, InterruptedException {
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(mount.getInputStream().readAllBytes(), Charset.defaultCharset());
        mounted = mount.waitFor() == 0;
        assumeTrue(mounted, () -> "FULL DISKS ARE NOT TESTED HERE: no tmpfs can be mounted: " + said);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            // Lazily: a mapping of the log may outlive its writer by a moment.
            new ProcessBuilder("umount", "-l", directory.toString()).start().waitFor();
        }
    }

    @Test
    void aFullDiskClosesTheRecordingAndSaysSoWherePeopleLook() {
        Path rec = directory.resolve("rec");
        EventCollector told = new EventCollector(TestRecordings.INSN_NS);
        RecordingException thrown = recordUntilFull(rec, told);
        assertThat(thrown)
                .hasMessageMatching("the recording's disk is full; the recording is closed at count [0-9]+ and replays"
                        + " to there. Next: free space on it, or record to another with -o");
        TestRecordings.read(rec, recording -> {
            assertThat(recording.ending().map(Ending::why)).contains(Ending.Why.DISK_FULL);
            assertThat(recording.endWords()).isEqualTo("the disk was full");
            assertThat(thrown).hasMessageContaining("count " + recording.lastCount() + " ");
            List<TraceEvent> read = TestRecordings.rest(recording.reader());
            assertThat(read).isNotEmpty().isEqualTo(told.events().subList(0, read.size()));
            assertThat(batchesBehind(recording.lastEvent(), told)).as("lost").isBetween(0L, 1L);
            recording.verify();
        });
    }

    @Test
    void aDiskWithAnyAmountOfRoomLeftIsReportedOneBatchEarlyAndNeverAFault() throws IOException {
        int closed = 0;
        for (int room = 0; room < 1_300_000; room += 45_000) {
            Path ballast = directory.resolve("ballast");
            Path rec = directory.resolve("rec");
            Files.write(ballast, new byte[(2 << 20) - room - 8192]);
            EventCollector told = new EventCollector(TestRecordings.INSN_NS);
            assertThat(recordUntilFull(rec, told))
                    .as("with %d bytes of room", room)
                    .hasMessageContaining(" Next: ");
            // The least room is that of the manifest alone.
            assertThat(Files.exists(rec.resolve(Ending.FILE)))
                    .as("it was closed, with %d bytes of room", room)
                    .isEqualTo(room > 0);
            if (Files.exists(rec.resolve(Ending.FILE))) {
                closed++;
                TestRecordings.read(rec, recording -> {
                    assertThat(recording.ending().map(Ending::why)).contains(Ending.Why.DISK_FULL);
                    assertThat(batchesBehind(recording.lastEvent(), told))
                            .as("lost")
                            .isBetween(0L, 1L);
                    recording.verify();
                });
            }
            Files.delete(ballast);
            try (Stream<Path> all = Files.walk(rec)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        assertThat(closed).as("of 29 disks, all but the first").isEqualTo(28);
    }

    /** How many batches were filled, that or a later event being the first in them: those that are not in a recording. */
    private static long batchesBehind(long lastEvent, EventCollector told) {
        List<Long> ends = new ArrayList<>();
        TraceEncoder encoder = new TraceEncoder(
                new Batch(),
                batch -> {
                    ends.add(batch.firstEvent() + batch.events() - 1);
                    return batch;
                },
                TestRecordings.INSN_NS,
                0,
                0);
        told.events().forEach(e -> TraceEvents.tell(e, encoder.sink()));
        assertThat(lastEvent)
                .as("ends with a batch")
                .isIn(Stream.concat(Stream.of(0L), ends.stream()).toList());
        return ends.stream().filter(end -> end > lastEvent).count();
    }

    private static RecordingException recordUntilFull(Path rec, EventCollector told) {
        RandomEvents random = new RandomEvents(1, TestRecordings.INSN_NS);
        Throwable thrown = catchThrowable(() -> {
            try (RecordingWriter writer = TestRecordings.begin(rec)) {
                for (int i = 0; i < 1000; i++) {
                    random.tell(500, told, writer.sink());
                }
            }
        });
        assertThat(thrown).isInstanceOf(RecordingException.class);
        return (RecordingException) thrown;
    }
}
