package dev.trapline.emu.device.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against files made by qemu-img 7.2 from a disk of 41,472 bytes whose byte i is {@code i * 31 + (i >> 9) * 7}, or 0 where
 * {@code (i >> 11) % 3 == 1}: {@code plain-v3.qcow2} by {@code convert -o cluster_size=512}, then {@code qemu-io -c
 * "write -z 8k 4k"}; {@code deflated-v2.qcow2} by {@code convert -c -o cluster_size=4096,compat=0.10}.
 */
class Qcow2ImageTest {
    private static final int SIZE = 41_472;

    @TempDir
    Path dir = Path.of(".");

    private static byte[] disk() {
        byte[] b = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            b[i] = (i >> 11) % 3 == 1 ? 0 : (byte) (i * 31 + (i >> 9) * 7);
        }
        return b;
    }

    private byte[] golden(String name) throws IOException {
        try (InputStream in = Qcow2ImageTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(dir.resolve("disk.qcow2"), bytes);
    }

    private void assertReadsAs(byte[] expected, String name) throws IOException {
        try (DiskImage image = DiskImages.open(file(golden(name)))) {
            assertThat(image.size()).isEqualTo(SIZE);
            byte[] all = new byte[SIZE];
            image.read(0, all, 0, SIZE);
            assertThat(all).isEqualTo(expected);
            for (int at = 0; at < SIZE - 512; at += 1777) {
                byte[] some = new byte[700];
                image.read(at, some, 3, 512);
                assertThat(Arrays.copyOfRange(some, 3, 515))
                        .as("512 bytes at %d", at)
                        .isEqualTo(Arrays.copyOfRange(expected, at, at + 512));
            }
        }
    }

    @Test
    void allocatedMissingAndZeroClustersReadAsTheirDisk() throws IOException {
        byte[] expected = disk();
        Arrays.fill(expected, 8192, 12288, (byte) 0);
        assertReadsAs(expected, "plain-v3.qcow2");
    }

    @Test
    void compressedClustersAreInflated() throws IOException {
        assertReadsAs(disk(), "deflated-v2.qcow2");
    }

    @Test
    void theFormatGivenWinsOverTheMagic() throws IOException {
        byte[] bytes = golden("plain-v3.qcow2");
        try (DiskImage image = DiskImages.open(file(bytes), DiskImages.Format.RAW)) {
            assertThat(image.size()).isEqualTo(bytes.length);
        }
        assertThatThrownBy(() -> DiskImages.open(file(new byte[4096]), DiskImages.Format.QCOW2))
                .isInstanceOf(DiskImageException.class)
                .hasMessageContaining("is not a qcow2 file")
                .hasMessageContaining("format=raw");
    }

    @Test
    void whatCannotBeFollowedIsRefusedInOneLine() throws IOException {
        assertRefused(b -> b.putInt(4, 4), "is qcow2 version 4");
        assertRefused(b -> b.putLong(8, 0x70), "has a backing file", "qemu-img convert");
        assertRefused(b -> b.putInt(32, 2), "is encrypted");
        assertRefused(b -> b.putLong(72, 2), "is marked corrupt", "qemu-img check");
        assertRefused(b -> b.putLong(72, 4), "data in another file");
        assertRefused(b -> b.putLong(72, 8).put(104, (byte) 1), "zstd");
        assertRefused(b -> b.putLong(72, 16), "extended L2");
        assertRefused(b -> b.putLong(72, 1L << 40), "unknown qcow2 features 0x10000000000");
    }

    @Test
    void damageIsRefusedBeforeAGuestCouldMeetIt() throws IOException {
        assertRefused(b -> b.putInt(20, 40), "is damaged: clusters of 2^40");
        assertRefused(b -> b.putLong(24, -5), "a negative size");
        assertRefused(b -> b.putLong(24, 1L << 60), "is damaged");
        assertRefused(b -> b.putInt(36, 1), "an L1 table of 1 entries");
        assertRefused(b -> b.putLong(40, 1L << 40), "an L1 table beyond its end");
        int l1 = 0x600;
        assertRefused(b -> b.putLong(l1, 0x8000_0000_0000_0000L | 513 * 1024 * 1024), "L2 table 0 lies at");
        assertRefused(
                b -> b.putLong((int) (b.getLong(l1) & 0xffff_fe00L), 0x8000_0000_7fff_fe00L),
                "a cluster at 2147483136");
        assertRefused(
                b -> b.putLong((int) (b.getLong(l1) & 0xffff_fe00L), 1L << 62 | 0x7fff_0000L),
                "a compressed cluster at");
        byte[] cut = Arrays.copyOf(golden("plain-v3.qcow2"), 100);
        assertThatThrownBy(() -> DiskImages.open(file(cut))).isInstanceOf(DiskImageException.class);
    }

    @Test
    void compressedDataThatDoesNotInflateIsNamed() throws IOException {
        byte[] bytes = golden("deflated-v2.qcow2");
        ByteBuffer b = ByteBuffer.wrap(bytes);
        int l2 = (int) (b.getLong(0x3000) & 0xffff_fe00L);
        int data = (int) (b.getLong(l2) & 0xff_ffff);
        Arrays.fill(bytes, data, data + 64, (byte) 0xff);
        try (DiskImage image = DiskImages.open(file(bytes))) {
            assertThatThrownBy(() -> image.read(0, new byte[512], 0, 512))
                    .isInstanceOf(DiskImageException.class)
                    .hasMessageContaining("the compressed cluster at " + data);
        }
    }

    @Test
    void aMissingFileOrADirectoryIsOneClearLine() {
        assertThatThrownBy(() -> DiskImages.open(dir.resolve("nowhere.img")))
                .isInstanceOf(DiskImageException.class)
                .hasMessageContaining("nowhere.img cannot be opened: NoSuchFileException");
        assertThatThrownBy(() -> DiskImages.open(dir))
                .isInstanceOf(DiskImageException.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void aRawDiskIsFilledUpToASector() throws IOException {
        byte[] bytes = new byte[1000];
        Arrays.fill(bytes, (byte) 7);
        try (DiskImage image = DiskImages.open(file(bytes))) {
            assertThat(image.size()).isEqualTo(1024);
            byte[] end = new byte[512];
            image.read(512, end, 0, 512);
            assertThat(end[487]).isEqualTo((byte) 7);
            assertThat(end[488]).isZero();
        }
    }

    private void assertRefused(Consumer<ByteBuffer> change, String... words) throws IOException {
        byte[] bytes = golden("plain-v3.qcow2");
        change.accept(ByteBuffer.wrap(bytes));
        Path file = file(bytes);
        assertThatThrownBy(() -> DiskImages.open(file))
                .isInstanceOf(DiskImageException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(words);
    }
}
