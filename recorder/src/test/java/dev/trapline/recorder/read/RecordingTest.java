package dev.trapline.recorder.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.RandomEvents;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.KeepLast;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
    @TempDir
    Path directory;

    @Test
    void whatWasToldIsReadBack() {
        Path rec = directory.resolve("rec");
        List<TraceEvent> told = TestRecordings.record(rec, 1, 20_000);
        TestRecordings.read(rec, recording -> {
            assertThat(TestRecordings.rest(recording.reader())).isEqualTo(told);
            assertThat(recording.manifest()).isEqualTo(TestRecordings.manifest(Optional.empty()));
            assertThat(recording.image(recording.manifest().images().getFirst().sha256()))
                    .isEqualTo(TestRecordings.IMAGE);
            assertThat(recording.state()).isEqualTo(RecordingState.ENDED);
            assertThat(recording.ending().flatMap(Ending::end)).contains(EndKind.POWEROFF);
            assertThat(recording.endWords()).isEqualTo("the guest powered off");
            assertThat(recording.lastEvent()).isEqualTo(told.size());
            assertThat(recording.checkpoints()).hasSize(1);
            assertThat(TestRecordings.firstCheckpoint(recording).observer()).containsExactly(4);
            assertThat(recording.damage()).isEmpty();
            recording.verify();
        });
    }

    @Test
    void aSeekLandsBeforeTheFirstEventThatIsThereOrLater() {
        Path rec = directory.resolve("rec");
        List<TraceEvent> told = TestRecordings.record(rec, 2, 20_000);
        long count = told.getLast().at().count();
        long ns = told.getLast().at().virtualNs();
        SplittableRandom random = new SplittableRandom(2);
        TestRecordings.read(rec, recording -> {
            EventReader reader = recording.reader();
            for (int i = 0; i < 200; i++) {
                TraceEvent near = told.get(random.nextInt(told.size()));
                long c = i % 2 == 0 ? near.at().count() : random.nextLong(count);
                reader.seekCount(c);
                assertNext(reader, told.stream().filter(e -> e.at().count() >= c), "count " + c);
                long n = random.nextLong(1, told.size() + 1);
                reader.seekEvent(n);
                assertNext(reader, told.stream().filter(e -> e.at().number() >= n), "event " + n);
                long t = i % 2 == 0 ? near.at().virtualNs() : random.nextLong(ns);
                reader.seekTime(t);
                assertNext(reader, told.stream().filter(e -> e.at().virtualNs() >= t), "time " + t);
            }
            reader.seekFromEnd(10);
            assertThat(TestRecordings.rest(reader)).isEqualTo(told.subList(told.size() - 10, told.size()));
            reader.seekCount(count + 1);
            assertThat(reader.next()).as("after the last").isFalse();
            reader.seekStart();
            assertThat(TestRecordings.rest(reader)).isEqualTo(told);
        });
    }

    private static void assertNext(EventReader reader, Stream<TraceEvent> wanted, String where) {
        assertThat(reader.next()).as(where).isTrue();
        assertThat(reader.event()).as(where).isEqualTo(wanted.findFirst().orElseThrow());
    }

    @Test
    void aLongRunIsPassedOverInNoTimeAndSeenAsOne() {
        Path rec = directory.resolve("rec");
        try (RecordingWriter writer = TestRecordings.begin(rec)) {
            for (int i = 0; i < 3_000_000; i++) {
                writer.sink().deviceRead(5L * i, 0, 1, 0x09000018, 4, 0x90);
            }
        }
        TestRecordings.read(rec, recording -> {
            EventReader reader = recording.reader();
            reader.seekEvent(2_900_000);
            assertThat(reader.next()).isTrue();
            assertThat(reader.event().at().count()).isEqualTo(5L * 2_899_999);
            assertThat(reader.run()).hasValueSatisfying(run -> {
                assertThat(run.period()).isEqualTo(1);
                assertThat(run.events()).isGreaterThan(2_000_000);
            });
        });
    }

    @Test
    void aRecordingIsReadWhileItIsWritten() {
        Path rec = directory.resolve("rec");
        EventCollector told = new EventCollector(TestRecordings.INSN_NS);
        RandomEvents random = new RandomEvents(3, TestRecordings.INSN_NS);
        try (RecordingWriter writer = TestRecordings.begin(rec)) {
            random.tell(100, writer.sink(), told);
            writer.flush(random.count());
            try (Recording recording = Recording.open(rec)) {
                EventReader reader = recording.reader();
                assertThat(recording.state()).isEqualTo(RecordingState.RECORDING);
                assertThat(TestRecordings.rest(reader)).isEqualTo(told.events());
                for (int i = 0; i < 10; i++) {
                    int before = told.events().size();
                    random.tell(3000, writer.sink(), told);
                    writer.flush(random.count());
                    List<TraceEvent> all = told.events();
                    assertThat(TestRecordings.rest(reader)).isEqualTo(all.subList(before, all.size()));
                }
                TestRecordings.end(writer, random);
                assertThat(recording.refresh()).isTrue();
                assertThat(recording.state()).isEqualTo(RecordingState.ENDED);
                assertThat(reader.next()).isFalse();
            }
        }
    }

    @Test
    void aDirectoryThatIsBeingRecordedIsRefused() {
        Path rec = directory.resolve("rec");
        try (RecordingWriter writer = TestRecordings.begin(rec)) {
            assertThatThrownBy(() -> RecordingWriter.prepare(rec))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("is being recorded by another Trapline");
            writer.sink().wake(1, 0);
        }
        assertThatThrownBy(() -> RecordingWriter.prepare(rec)).hasMessageContaining("is a recording already");
    }

    @Test
    void aFlightRecorderDropsOnlyWhatALaterCheckpointMakesNeedless() throws IOException {
        Path rec = directory.resolve("rec");
        KeepLast limit = KeepLast.bytes("1M", 1 << 20);
        RandomEvents random = new RandomEvents(4, TestRecordings.INSN_NS);
        EventCollector told = new EventCollector(TestRecordings.INSN_NS);
        try (RecordingWriter writer = TestRecordings.begin(rec, Optional.of(limit))) {
            for (int i = 0; i < 40; i++) {
                random.tell(2000, writer.sink(), told);
                if (i < 20 || i == 35) {
                    TestRecordings.checkpoint(writer, random.count(), i);
                }
            }
            TestRecordings.end(writer, random);
        }
        try (Stream<Path> segments = Files.list(rec.resolve("events"))) {
            assertThat(segments.map(p -> p.getFileName().toString()))
                    .as("the oldest segments are gone")
                    .isNotEmpty()
                    .doesNotContain("000000");
        }
        TestRecordings.read(rec, recording -> {
            int first = (int) recording.firstEvent();
            assertThat(first).isGreaterThan(1);
            List<TraceEvent> kept = TestRecordings.rest(recording.reader());
            assertThat(kept)
                    .isEqualTo(told.events().subList(first - 1, told.events().size()));
            assertThat(recording.checkpoints().getFirst().nextEvent())
                    .as("the first checkpoint can be replayed from, and has enough after it")
                    .isBetween((long) first, first + kept.size() / 2L);
            recording.verify();
        });
    }

    @Test
    void checkpointsOfAnotherRecordingAreToldWithBothNames() throws IOException {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        TestRecordings.record(one, 5, 500);
        try (RecordingWriter writer =
                TestRecordings.begin(other, Optional.of(new KeepLast("1M", 1 << 20, Long.MAX_VALUE)))) {
            TestRecordings.checkpoint(writer, 10, 1);
        }
        Path index = Path.of("checkpoints", "index.json");
        Files.write(one.resolve(index), Files.readAllBytes(other.resolve(index)));
        String named =
                Digests.hex(Files.readAllBytes(other.resolve("manifest.json"))).substring(0, 16);
        TestRecordings.read(
                one,
                recording -> assertThatThrownBy(recording::checkpoints)
                        .isInstanceOf(RecordingException.class)
                        .hasMessageMatching(".*one/checkpoints/index.json is another recording's: of manifest " + named
                                + ", while this one's is "
                                + recording.manifestSha256().substring(0, 16) + ". Next: delete .*"));
    }

    private void reseal(Path rec, String manifest) throws IOException {
        Path index = rec.resolve("checkpoints").resolve("index.json");
        String body = Files.readString(index).replaceFirst(",\\s*\"sha256\": \"[0-9a-f]{64}\"\\s*}\\s*$", "");
        String changed = body.replaceFirst("\\s*\"manifest_sha256\": \"[0-9a-f]{64}\",", manifest);
        assertThat(changed).isNotEqualTo(body);
        String sealed = changed + ",\n  \"sha256\": \"";
        Files.writeString(index, sealed + Digests.hex(sealed.getBytes(StandardCharsets.UTF_8)) + "\"\n}\n");
    }

    @Test
    void aNameThatIsNoneIsDamageAndAnIndexFromBeforeThereWereNamesIsTaken() throws IOException {
        Path rec = directory.resolve("rec");
        TestRecordings.record(rec, 6, 500);
        reseal(rec, "\n  \"manifest_sha256\": \"0123\",");
        TestRecordings.read(
                rec,
                recording -> assertThatThrownBy(recording::checkpoints)
                        .isInstanceOf(RecordingException.class)
                        .hasMessageContaining("index.json is damaged: '0123' is no SHA-256 of a manifest. Next: "));
        TestRecordings.record(directory.resolve("old"), 6, 500);
        reseal(directory.resolve("old"), "");
        TestRecordings.read(directory.resolve("old"), recording -> {
            assertThat(recording.checkpoints()).hasSize(1);
            recording.verify();
        });
    }
}
