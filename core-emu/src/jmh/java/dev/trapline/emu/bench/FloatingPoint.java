package dev.trapline.emu.bench;

/**
 * VFP arithmetic, conversions, compares, moves, loads and stores (vfp.S); in the baseline data processing.
 *
 * <p><b>Cost centre:</b> arithmetic with the guest's rounding and exception flags, and the fast path where the host's is the same.
 *
 * <p><b>Why it matters:</b> user space computes with it, and a slow software path would stall whole programs.
 */
public class FloatingPoint extends LoopBenchmark {
    public FloatingPoint() {
        super("vfp");
    }
}
