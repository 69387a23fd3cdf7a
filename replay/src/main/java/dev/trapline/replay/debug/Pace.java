package dev.trapline.replay.debug;

import java.util.function.Consumer;

/** Says now and then how far a search is, once it takes long. Several threads may tell it; it says one thing at a time. */
final class Pace {
    private static final long SILENT_NS = 2_000_000_000L;

    private long next = System.nanoTime() + SILENT_NS;

    synchronized void tell(long done, long all, Consumer<String> says) {
        long now = System.nanoTime();
        if (now - next >= 0 && all > 0) {
            next = now + SILENT_NS;
            says.accept(String.format("searched %d%% (Ctrl-C gives up)%n", done * 100 / all));
        }
    }
}
