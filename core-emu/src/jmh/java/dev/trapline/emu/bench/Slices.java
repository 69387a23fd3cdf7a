package dev.trapline.emu.bench;

/**
 * Two pCPUs in turn (slices.S); in the baseline the second stays off, and one has every slice.
 *
 * <p><b>Cost centre:</b> the end of a slice: the run loop's decisions, and another pCPU's state in the host's caches.
 *
 * <p><b>Why it matters:</b> multiprocessors should cost what their instructions cost, whatever the number of pCPUs.
 */
public class Slices extends LoopBenchmark {
    public Slices() {
        super("slices", 2);
    }
}
