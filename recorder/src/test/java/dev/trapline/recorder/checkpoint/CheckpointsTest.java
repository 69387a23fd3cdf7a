package dev.trapline.recorder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.recorder.RecordingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of a memory that changes at random come back as they were, however many were given up between. */
class CheckpointsTest {
    private static final int FRAMES = 64;
    private static final String MANIFEST = "0".repeat(64);
    private static final long INTERVAL = CheckpointLimit.DEFAULT.interval();

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(7);
    private final PhysicalMemory memory = new PhysicalMemory();
    private final TreeMap<Long, Checkpoint> made = new TreeMap<>();
    private final SplittableRandom accesses = new SplittableRandom(8);
    private final List<AccessedPages> accessed = new ArrayList<>();

    CheckpointsTest() {
        memory.addRegion("ram", 0, (long) FRAMES * PhysicalMemory.FRAME_SIZE);
        for (int i = 0; i < 8; i++) {
            scribble();
        }
    }

    /** Some bytes of some frames; now and then a frame that cannot be packed, or one of zeros. */
    private void scribble() {
        int frame = random.nextInt(FRAMES);
        byte[] bytes = new byte[random.nextInt(8) == 0 ? PhysicalMemory.FRAME_SIZE : 1 + random.nextInt(100)];
        if (random.nextInt(4) != 0) {
            random.nextBytes(bytes);
        }
        memory.write((long) frame * PhysicalMemory.FRAME_SIZE, bytes, 0, bytes.length);
    }

    private Checkpoint next(long count) {
        for (int i = random.nextInt(12); i > 0; i--) {
            scribble();
        }
        byte[] parts = new byte[1000 + random.nextInt(1000)];
        random.nextBytes(parts);
        byte[] observer = new byte[20];
        random.nextBytes(observer);
        MachineState state = new MachineState(parts, 900, memory.share());
        Checkpoint checkpoint = new Checkpoint(count, count / 7 + 1, state, observer);
        made.put(count, checkpoint);
        return checkpoint;
    }

    /** The pages accessed on the way to the checkpoint that was made last; on the packing thread, which has its own chance. */
    private AccessedPages access() {
        AccessedPages pages = new AccessedPages(somePages(), somePages(), somePages(), somePages());
        accessed.add(pages);
        return pages;
    }

    private PageSet somePages() {
        BitSet pages = new BitSet();
        for (int i = accesses.nextInt(40); i > 0; i--) {
            pages.set(accesses.nextInt(4) == 0 ? accesses.nextInt(1 << 20) : 0xc_0000 + accesses.nextInt(100));
        }
        return PageSet.of(pages);
    }

    /** Each checkpoint has what was accessed since the one before it, however many there were between. */
    private void assertAccessed(CheckpointReader reader) {
        List<Long> counts = reader.counts();
        int begin = 0;
        for (int i = 0; i < counts.size(); i++) {
            int end = (int) (counts.get(i) / INTERVAL);
            AccessedPages all = accessed.subList(begin, end).stream()
                    .reduce(AccessedPages::with)
                    .orElseThrow();
            assertThat(reader.accessed(i)).as("up to %d", counts.get(i)).contains(all);
            begin = end;
        }
    }

    private CheckpointIndex write(CheckpointLimit limit, MemoryImage built, int checkpoints) {
        CheckpointIndex index = new CheckpointIndex(directory, MANIFEST);
        try (CheckpointWriter writer = new CheckpointWriter("test", index, limit, built)) {
            for (int i = 1; i <= checkpoints; i++) {
                writer.add(next(i * INTERVAL), this::access);
            }
            writer.close();
            assertThat(writer.failure()).isEmpty();
        }
        return index;
    }

    private CheckpointReader reader(CheckpointIndex index, MemoryImage built) {
        return new CheckpointReader("test", index.entries(), CheckpointsTest.this::bytes, built);
    }

