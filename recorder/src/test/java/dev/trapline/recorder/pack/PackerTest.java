package dev.trapline.recorder.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.KernelMix;
import dev.trapline.recorder.schema.RandomEvents;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.KeepLast;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackerTest {
    @TempDir
    Path directory;

    @Test
    void aPackReadsAsItsRecordingAndUnpacksToTheSameBytes() {
        Path rec = directory.resolve("rec");
        Path pack = directory.resolve("pack");
        Path again = directory.resolve("again");
        List<TraceEvent> told = TestRecordings.record(rec, 1, 5_000);
        Packer.pack(rec, pack);
        Packer.unpack(pack, again);
        for (Path each : List.of(pack, again)) {
            TestRecordings.read(each, recording -> {
                assertThat(TestRecordings.rest(recording.reader())).isEqualTo(told);
                recording.verify();
                assertThat(recording.endWords()).isEqualTo("the guest powered off");
                assertThat(TestRecordings.firstCheckpoint(recording).observer()).containsExactly(4);
                assertThat(batches(recording)).isEqualTo(batches(Recording.open(rec)));
            });
        }
        assertThatThrownBy(() -> Packer.pack(rec, pack)).hasMessageContaining("exists already");
        assertThatThrownBy(() -> Packer.unpack(pack, again)).hasMessageContaining("exists already");
    }

    private static List<List<Byte>> batches(Recording recording) {
        List<List<Byte>> all = new ArrayList<>();
        for (int i = 0; i < recording.batches(); i++) {
            List<Byte> bytes = new ArrayList<>();
            for (byte b : recording.batch(i)) {
                bytes.add(b);
            }
            all.add(bytes);
        }
        return all;
    }

    @Test
    void aFlightRecordersSegmentsSurvivePacking() {
        Path rec = directory.resolve("rec");
        KeepLast limit = new KeepLast("512K", 1 << 19, Long.MAX_VALUE);
        EventCollector told = new EventCollector(TestRecordings.INSN_NS);
        RandomEvents random = new RandomEvents(2, TestRecordings.INSN_NS);
        try (RecordingWriter writer = TestRecordings.begin(rec, Optional.of(limit))) {
            for (int i = 0; i < 30; i++) {
                random.tell(2000, writer.sink(), told);
                TestRecordings.checkpoint(writer, random.count(), i);
            }
            TestRecordings.end(writer, random);
        }
        Packer.pack(rec, directory.resolve("pack"));
        Packer.unpack(directory.resolve("pack"), directory.resolve("again"));
        for (String name : List.of("rec", "pack", "again")) {
            TestRecordings.read(directory.resolve(name), recording -> {
                int first = (int) recording.firstEvent();
                assertThat(first).isGreaterThan(1);
                assertThat(TestRecordings.rest(recording.reader()))
                        .as(name)
                        .isEqualTo(
                                told.events().subList(first - 1, told.events().size()));
            });
        }
    }

    @Test
    void packedEventsAreSmaller() throws IOException {
        Path rec = directory.resolve("rec");
        try (RecordingWriter writer = TestRecordings.begin(rec)) {
            new KernelMix().tell(500_000, writer.sink());
        }
        Packer.pack(rec, directory.resolve("pack"));
        long log = Files.size(rec.resolve("events/000000/19700101.cq4"));
        long packed = Files.size(directory.resolve("pack"));
        // The mix is half random numbers, which nothing compresses; what boots leave is measured on them.
        assertThat((double) packed / log)
                .as("packed %d of %d bytes", packed, log)
                .isLessThan(0.6);
    }

    @Test
    void nothingIsLeftOfAnUnpackingThatFailed() throws IOException {
        Path rec = directory.resolve("rec");
        TestRecordings.record(rec, 4, 500);
        Path pack = directory.resolve("pack");
        Packer.pack(rec, pack);
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);
        assertThatThrownBy(() -> Packer.unpack(pack, directory.resolve("again")))
                .hasMessageContaining("is damaged");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("rec", "pack");
        }
    }

    @Test
    void whatIsThereIsReplacedOnlyOnDemandAndOnlyByItsKind() throws IOException {
        Path rec = directory.resolve("rec");
        Path pack = directory.resolve("pack");
        Path other = directory.resolve("other");
        List<TraceEvent> told = TestRecordings.record(rec, 1, 500);
        Packer.pack(rec, pack);
        Files.writeString(other, "somebody's");
        List<String> steps = new ArrayList<>();
        assertThatThrownBy(() -> Packer.pack(rec, pack)).hasMessageContaining("exists already");
        assertThatThrownBy(() -> Packer.pack(rec, other, Packer.Existing.REPLACE, Packer.Progress.NONE))
                .hasMessageContaining("is not a pack");
        assertThat(other).hasContent("somebody's");
        Packer.pack(rec, pack, Packer.Existing.REPLACE, steps::add);
        assertThat(steps).first().asString().startsWith("verifying");

        Files.createDirectory(directory.resolve("folder"));
        assertThatThrownBy(() -> Packer.unpack(pack, rec)).hasMessageContaining("exists already");
        assertThatThrownBy(() ->
                        Packer.unpack(pack, directory.resolve("folder"), Packer.Existing.REPLACE, Packer.Progress.NONE))
                .hasMessageContaining("is not a recording");
        Packer.unpack(pack, rec, Packer.Existing.REPLACE, Packer.Progress.NONE);
        TestRecordings.read(
                rec,
                recording -> assertThat(TestRecordings.rest(recording.reader())).isEqualTo(told));
    }
}
