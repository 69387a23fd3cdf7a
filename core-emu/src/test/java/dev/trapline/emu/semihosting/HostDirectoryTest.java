package dev.trapline.emu.semihosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.port.Errno;
import dev.trapline.emu.port.HostFiles.OpenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing outside the directory can be read, made, changed or removed. */
class HostDirectoryTest {
    private static final int R = 0;
    private static final int W = 4;

    @TempDir
    Path temporary;

    private Path inside;
    private Path secret;
    private HostDirectory files;

    @BeforeEach
    void aDirectoryBesideASecret() throws IOException {
        inside = Files.createDirectory(temporary.resolve("inside"));
        Files.createDirectory(inside.resolve("sub"));
        Files.writeString(inside.resolve("sub/file"), "mine");
        secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.createSymbolicLink(inside.resolve("link-out"), secret);
        Files.createSymbolicLink(inside.resolve("dir-out"), temporary);
        Files.createSymbolicLink(inside.resolve("dangling"), temporary.resolve("new"));
        Files.createSymbolicLink(inside.resolve("link-in"), inside.resolve("sub/file"));
        files = HostDirectory.of(inside);
    }

    @AfterEach
    void close() {
        files.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "sub/../../secret",
                "/etc/passwd",
                "/",
                "..",
                "link-out",
                "dir-out/secret",
                "dir-out/new",
                "dangling",
                "sub/../dir-out/secret",
                "dir-out/inside/../secret",
                "../inside/../secret"
            })
    void whateverLeadsOutIsRefused(String name) {
        for (int mode = 0; mode < 12; mode++) {
            assertThat(files.open(1, name, mode)).as("%s, mode %d", name, mode).isEqualTo(-Errno.EACCES);
        }
        assertThat(temporary.resolve("new")).doesNotExist();
        assertThat(secret).hasContent("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "dir-out/secret", "sub/../../secret"})
    void norIsItRemovedOrRenamed(String name) {
        assertThat(files.remove(name)).isEqualTo(-Errno.EACCES);
        assertThat(files.rename(name, "mine")).isEqualTo(-Errno.EACCES);
        assertThat(files.rename("sub/file", name)).isEqualTo(-Errno.EACCES);
        assertThat(secret).hasContent("secret");
        assertThat(inside.resolve("sub/file")).hasContent("mine");
    }

    @Test
    void removingALinkLeavesWhatItLeadsTo() {
        assertThat(files.remove("link-out")).isZero();
        assertThat(secret).hasContent("secret");
        assertThat(inside.resolve("link-out")).doesNotExist();
    }

    @Test
    void namesWithinAreFoundHoweverTheyAreWritten() {
        for (String name : List.of("sub/file", "./sub/file", "sub/../sub/file", "link-in", inside + "/sub/file")) {
            assertThat(files.open(1, name, R)).as(name).isZero();
            assertThat(files.length(1)).isEqualTo(4);
            assertThat(files.close(1)).isZero();
        }
    }

    @Test
    void whatIsNoFileIsRefusedByItsError() throws IOException {
        assertThat(files.open(1, "", R)).isEqualTo(-Errno.ENOENT);
        assertThat(files.open(1, "none", R)).isEqualTo(-Errno.ENOENT);
        assertThat(files.open(1, "none/file", W)).isEqualTo(-Errno.ENOENT);
        assertThat(files.open(1, "a\0b", W)).isEqualTo(-Errno.ENOENT);
        assertThat(files.open(1, "sub", R)).isEqualTo(-Errno.EISDIR);
        assertThat(files.open(1, ".", R)).isEqualTo(-Errno.EISDIR);
        assertThat(files.open(1, "sub/file/x", W)).isEqualTo(-Errno.ENOTDIR);
        assertThat(files.remove("sub")).isEqualTo(-Errno.EISDIR);
        assertThat(files.remove(".")).isEqualTo(-Errno.EACCES);
        assertThat(files.rename("sub", "bus")).isEqualTo(-Errno.EISDIR);
        assertThat(files.rename("none", "some")).isEqualTo(-Errno.ENOENT);
        assertThat(files.read(1, 0, new byte[1], 1)).isEqualTo(-Errno.EBADF);
        assertThat(files.write(1, 0, new byte[1], 1)).isEqualTo(-Errno.EBADF);
        assertThat(files.length(1)).isEqualTo(-Errno.EBADF);
        assertThat(files.close(1)).isEqualTo(-Errno.EBADF);
    }

    @Test
    void restoringOpensWithoutMakingOrEmptying() throws IOException {
        files.open(3, "sub/file", R);
        files.restored(List.of(new OpenFile(1, "sub/file", W), new OpenFile(2, "gone", W)));

        assertThat(files.length(1)).isEqualTo(4);
        assertThat(files.length(2)).isEqualTo(-Errno.ENOENT);
        assertThat(files.length(3)).as("no longer open").isEqualTo(-Errno.EBADF);
        assertThat(inside.resolve("gone")).doesNotExist();
    }

    @Test
    void aDirectoryThatIsNoneIsOneClearLine() {
        assertThatThrownBy(() -> HostDirectory.of(secret))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("secret is not a directory", "Next:");
        assertThatThrownBy(() -> HostDirectory.of(temporary.resolve("nowhere")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("nowhere does not exist", "Next:");
    }
}
