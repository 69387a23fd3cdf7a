package dev.trapline.emu.bench;

/**
 * Advanced SIMD on quadwords (neon.S); in the baseline data processing.
 *
 * <p><b>Cost centre:</b> loops over lanes on the register file's bytes.
 *
 * <p><b>Why it matters:</b> memcpy, checksums, XOR and crypto of kernels and C libraries; one instruction does the work of sixteen.
 */
public class VectorIntegers extends LoopBenchmark {
    public VectorIntegers() {
        super("neon");
    }
}
