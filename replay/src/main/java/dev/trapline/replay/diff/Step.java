package dev.trapline.replay.diff;

/**
 * One instruction that a pCPU attempted.
 *
 * @param count its number over all pCPUs: what the clock read while it executed
 * @param cpu which pCPU
 * @param mode mode bits it executed in
 * @param pc its address
 * @param thumb whether it is T32
 * @param link LR of that mode before it, unsigned: the caller, where nothing was called since
 */
public record Step(long count, int cpu, int mode, int pc, boolean thumb, int link) {
    /** Its address, unsigned. */
    public long address() {
        return pc & 0xffff_ffffL;
    }
}
