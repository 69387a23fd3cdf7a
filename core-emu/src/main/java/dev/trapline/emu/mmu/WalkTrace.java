package dev.trapline.emu.mmu;

/** Told what a translation reads on its way, in order; a stage 2 walk stands inside what asked for it. */
public interface WalkTrace {
    /**
     * A descriptor was read.
     *
     * @param level 1 to 3
     * @param pa physical address of the descriptor
     * @param value 64 bits, or 32 of the short format
     */
    void descriptor(int level, long pa, long value, boolean isLong);

    /**
     * An intermediate address is translated.
     *
     * @param forWalk it is that of a descriptor of stage 1, not yet the result
     */
    void stage2Begins(long ipa, boolean forWalk);

    /** @param pa physical address, if it is {@code done} and not refused */
    void stage2Ends(boolean done, long pa);
}
