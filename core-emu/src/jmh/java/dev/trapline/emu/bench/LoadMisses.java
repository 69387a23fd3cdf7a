package dev.trapline.emu.bench;

/**
 * A load from each of 4096 pages in turn (walk.S), four times what the software TLB holds; in the baseline from 64 pages.
 * Sixteen of nineteen instructions are such loads, so a fill takes about 19/16 of the figure.
 *
 * <p><b>Cost centre:</b> a miss: the walk of two levels of short descriptors, flags of the frames it read, the entry's fill.
 *
 * <p><b>Why it matters:</b> page tables, page cache and user space of a booting kernel are far larger than the TLB; after each
 * process switch all misses come again.
 */
public class LoadMisses extends LoopBenchmark {
    public LoadMisses() {
        super("walk");
    }
}
