package dev.trapline.emu.fp;

/**
 * Reciprocal and reciprocal square root: the estimates and the Newton-Raphson steps of Advanced SIMD.
 * All take the state that holds the standard FPSCR value.
 *
 * @arm DDI 0406C A2.7 "Reciprocal estimate and step", "Reciprocal square root estimate and step"
 */
public final class FpEstimate {
    private static final int SIGN = 0x8000_0000;
    private static final int FRACTION = 0x007f_ffff;
    private static final int INFINITY = 0x7f80_0000;
    private static final int TWO = 0x4000_0000;
    private static final int THREE = 0x4040_0000;
    private static final int ONE_AND_A_HALF = 0x3fc0_0000;

    /** Fraction bits 51:44 of recip_estimate(a) for a in [0.5, 1), by fraction bits 51:44 of a. */
    private static final byte[] RECIPROCAL = new byte[256];

    /**
     * Fraction bits 51:44 of recip_sqrt_estimate(a): the first half, by fraction bits 51:45 of a, for a
     * in [0.25, 0.5), the second for a in [0.5, 1).
     */
    private static final byte[] RECIPROCAL_ROOT = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            double a = (256 + i + 0.5) / 512;
            RECIPROCAL[i] = (byte) toNearest256th(1 / a);
            double b = i < 128 ? (128 + i + 0.5) / 512 : (i + 0.5) / 256;
            RECIPROCAL_ROOT[i] = (byte) toNearest256th(1 / Math.sqrt(b));
        }
    }

    private FpEstimate() {}

    private static int toNearest256th(double value) {
        return (int) (256 * value + 0.5);
    }

    /**
     * VRECPE.F32.
     *
     * @arm DDI 0406C A2.7 FPRecipEstimate()
     */
    public static int reciprocal32(FpState fp, int operand) {
        int a = Fp32.flushInput(fp, operand);
        int sign = a & SIGN;
        int magnitude = a & ~SIGN;
        if (magnitude > INFINITY) {
            return (int) FpNan.process(fp, FpFormat.SINGLE, Fp32.widen(a));
        }
        if (magnitude == INFINITY) {
            return sign;
        }
        if (magnitude == 0) {
            fp.raise(FpState.DZC);
            return sign | INFINITY;
        }
        int exponent = magnitude >>> 23;
        if (exponent >= 253) {
            // 2^126 and up: the result would be subnormal.
            fp.raise(FpState.UFC);
            return sign;
        }
        int estimate = RECIPROCAL[(magnitude & FRACTION) >>> 15] & 0xff;
        return sign | (253 - exponent) << 23 | estimate << 15;
    }

    /**
     * VRSQRTE.F32.
     *
     * @arm DDI 0406C A2.7 FPRSqrtEstimate()
     */
    public static int reciprocalRoot32(FpState fp, int operand) {
        int a = Fp32.flushInput(fp, operand);
        int magnitude = a & ~SIGN;
        if (magnitude > INFINITY) {
            return (int) FpNan.process(fp, FpFormat.SINGLE, Fp32.widen(a));
        }
        if (magnitude == 0) {
            fp.raise(FpState.DZC);
            return a | INFINITY;
        }
        if (a < 0) {
            return (int) FpNan.invalid(fp, FpFormat.SINGLE);
        }
        if (a == INFINITY) {
            return 0;
        }
        int exponent = a >>> 23;
        // The exponent is made even: an even field scales to [0.5, 1), an odd one to [0.25, 0.5).
        int index = ((exponent & 1) == 0 ? 128 : 0) | (a & FRACTION) >>> 16;
        int estimate = RECIPROCAL_ROOT[index] & 0xff;
        return (380 - exponent) / 2 << 23 | estimate << 15;
    }

    /**
     * VRECPE.U32: operand and result are fractions of 2^32.
     *
     * @arm DDI 0406C A2.7 UnsignedRecipEstimate()
     */
    public static int reciprocalUnsigned(int operand) {
        return operand >= 0 ? -1 : SIGN | (RECIPROCAL[operand >>> 23 & 0xff] & 0xff) << 23;
    }

    /**
     * VRSQRTE.U32: operand and result are fractions of 2^32.
     *
     * @arm DDI 0406C A2.7 UnsignedRSqrtEstimate()
     */
    public static int reciprocalRootUnsigned(int operand) {
        if (operand >>> 30 == 0) {
            return -1;
        }
        int index = operand < 0 ? 128 | operand >>> 24 & 0x7f : operand >>> 23 & 0x7f;
        return SIGN | (RECIPROCAL_ROOT[index] & 0xff) << 23;
    }

    /**
     * VRECPS: 2 - a * b, each operation rounded; infinity times zero counts as zero.
     *
     * @arm DDI 0406C A2.7 FPRecipStep()
     */
    public static int reciprocalStep32(FpState fp, int left, int right) {
        int a = Fp32.flushInput(fp, left);
        int b = Fp32.flushInput(fp, right);
        if (Fp32.isNan(a) || Fp32.isNan(b)) {
            return (int) FpNan.process2(fp, FpFormat.SINGLE, Fp32.widen(a), Fp32.widen(b));
        }
        return isInfinityTimesZero(a, b) ? TWO : Fp32.sub(fp, TWO, Fp32.mul(fp, a, b));
    }

    /**
     * VRSQRTS: (3 - a * b) / 2, each operation rounded; infinity times zero counts as zero.
     *
     * @arm DDI 0406C A2.7 FPRSqrtStep()
     */
    public static int reciprocalRootStep32(FpState fp, int left, int right) {
        int a = Fp32.flushInput(fp, left);
        int b = Fp32.flushInput(fp, right);
        if (Fp32.isNan(a) || Fp32.isNan(b)) {
            return (int) FpNan.process2(fp, FpFormat.SINGLE, Fp32.widen(a), Fp32.widen(b));
        }
        return isInfinityTimesZero(a, b) ? ONE_AND_A_HALF : Fp32.div(fp, Fp32.sub(fp, THREE, Fp32.mul(fp, a, b)), TWO);
    }

    private static boolean isInfinityTimesZero(int a, int b) {
        int x = a & ~SIGN;
        int y = b & ~SIGN;
        return (x == INFINITY && y == 0) || (x == 0 && y == INFINITY);
    }
}
