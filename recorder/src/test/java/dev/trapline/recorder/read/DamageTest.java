package dev.trapline.recorder.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.pack.Packer;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.RandomEvents;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.KeepLast;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the files of a recording: it is reported, or what is read is what was told. */
final class DamageTest {
    private static final int DAMAGES = Boolean.getBoolean("trapline.long") ? 10_000 : 1_500;

    @TempDir
    Path directory;

    private final EventCollector told = new EventCollector(TestRecordings.INSN_NS);

    @Test
    void eachRandomDamageToARecordingIsReportedOrHarmless() throws IOException {
        Path rec = directory.resolve("rec");
        record(rec, 1, true);
        assertDamagesAreReported(rec, DAMAGES, 1);
    }

    @Test
    void eachRandomDamageToAKilledRecordersLogIsReportedOrLeavesAShorterOne() throws IOException {
        Path rec = directory.resolve("rec");
        record(rec, 2, false);
        assertDamagesAreReported(rec, DAMAGES / 3, 2);
    }

    @Test
    void eachRandomDamageToAPackIsReportedOrHarmless() throws IOException {
        Path rec = directory.resolve("rec");
        record(rec, 3, true);
        Path packs = Files.createDirectories(directory.resolve("packs"));
        Packer.pack(rec, packs.resolve("pack"));
        assertDamagesAreReported(packs.resolve("pack"), DAMAGES / 3, 3);
    }

    @Test
    void theLogOfAnotherRecordingIsRefused() throws IOException {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        record(one, 4, true);
        TestRecordings.record(other, 5, 100);
        Path manifest = other.resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).isEqualTo(Files.readString(one.resolve("manifest.json")));
        TestRecordings.read(one, Recording::verify);
        // The same manifest, another log: the end tells.
        Path log = Path.of("events", "000000", "19700101.cq4");
        Files.write(one.resolve(log), Files.readAllBytes(other.resolve(log)));
        assertThatThrownBy(() -> TestRecordings.read(one, Recording::verify))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("end.json tells of");
    }

    @Test
    void aLogThatBelongsToAnotherManifestIsRefused() throws IOException {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        record(one, 7, false);
        KeepLast limit = new KeepLast("1M", 1 << 20, Long.MAX_VALUE);
        try (RecordingWriter writer = TestRecordings.begin(other, Optional.of(limit))) {
            writer.sink().wake(1, 0);
        }
        Path log = Path.of("events", "000000", "19700101.cq4");
        Files.write(one.resolve(log), Files.readAllBytes(other.resolve(log)));
        assertThatThrownBy(() -> TestRecordings.read(one, Recording::verify))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("stands a segment of another recording");
    }

    @Test
    void damageNamesItsPlaceAndWhatCanStillBeRead() throws IOException {
        Path rec = directory.resolve("rec");
        record(rec, 6, true);
        Path log = rec.resolve("events").resolve("000000").resolve("19700101.cq4");
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length * 9 / 10] ^= 4;
        Files.write(log, bytes);
        TestRecordings.read(rec, recording -> {
            List<TraceEvent> read = new ArrayList<>();
            EventReader reader = recording.reader();
            assertThatThrownBy(() -> {
                        while (reader.next()) {
                            read.add(reader.event());
                        }
                    })
                    .isInstanceOf(RecordingException.class)
                    .hasMessageMatching(".*rec is damaged: events/000000 at byte [0-9]+ batch [0-9]+ is damaged: "
                            + "its checksum does not match; events up to #" + read.size()
                            + ", count [0-9]+, can still be read. Next: .*");
            assertThat(read).isNotEmpty().isEqualTo(told.events().subList(0, read.size()));
        });
    }

    private void record(Path rec, long seed, boolean properly) throws IOException {
        RandomEvents random = new RandomEvents(seed, TestRecordings.INSN_NS);
        try (RecordingWriter writer = TestRecordings.begin(rec)) {
            for (int i = 0; i < 8; i++) {
                random.tellEveryKind(writer.sink(), told);
                random.loop(2, 20, 3, writer.sink(), told);
                writer.flush(random.count());
            }
            TestRecordings.checkpoint(writer, random.count(), 1);
            TestRecordings.end(writer, random);
        }
        if (!properly) {
            Files.delete(rec.resolve("end.json"));
        }
    }

    private void assertDamagesAreReported(Path rec, int damages, long seed) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(rec)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<byte[]> whole = new ArrayList<>();
        for (Path file : files) {
            whole.add(Files.readAllBytes(file));
        }
        int reported = 0;
        for (int i = 0; i < damages; i++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_000 + i);
            // Half of them in the log.
            int which = random.nextBoolean() ? indexOfLog(files) : random.nextInt(files.size());
            String what = damage(files.get(which), whole.get(which), random);
            reported += isReported(rec, "damage " + i + " (" + files.get(which) + ": " + what + ")") ? 1 : 0;
            Files.write(files.get(which), whole.get(which));
        }
        assertThat(reported).as("damages reported, of %d", damages).isGreaterThan(damages / 3);
        assertThat(isReported(rec, "no damage")).isFalse();
    }

    private static int indexOfLog(List<Path> files) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).endsWith("19700101.cq4")) {
                return i;
            }
        }
        return 0;
    }

    private boolean isReported(Path rec, String what) {
        List<TraceEvent> read = new ArrayList<>();
        RecordingState state = RecordingState.ENDED;
        boolean reported = false;
        try (Recording recording = Recording.open(rec)) {
            state = recording.state();
            EventReader reader = recording.reader();
            while (reader.next()) {
                read.add(reader.event());
            }
            recording.verify();
        } catch (RecordingException e) {
            assertThat(e.getMessage()).as(what).contains(" Next: ").doesNotContain("\n");
            reported = true;
        } catch (RuntimeException e) {
            fail(what, e);
        }
        assertThat(read.size()).as(what).isLessThanOrEqualTo(told.events().size());
        assertThat(read).as(what).isEqualTo(told.events().subList(0, read.size()));
        if (!reported && state == RecordingState.ENDED) {
            assertThat(read).as(what + ": unreported, so nothing is missing").hasSameSizeAs(told.events());
        }
        return reported;
    }

    private static String damage(Path file, byte[] whole, SplittableRandom random) throws IOException {
        byte[] bytes = whole.clone();
        if (bytes.length == 0) {
            Files.write(file, new byte[] {1});
            return "a byte added";
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(300));
        int other = random.nextInt(bytes.length - length + 1);
        switch (random.nextInt(8)) {
            case 0 -> {
                Files.write(file, Arrays.copyOf(bytes, at));
                return "cut at " + at;
            }
            case 1 -> {
                byte[] moved = Arrays.copyOfRange(bytes, at, at + length);
                System.arraycopy(bytes, other, bytes, at, length);
                System.arraycopy(moved, 0, bytes, other, length);
                Files.write(file, bytes);
                return length + " bytes swapped between " + at + " and " + other;
            }
            case 2 -> {
                Arrays.fill(bytes, at, at + length, (byte) 0);
                Files.write(file, bytes);
                return length + " bytes zeroed at " + at;
            }
            case 3 -> {
                Files.delete(file);
                return "deleted";
            }
            default -> {
                int bit = random.nextInt(8);
                bytes[at] ^= (byte) (1 << bit);
                Files.write(file, bytes);
                return "bit " + bit + " of byte " + at + " flipped";
            }
        }
    }
}
