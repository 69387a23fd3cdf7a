package dev.trapline.emu.cp15;

/** Which privilege levels may read and write a register: a read and a write bit for each of PL0, PL1, PL2. */
final class Access {
    static final int PL0_R = 1;
    static final int PL0_W = 2;
    static final int PL1_R = 4;
    static final int PL1_W = 8;
    static final int PL2_R = 16;
    static final int PL2_W = 32;

    /** Read and written from PL1 up. */
    static final int PL1_RW = PL1_R | PL1_W | PL2_R | PL2_W;

    static final int PL1_RO = PL1_R | PL2_R;
    static final int PL1_WO = PL1_W | PL2_W;
    /** Hyp mode only. */
    static final int PL2_RW = PL2_R | PL2_W;

    static final int PL2_RO = PL2_R;
    static final int PL2_WO = PL2_W;
    /** By anybody, where a gate does not say otherwise. */
    static final int PL0_RW = PL0_R | PL0_W | PL1_RW;

    static final int PL0_RO = PL0_R | PL1_RO;
    static final int PL0_WO = PL0_W | PL1_WO;

    /** Anybody's. */
    static final int READ = PL0_R | PL1_R | PL2_R;

    static final int WRITE = PL0_W | PL1_W | PL2_W;

    private Access() {}
}
