package dev.trapline.replay.symbols;

import java.nio.file.Path;
import java.util.Map;

/** Where what can be made again is kept: {@code ${TRAPLINE_CACHE:-${XDG_CACHE_HOME:-~/.cache}/trapline}}. */
public final class CacheDirectory {
    private CacheDirectory() {}

    /** Symbols that were extracted from recordings. */
    public static Path symbols() {
        return of(System.getenv(), System.getProperty("user.home")).resolve("symbols");
    }

    static Path of(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("TRAPLINE_CACHE", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String common = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (common.isEmpty() ? Path.of(home, ".cache") : Path.of(common)).resolve("trapline");
    }
}
