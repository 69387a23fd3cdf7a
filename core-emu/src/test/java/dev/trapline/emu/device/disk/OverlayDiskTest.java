package dev.trapline.emu.device.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.device.SeededGenerator;
import dev.trapline.emu.snapshot.SnapshotException;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OverlayDiskTest {
    private static final int SIZE = 3 * OverlayDisk.CHUNK_BYTES + 512;

    private final BytesImage base = new BytesImage(SIZE);
    private final byte[] original = base.bytes.clone();
    private final OverlayDisk disk = new OverlayDisk(base);

    private static byte[] all(OverlayDisk disk) {
        byte[] b = new byte[SIZE];
        disk.read(0, b, 0, SIZE);
        return b;
    }

    private static byte[] saved(OverlayDisk disk) {
        StateWriter out = new StateWriter();
        out.part("disk", disk);
        return out.toByteArray();
    }

    @Test
    void randomWritesAndZeroesReadBackAsInAPlainArray() {
        byte[] model = original.clone();
        SeededGenerator random = new SeededGenerator(11);
        for (int i = 0; i < 2_000; i++) {
            int length = (int) random.below(20_000) + 1;
            int at = (int) random.below(SIZE - length + 1);
            if (random.below(3) == 0) {
                disk.zero(at, length);
                Arrays.fill(model, at, at + length, (byte) 0);
            } else {
                byte[] data = new byte[length];
                random.fill(data, 0, length);
                disk.write(at, data, 0, length);
                System.arraycopy(data, 0, model, at, length);
            }
        }
        assertThat(all(disk)).isEqualTo(model);
        assertThat(base.bytes).as("the image is never changed").isEqualTo(original);
    }

    @Test
    void whatWasNeverWrittenIsAskedOfTheImageInOnePiece() {
        byte[] b = new byte[64 << 10];
        disk.read(512, b, 0, b.length);
        assertThat(base.reads).isEqualTo(1);
        disk.write(8192, new byte[4096], 0, 4096);
        assertThat(base.reads).as("a whole page needs nothing from below").isEqualTo(1);
        disk.read(0, b, 0, b.length);
        assertThat(base.reads).isEqualTo(3);
    }

    @Test
    void sharedWritesAreCopiedBeforeEitherSideChangesThem() {
        disk.write(100, new byte[] {1, 2, 3}, 0, 3);
        OverlayDisk.Image image = disk.share();
        OverlayDisk twin = new OverlayDisk(new BytesImage(SIZE));
        twin.adopt(image);
        byte[] before = all(disk);
        assertThat(all(twin)).isEqualTo(before);
        disk.write(100, new byte[] {9}, 0, 1);
        twin.write(101, new byte[] {8}, 0, 1);
        assertThat(Arrays.copyOfRange(all(disk), 100, 103)).containsExactly(9, 2, 3);
        assertThat(Arrays.copyOfRange(all(twin), 100, 103)).containsExactly(1, 8, 3);
        disk.adopt(image);
        assertThat(all(disk)).isEqualTo(before);
        disk.write(0, new byte[] {1}, 0, 1);
        twin.adopt(image);
        assertThat(all(twin)).isEqualTo(before);
    }

    @Test
    void aRestoredOverlayReadsAndSavesTheSame() {
        disk.write(5_000, new byte[] {1, 2, 3}, 0, 3);
        disk.zero(OverlayDisk.CHUNK_BYTES, 8192);
        disk.write(SIZE - 1, new byte[] {4}, 0, 1);
        byte[] state = saved(disk);
        OverlayDisk twin = new OverlayDisk(new BytesImage(SIZE));
        twin.write(0, new byte[10_000], 0, 10_000);
        new StateReader(state).part("disk", twin);
        assertThat(saved(twin)).isEqualTo(state);
        assertThat(all(twin)).isEqualTo(all(disk));
    }

    @Test
    void theOverlayOfAnotherDiskIsRefused() {
        byte[] state = saved(new OverlayDisk(new BytesImage(512)));
        assertThatThrownBy(() -> new StateReader(state).part("disk", disk))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("512 bytes");
    }
}
