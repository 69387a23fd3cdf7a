package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.device.disk.DiskImage;
import dev.trapline.emu.device.disk.DiskImageException;
import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.machine.DiskSpec;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.disks.BlockIndex;
import dev.trapline.recorder.disks.StoredDisks;
import dev.trapline.recorder.disks.StoringDisks;
import dev.trapline.recorder.pack.Packer;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording holds what its machine read of its disks, and needs their files no more. */
class StoredDisksTest {
    private static final int BLOCK = BlockIndex.BLOCK;
    private static final int LAST = 1000;

    @TempDir
    Path directory;

    private Path file(long seed, int length) throws IOException {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return Files.write(directory.resolve("disk.img"), bytes);
    }

    private MachineSpec machine(Path disk) {
        return MachineSpec.builder()
                .images(BootImages.NONE.withKernel(
                        Image.read("kernel", RecordingCase.named("events").elf())))
                .cpus(2)
                .memoryBytes(RecordingCase.MEMORY_BYTES)
                .addDisk(new DiskSpec(disk, DiskSpec.Format.RAW, false))
                .build();
    }

    private static void assertExact(Path path) {
        for (boolean live : new boolean[] {false, true}) {
            try (Recording recording = Recording.open(path)) {
                ReplaySession session = live ? Rerun.verify(recording, b -> {}) : Rerun.replay(recording, b -> {});
                assertThat(session.run(Long.MAX_VALUE))
                        .as(live ? "verified" : "replayed")
                        .isEqualTo(new ReplaySession.Outcome.Ended(
                                recording.ending().orElseThrow().end().orElseThrow()));
                assertThat(Optional.of(session.machine().stateSha256()))
                        .isEqualTo(recording.ending().orElseThrow().stateSha256());
            }
        }
    }

    @Test
    void aMachineThatReadADiskIsRunAgainWithoutItsFileAndElsewhere() throws IOException {
        Path disk = Files.copy(RecordingCase.named("events").disk().orElseThrow(), directory.resolve("disk.img"));
        Path rec = directory.resolve("rec");
        RecordedProgram recorded = RecordedProgram.record(machine(disk), rec, CheckpointLimit.NONE);
        assertThat(recorded.end()).isEqualTo(EndKind.POWEROFF);
        try (Recording recording = Recording.open(rec)) {
            assertThat(recording.disks())
                    .singleElement()
                    .satisfies(d -> assertThat(d.size()).isEqualTo(Files.size(disk)));
            recording.verify();
            List<TraceEvent> fromImages = new ArrayList<>();
            EventReader reader = recording.reader();
            while (reader.next()) {
                if (reader.kind() == EventKind.MEMORY_WRITTEN_FROM_IMAGE) {
                    fromImages.add(reader.event());
                }
            }
            assertThat(fromImages).as("what was read is stored once").isNotEmpty();
        }
        assertExact(rec);

        Files.write(disk, new byte[(int) Files.size(disk)]);
        assertExact(rec);
        Files.delete(disk);
        assertExact(rec);

        Path pack = directory.resolve("packed.rec");
        Path elsewhere = directory.resolve("elsewhere");
        Packer.pack(rec, pack);
        assertExact(pack);
        Packer.unpack(pack, elsewhere);
        assertExact(elsewhere);
        assertThat(elsewhere.resolve(BlockIndex.path(0))).hasSameBinaryContentAs(rec.resolve(BlockIndex.path(0)));
    }

