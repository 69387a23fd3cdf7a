package dev.trapline.recorder.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.read.RecordingState;
import dev.trapline.recorder.schema.KernelMix;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentTest {
    @TempDir
    Path directory;

    @Test
    void aSegmentIsAQueueThatChronicleReads() throws IOException {
        Path rec = directory.resolve("rec");
        try (RecordingWriter writer = TestRecordings.begin(rec)) {
            new KernelMix().tell(200_000, writer.sink());
        }
        List<byte[]> excerpts = new ArrayList<>();
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(SegmentWriter.directory(rec, 0))
                        .rollCycle(new FixedCycle())
                        .timeProvider(() -> 0)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            while (true) {
                try (DocumentContext excerpt = tailer.readingDocument()) {
                    if (!excerpt.isPresent() || excerpt.wire() == null) {
                        break;
                    }
                    excerpts.add(excerpt.wire().bytes().toByteArray());
                }
            }
        }
        TestRecordings.read(rec, recording -> {
            assertThat(excerpts).hasSize(1 + recording.batches());
            for (int i = 0; i < recording.batches(); i++) {
                assertThat(excerpts.get(1 + i)).isEqualTo(recording.batch(i));
            }
        });
    }

    @Test
    void aClosedSegmentTakesLittleMoreThanItsBatches() throws IOException {
        Path rec = directory.resolve("rec");
        try (RecordingWriter writer = TestRecordings.begin(rec)) {
            new KernelMix().tell(200_000, writer.sink());
        }
        long batches = 0;
        try (Recording recording = Recording.open(rec)) {
            for (int i = 0; i < recording.batches(); i++) {
                batches += recording.batch(i).length;
            }
        }
        long log = Files.size(rec.resolve("events/000000/19700101.cq4"));
        assertThat(log).as("Chronicle's header and index are 17 KB").isBetween(batches, batches + 20_000);
    }

    @Test
    void noFileIsNamedByTheHostsDate() throws IOException {
        Path rec = directory.resolve("rec");
        TestRecordings.record(rec, 1, 10);
        String year = String.format(Locale.ROOT, "%tY", new Date());
        try (Stream<Path> all = Files.walk(rec)) {
            assertThat(all.map(p -> rec.relativize(p).toString()))
                    .contains("events/000000/19700101.cq4")
                    .noneMatch(name -> name.startsWith("events") && name.contains(year));
        }
    }

    /** Chronicle writes an excerpt's bytes before its length. */
    @Test
    void anExcerptThatAKilledWriterBeganIsNoDamage() throws IOException {
        Path rec = directory.resolve("rec");
        List<TraceEvent> told = TestRecordings.record(rec, 1, 500);
        Files.delete(rec.resolve("end.json"));
        Path log = rec.resolve("events/000000/19700101.cq4");
        byte[] bytes = Files.readAllBytes(log);
        byte[] begun = Arrays.copyOf(bytes, bytes.length + (1 << 18));
        Arrays.fill(begun, bytes.length + 4, bytes.length + 3000, (byte) 0x5a);
        Files.write(log, begun);
        TestRecordings.read(rec, killed -> {
            assertThat(killed.state()).isEqualTo(RecordingState.KILLED);
            assertThat(killed.endWords()).contains("a last batch was never completed");
            assertThat(TestRecordings.rest(killed.reader())).isEqualTo(told);
            killed.verify();
        });
        begun[bytes.length + (1 << 18) - 1] = 1;
        Files.write(log, begun);
        TestRecordings.read(
                rec,
                damaged -> assertThat(damaged.damage().orElseThrow().toString())
                        .contains("bytes follow what should be the end"));
    }

    @Test
    void whatFollowsAProperEndIsDamage() throws IOException {
        Path rec = directory.resolve("rec");
        TestRecordings.record(rec, 1, 500);
        Path log = rec.resolve("events/000000/19700101.cq4");
        byte[] bytes = Files.readAllBytes(log);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 64);
        longer[bytes.length + 20] = 1;
        Files.write(log, longer);
        TestRecordings.read(
                rec,
                damaged -> assertThat(damaged.damage().orElseThrow().toString()).contains("goes on behind batch"));
    }
}
