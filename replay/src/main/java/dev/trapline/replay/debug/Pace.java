package dev.trapline.replay.debug;

import java.util.Optional;

/** Says now and then how far a search is, once it takes long. From several threads. */
final class Pace {
    private static final long SILENT_NS = 2_000_000_000L;
    private static final long BETWEEN_NS = 2_000_000_000L;

    private long next = System.nanoTime() + SILENT_NS;

    synchronized Optional<String> line(long done, long all) {
        long now = System.nanoTime();
        if (now - next < 0 || all <= 0) {
            return Optional.empty();
        }
        next = now + BETWEEN_NS;
        return Optional.of(String.format("searched %d%% (Ctrl-C gives up)%n", done * 100 / all));
    }
}
