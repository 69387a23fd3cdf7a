package dev.trapline.recorder.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.RandomEvents;
import dev.trapline.recorder.schema.TraceEvent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
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
            recording.verify();
        });
    }

    @Test
    void aDiskWithAnyAmountOfRoomLeftIsReportedAndNeverAFault() throws IOException {
        for (int room = 0; room < 1_300_000; room += 45_000) {
            Path ballast = directory.resolve("ballast");
            Path rec = directory.resolve("rec");
            Files.write(ballast, new byte[(2 << 20) - room - 8192]);
            EventCollector told = new EventCollector(TestRecordings.INSN_NS);
            assertThat(recordUntilFull(rec, told))
                    .as("with %d bytes of room", room)
                    .hasMessageContaining(" Next: ");
            if (Files.exists(rec.resolve("end.json"))) {
                TestRecordings.read(rec, recording -> {
                    assertThat(recording.ending().map(Ending::why)).contains(Ending.Why.DISK_FULL);
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
