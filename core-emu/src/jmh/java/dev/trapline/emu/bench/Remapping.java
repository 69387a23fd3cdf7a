package dev.trapline.emu.bench;

/**
 * A valid descriptor changes, then 32 pages are used (remap.S, 39 instructions a round); in the baseline it keeps its value.
 *
 * <p><b>Cost centre:</b> forgetting all translations, which keeps the TLB coherent with its tables, and filling again.
 *
 * <p><b>Why it matters:</b> every unmapping, copy-on-write fault and {@code vmap} of a guest does it, and a hypervisor that moves
 * memory between guests.
 */
public class Remapping extends LoopBenchmark {
    public Remapping() {
        super("remap");
    }
}
