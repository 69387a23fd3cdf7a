package dev.trapline.emu.state;

import dev.trapline.emu.fp.FpState;

/**
 * FPSCR and FPEXC of one pCPU, FPSCR taken apart into what instructions work on (DDI 0406C B4.1.58, B4.1.57). There are no
 * trapped exceptions and no short vectors, but LEN and STRIDE can be written.
 */
public final class FpRegisters {
    /** FPEXC.EN. */
    public static final int EN = 1 << 30;

    /** What a Cortex-A15 r2p1 has in FPSID, MVFR0 and MVFR1 (its TRM, 10.5). */
    public static final int FPSID = 0x4104_30f0;

    public static final int MVFR0 = 0x1011_0222;
    public static final int MVFR1 = 0x1111_1111;

    private static final int NZCV = 0xf000_0000;
    private static final int QC = 1 << 27;
    private static final int LEN_AND_STRIDE = 0x0037_0000;

    /** Controls and flags of Floating-point instructions. */
    public final FpState vfp = new FpState();
    /** Controls and flags of Advanced SIMD instructions: the standard FPSCR value. */
    public final FpState simd = new FpState();
    /** N, Z, C and V in bits 31 to 28, the rest zero. */
    public int nzcv;
    /** QC: an Advanced SIMD integer instruction has saturated. */
    public boolean saturated;
    /** LEN and STRIDE at their places in FPSCR, the rest zero. */
    public int vectors;

    /** Only EN exists. */
    public int fpexc;

    FpRegisters() {
        simd.setStandardControls(0);
    }

    public int fpscr() {
        return nzcv | (saturated ? QC : 0) | vfp.controls() | vectors | FpState.fpscrFlags(vfp, simd);
    }

    /** Bits that do not exist, the trap enables among them, are ignored. */
    public void setFpscr(int value) {
        nzcv = value & NZCV;
        saturated = (value & QC) != 0;
        vectors = value & LEN_AND_STRIDE;
        vfp.setControls(value);
        vfp.flags = value & FpState.FLAGS;
        simd.setStandardControls(value);
        simd.flags = 0;
    }

    /** The result of a comparison, as {@link dev.trapline.emu.fp.FpCompare} gives it. */
    public void setNzcv(int nibble) {
        nzcv = nibble << 28;
    }
}