    private byte[] bytes(CheckpointIndex.Entry entry) {
        try {
            return Files.readAllBytes(
                    directory.resolve(CheckpointIndex.DIRECTORY).resolve(entry.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertSame(Checkpoint read) {
        Checkpoint wanted = Objects.requireNonNull(made.get(read.count()));
        assertThat(read.nextEvent()).isEqualTo(wanted.nextEvent());
        assertThat(read.observer()).isEqualTo(wanted.observer());
        assertThat(read.machine().parts()).isEqualTo(wanted.machine().parts());
        assertThat(read.machine().complexLength()).isEqualTo(900);
        byte[] zero = new byte[PhysicalMemory.FRAME_SIZE];
        for (int i = 0; i < FRAMES; i++) {
            byte[] a = read.machine().memory().frame(i);
            byte[] b = wanted.machine().memory().frame(i);
            assertThat(a == null ? zero : a).as("frame %d", i).isEqualTo(b == null ? zero : b);
        }
    }

    private long size(CheckpointIndex index) {
        return index.entries().stream().mapToLong(CheckpointIndex.Entry::size).sum();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve(CheckpointIndex.DIRECTORY))) {
            return all.toList();
        }
    }

    @Test
    void eachReadsAsItWasInWhateverOrder() {
        MemoryImage built = memory.share();
        CheckpointIndex index = write(CheckpointLimit.ofBytes(Long.MAX_VALUE), built, 40);
        assertThat(index.counts()).hasSize(40);
        CheckpointReader reader = reader(index, built);
        made.keySet().forEach(count -> assertSame(reader.atOrBefore(count).orElseThrow()));
        assertAccessed(reader);
        for (int i = 0; i < 100; i++) {
            long count = random.nextLong(41 * INTERVAL);
            assertThat(reader.atOrBefore(count).map(Checkpoint::count).orElse(0L))
                    .isEqualTo(count / INTERVAL * INTERVAL);
            reader.atOrBefore(count).ifPresent(this::assertSame);
        }
    }

    @Test
    void asManyAsAllowedAreKeptAtEqualDistances() throws IOException {
        MemoryImage built = memory.share();
        CheckpointIndex index = write(CheckpointLimit.ofCount(10), built, 75);
        List<Long> counts = index.counts();
        assertThat(counts.size()).isBetween(5, 10);
        long distance = counts.getFirst();
        for (int i = 0; i < counts.size(); i++) {
            assertThat(counts.get(i)).isEqualTo((i + 1) * distance);
        }
        CheckpointReader reader = reader(index, built);
        List<Long> backwards = new ArrayList<>(counts).reversed();
        backwards.forEach(count -> assertSame(reader.atOrBefore(count).orElseThrow()));
        assertAccessed(reader);
        assertThat(files()).as("what was given up is gone").hasSize(counts.size() + 1);
    }

    @Test
    void theyStayWithinTheBytesAllowed() {
        MemoryImage built = memory.share();
        CheckpointIndex index = write(CheckpointLimit.ofBytes(200_000), built, 75);
        assertThat(size(index)).isBetween(50_000L, 200_000L);
        CheckpointReader reader = reader(index, built);
        index.counts().forEach(count -> assertSame(reader.atOrBefore(count).orElseThrow()));
        assertAccessed(reader);
    }

    /** As where a recording goes on from another: what it begins with stays, and the others follow that. */
    @Test
    void thoseThatFollowAnotherThanTheBeginningKeepIt() throws IOException {
        long begin = 5 * INTERVAL + 1234;
        CheckpointIndex index = new CheckpointIndex(directory, MANIFEST);
        index.addWhole(next(begin));
        CheckpointLimit limit = CheckpointLimit.ofCount(10);
        try (CheckpointWriter writer = new CheckpointWriter("test", index, limit, begin, memory.share())) {
            for (int i = 6; i <= 75; i++) {
                writer.add(next(i * INTERVAL), this::access);
            }
            writer.close();
            assertThat(writer.failure()).isEmpty();
        }
        List<Long> counts = index.counts();
        assertThat(counts).hasSizeBetween(5, 10).startsWith(begin);
        PhysicalMemory other = new PhysicalMemory();
        other.addRegion("ram", 0, (long) FRAMES * PhysicalMemory.FRAME_SIZE);
        CheckpointReader reader = reader(index, other.share());
        for (int i = counts.size() - 1; i >= 0; i--) {
            assertSame(reader.atOrBefore(counts.get(i)).orElseThrow());
            assertThat(reader.accessed(i).isPresent()).isEqualTo(i > 0);
        }
    }

    @Test
    void whatJoinedOnesTakeIsKnownBefore() {
        MemoryImage built = memory.share();
        List<CheckpointIndex.Entry> all =
                write(CheckpointLimit.ofBytes(Long.MAX_VALUE), built, 30).entries();
        CheckpointFile file = new CheckpointFile("first", bytes(all.getFirst()));
        CheckpointOutline outline = file.outline();
        for (CheckpointIndex.Entry entry : all.subList(1, 30)) {
            CheckpointFile later = new CheckpointFile("later", bytes(entry));
            assertThat(later.outline().size()).isEqualTo(entry.size());
            outline = outline.joinedTo(later.outline());
            file = new CheckpointFile("joined", CheckpointFile.joined(file, later));
            assertThat(outline.size()).isEqualTo(file.bytes().length);
            assertThat(outline.count()).isEqualTo(entry.count());
        }
        assertThat(file.pages())
                .contains(accessed.stream().reduce(AccessedPages::with).orElseThrow());
    }

    @Test
    void whatIsWrittenAgainAndAgainIsThinnedToTheShortestDistanceAtWhichItFits() {
        MemoryImage built = memory.share();
        CheckpointIndex index = new CheckpointIndex(directory, MANIFEST);
        // Each checkpoint has all frames, which cannot be packed: some 270 KB. Two fit.
        try (CheckpointWriter writer = new CheckpointWriter("test", index, CheckpointLimit.ofBytes(600_000), built)) {
            for (int i = 1; i <= 9; i++) {
                byte[] bytes = new byte[FRAMES * PhysicalMemory.FRAME_SIZE];
                random.nextBytes(bytes);
                memory.write(0, bytes, 0, bytes.length);
                writer.add(next(i * INTERVAL), this::access);
            }
            writer.close();
            assertThat(writer.failure()).isEmpty();
            // The third was one too many for steps of one, the sixth for steps of two.
            assertThat(writer.interval()).isEqualTo(4 * INTERVAL);
        }
        assertThat(index.counts()).containsExactly(4 * INTERVAL, 8 * INTERVAL);
        CheckpointReader reader = reader(index, built);
        index.counts().forEach(count -> assertSame(reader.atOrBefore(count).orElseThrow()));
        assertAccessed(reader);
    }

    @Test
    void anyDamageIsReported() {
        MemoryImage built = memory.share();
        CheckpointIndex index = write(CheckpointLimit.ofBytes(Long.MAX_VALUE), built, 3);
        for (int i = 0; i < 2000; i++) {
            CheckpointIndex.Entry hit = index.entries().get(random.nextInt(3));
            int at = random.nextInt((int) hit.size());
            int cut = random.nextInt(10) == 0 ? at : (int) hit.size();
            byte flip = (byte) (1 << random.nextInt(8));
            CheckpointReader reader = new CheckpointReader(
                    "test",
                    index.entries(),
                    entry -> {
                        byte[] bytes = bytes(entry);
                        if (entry.equals(hit)) {
                            bytes[at] ^= flip;
                            return Arrays.copyOf(bytes, cut);
                        }
                        return bytes;
                    },
                    built);
            long last = made.lastKey();
            try {
                // What later checkpoints replace is not read, and so not missed.
                assertSame(reader.atOrBefore(last).orElseThrow());
                assertThat(hit.count()).isLessThan(last);
            } catch (RecordingException e) {
                assertThat(e).hasMessageContaining("checkpoint");
            }
        }
    }

    /** Recordings that were made before the pages that were accessed were kept. */
    @Test
    void theFirstFormStillReads() {
        MemoryImage built = memory.share();
        CheckpointIndex index = write(CheckpointLimit.ofBytes(Long.MAX_VALUE), built, 5);
        CheckpointReader reader = new CheckpointReader("test", index.entries(), e -> firstForm(bytes(e)), built);
        for (int i = 0; i < 5; i++) {
            assertSame(reader.atOrBefore((i + 1) * INTERVAL).orElseThrow());
            assertThat(reader.accessed(i)).isEmpty();
        }
        CheckpointFile first =
                new CheckpointFile("first", firstForm(bytes(index.entries().get(0))));
        CheckpointFile second =
                new CheckpointFile("second", bytes(index.entries().get(1)));
        assertThat(new CheckpointFile("joined", CheckpointFile.joined(first, second)).pages())
                .isEmpty();
    }

    /** Without the pages and their length, and with the checksums of what is left. */
    private static byte[] firstForm(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        int rows = 6 * in.getInt(52);
        int parts = in.getInt(40);
        int observer = in.getInt(44);
        int pages = in.getInt(56);
        out.put("TRAPCKP1".getBytes(StandardCharsets.US_ASCII))
                .put(bytes, 8, 48)
                .put(bytes, 60, rows);
        out.putInt(crc(out.array(), 0, out.position()));
        int at = 60 + rows + 4;
        out.put(bytes, at, parts + observer);
        out.putInt(crc(bytes, at + parts, observer));
        at += parts + observer + pages + 4;
        out.put(bytes, at, bytes.length - at);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    @Test
    void oneThatIsMissingIsNamed() {
        MemoryImage built = memory.share();
        CheckpointIndex index = write(CheckpointLimit.ofBytes(Long.MAX_VALUE), built, 3);
        List<CheckpointIndex.Entry> two =
                List.of(index.entries().get(0), index.entries().get(2));
        CheckpointReader reader = new CheckpointReader("test", two, this::bytes, built);
        assertThatThrownBy(() -> reader.atOrBefore(Long.MAX_VALUE))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("lacks the checkpoint at count " + 2 * INTERVAL);
    }

    @Test
    void withoutRoomThereAreFewerAndItIsSaid() throws IOException {
        Files.write(directory.resolve(CheckpointIndex.DIRECTORY), new byte[0]);
        CheckpointIndex index = new CheckpointIndex(directory, MANIFEST);
        try (CheckpointWriter writer = new CheckpointWriter("test", index, CheckpointLimit.DEFAULT, memory.share())) {
            for (int i = 1; i < 5; i++) {
                writer.add(next(i * INTERVAL), this::access);
            }
            writer.close();
            assertThat(writer.failure().orElseThrow()).contains("no checkpoints after count 0");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatIsDueBeforeThoseBeforeItArePackedIsLeftOutUnlessAllAreWanted(boolean all) {
        CheckpointIndex index = new CheckpointIndex(directory, MANIFEST);
        CheckpointLimit limit = all ? CheckpointLimit.allAt(INTERVAL, 100) : CheckpointLimit.ofCount(100);
        try (CheckpointWriter writer = new CheckpointWriter("test", index, limit, memory.share())) {
            // The first cannot be stored as long as the index is held here, nor the second be begun.
            synchronized (index) {
                assertThat(writer.wants()).isTrue();
                writer.add(next(INTERVAL), this::access);
                writer.add(next(2 * INTERVAL), this::access);
                assertThat(writer.wants()).isEqualTo(all);
            }
            writer.close();
        }
        assertThat(index.counts()).containsExactly(INTERVAL, 2 * INTERVAL);
    }
}
