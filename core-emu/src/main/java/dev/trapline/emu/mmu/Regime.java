package dev.trapline.emu.mmu;

/** Which tables translate an address (DDI 0406C B3.2). */
public enum Regime {
    /** PL1&0 stage 1, and stage 2 where HCR switches it on: what loads and stores outside Hyp mode see. */
    PL10,
    /** PL1&0 stage 1 alone: the result is an intermediate physical address. */
    PL10_STAGE1,
    /** PL2 stage 1: Hyp mode. */
    HYP,
    /** Stage 2 alone: the input is an intermediate physical address. */
    STAGE2,
}
