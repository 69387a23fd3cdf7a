package dev.trapline.replay.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {
    @Test
    void itIsWhereTheEnvironmentSays() {
        assertThat(CacheDirectory.of(Map.of(), "/home/me")).isEqualTo(Path.of("/home/me/.cache/trapline"));
        assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "/x"), "/home/me"))
                .isEqualTo(Path.of("/x/trapline"));
        assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "/x", "TRAPLINE_CACHE", "/t"), "/home/me"))
                .isEqualTo(Path.of("/t"));
        assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "", "TRAPLINE_CACHE", ""), "/home/me"))
                .isEqualTo(Path.of("/home/me/.cache/trapline"));
    }
}
