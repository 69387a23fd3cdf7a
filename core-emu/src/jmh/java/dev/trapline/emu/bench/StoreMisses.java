package dev.trapline.emu.bench;

/**
 * A store to each of 4096 pages in turn (walk-store.S); in the baseline to 64 pages. See {@link LoadMisses}.
 *
 * <p><b>Cost centre:</b> a miss of a store: besides the walk, whether the frame is owned, watched, or holds code or tables.
 *
 * <p><b>Why it matters:</b> clearing and copying pages is what kernels do most when processes start.
 */
public class StoreMisses extends LoopBenchmark {
    public StoreMisses() {
        super("walk-store");
    }
}
