package dev.trapline.emu.bench;

/**
 * Loads and stores of all common forms on three pages (memory.S); in the baseline each is data processing.
 *
 * <p><b>Cost centre:</b> the software TLB's fast path: tag, page, byte order.
 *
 * <p><b>Why it matters:</b> every third or fourth instruction of kernels and compiled C accesses memory, and nearly all of
 * them hit.
 */
public class MemoryHits extends LoopBenchmark {
    public MemoryHits() {
        super("memory");
    }
}