    /** A recording of a machine that only read its disk, with these reads. */
    private Path recorded(Path disk, long... offsets) {
        Path rec = directory.resolve("rec");
        MachineSpec spec = machine(disk);
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(rec);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
            StoringDisks disks = writer.disks(DiskSource.FILES);
            DiskImage image = disks.open(0, spec.disks().getFirst());
            for (long offset : offsets) {
                image.read(offset, new byte[512], 0, 512);
            }
        }
        return rec;
    }

    private static byte[] read(Recording recording, MachineSpec spec, long offset, int length) {
        DiskImage image = new StoredDisks(recording).open(0, spec.disks().getFirst());
        byte[] bytes = new byte[length];
        image.read(offset, bytes, 0, length);
        image.close();
        return bytes;
    }

    @Test
    void whatWasReadIsStoredByBlocksAndTheRestComesFromTheFile() throws IOException {
        Path disk = file(1, 3 * BLOCK + LAST);
        byte[] contents = Files.readAllBytes(disk);
        Path rec = recorded(disk, BLOCK - 256, 3 * BLOCK + 24);
        try (Recording recording = Recording.open(rec)) {
            assertThat(recording.disk(0).orElseThrow().blocks().keySet()).containsExactly(0L, 1L, 3L);
            assertThat(recording.images()).as("the kernel, and three blocks").hasSize(4);
            MachineSpec spec = machine(disk);
            byte[] all = read(recording, spec, 0, 3 * BLOCK + 1024);
            assertThat(all).startsWith(contents);

            Files.delete(disk);
            assertThat(read(recording, spec, 10, 2 * BLOCK - 10)).isEqualTo(slice(contents, 10, 2 * BLOCK));
            assertThatThrownBy(() -> read(recording, spec, 2 * BLOCK - 8, 16))
                    .isInstanceOf(DiskImageException.class)
                    .hasMessageContaining("the guest reads disk 0 at byte 131072, which it did not in " + rec)
                    .hasMessageContaining("cannot be opened")
                    .hasMessageEndingWith("Next: put the disk back as it was when that was recorded");
        }
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Test
    void aFileThatIsAnotherNowIsNotMixedWithWhatIsStored() throws IOException {
        Path disk = file(2, 4 * BLOCK);
        Path rec = recorded(disk, 0);
        MachineSpec spec = machine(disk);
        try (Recording recording = Recording.open(rec)) {
            byte[] changed = Files.readAllBytes(disk);
            changed[3 * BLOCK]++;
            Files.write(disk, changed);
            assertThat(read(recording, spec, 3 * BLOCK, 1))
                    .as("nobody can know what was in a block that was not read")
                    .isEqualTo(slice(changed, 3 * BLOCK, 3 * BLOCK + 1));
            changed[5]++;
            Files.write(disk, changed);
            assertThatThrownBy(() -> read(recording, spec, 3 * BLOCK, 1))
                    .isInstanceOf(DiskImageException.class)
                    .hasMessageContaining("was changed since, at byte 0");
            Files.write(disk, new byte[512], StandardOpenOption.APPEND);
            assertThatThrownBy(() -> read(recording, spec, 3 * BLOCK, 1))
                    .isInstanceOf(DiskImageException.class)
                    .hasMessageContaining("now holds 262656 bytes and held 262144 then");
        }
    }

    @Test
    void aBlockThatChangesWhileItIsRecordedStaysWhatItWas() throws IOException {
        Path disk = file(3, 80 * BLOCK);
        byte[] contents = Files.readAllBytes(disk);
        MachineSpec spec = machine(disk);
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(directory.resolve("rec"));
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
            DiskImage image =
                    writer.disks(DiskSource.FILES).open(0, spec.disks().getFirst());
            byte[] sector = new byte[512];
            for (int block = 0; block < 80; block++) {
                image.read((long) block * BLOCK, sector, 0, 512);
            }
            Files.write(disk, new byte[80 * BLOCK]);
            image.read(512, sector, 0, 512);
            assertThat(sector).as("of the first block, long out of the cache").isEqualTo(slice(contents, 512, 1024));
        }
    }

    @Test
    void aDamagedIndexIsToldAndOneCutShortByAKillIsUsed() throws IOException {
        Path disk = file(4, 3 * BLOCK);
        Path rec = recorded(disk, 0, BLOCK);
        Path index = rec.resolve(BlockIndex.path(0));
        byte[] good = Files.readAllBytes(index);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(index, bad);
            try (Recording recording = Recording.open(rec)) {
                assertThatThrownBy(() -> recording.disk(0))
                        .as("byte %d", at)
                        .isInstanceOf(RecordingException.class)
                        .hasMessageContaining("disks/0 is damaged");
            }
        }
        Files.write(index, slice(good, 0, good.length - 7));
        try (Recording recording = Recording.open(rec)) {
            assertThatThrownBy(recording::verify)
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("it ends within the entry");
        }
        Files.delete(rec.resolve("end.json"));
        try (Recording recording = Recording.open(rec)) {
            assertThat(recording.disk(0).orElseThrow().blocks().keySet()).containsExactly(0L);
        }
    }
}
