package dev.trapline.emu.device.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawImageTest {
    @TempDir
    private Path dir;

    @Test
    void theLastSectorIsFilledUpWithZeroes() throws IOException {
        Path file = Files.write(dir.resolve("disk"), new byte[] {1, 2, 3});
        DiskImage image = new RawImage(new ImageFile(file));
        byte[] sector = new byte[512];
        sector[3] = 9;

        image.read(0, sector, 0, 512);

        assertThat(image.size()).isEqualTo(512);
        assertThat(sector).startsWith(1, 2, 3, 0).endsWith(0);
        image.close();
    }

    @Test
    void aFileThatBecameShorterIsNotReadAsZeroes() throws IOException {
        Path file = Files.write(dir.resolve("disk"), new byte[4096]);
        DiskImage image = new RawImage(new ImageFile(file));
        try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
            cut.truncate(1000);
        }

        assertThatThrownBy(() -> image.read(512, new byte[512], 0, 512))
                .isInstanceOf(DiskImageException.class)
                .hasMessageContaining(file + " ends at byte 1000, but had 4096 when it was opened")
                .hasMessageContaining("Next: ");
        image.close();
    }
}
