package dev.trapline.emu.bench;

/**
 * Thumb code with IT blocks (it.S); in the baseline the same instructions are unconditional.
 *
 * <p><b>Cost centre:</b> ITSTATE: the interpreter's second path, and stepping it on.
 *
 * <p><b>Why it matters:</b> Thumb-2 is what distributions build user space in, and compilers put one instruction in eight into an
 * IT block.
 */
public class ItBlocks extends LoopBenchmark {
    public ItBlocks() {
        super("it");
    }
}
