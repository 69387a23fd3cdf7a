package dev.trapline.emu.jit;

/**
 * When code is worth compiling. No choice changes what a machine does.
 *
 * @param samples how many ends of slices must be found in 64 bytes of code
 * @param arrivals how often compiled code must leave for an instruction that is not
 * @param instructions how many a region may have
 * @param regions how many a machine may have at a time; then all are dropped, and what is hot comes back
 * @param atFirstSight compile whatever is decoded, before it executes for the first time
 */
public record CompilePolicy(int samples, int arrivals, int instructions, int regions, boolean atFirstSight) {
    /** At some 15 KB of machine code and metadata each. */
    static final int MOST_REGIONS = 10_000;

    /** For speed. */
    public static final CompilePolicy NORMAL = new CompilePolicy(3, 100, 120, MOST_REGIONS, false);

    /** Everything that can be compiled is: for tests. */
    public static final CompilePolicy EVERYTHING = new CompilePolicy(1, 1, 120, MOST_REGIONS, true);
}
