package dev.trapline.emu.fp;

/**
 * Comparisons, maximum and minimum.
 *
 * @arm DDI 0406C A2.7 FPCompare(), FPCompareEQ(), FPCompareGE(), FPCompareGT(), FPMax(), FPMin()
 */
public final class FpCompare {
    /** NZCV nibbles that a comparison gives, N in bit 3. */
    public static final int LESS = 0b1000;

    public static final int EQUAL = 0b0110;
    public static final int GREATER = 0b0010;
    public static final int UNORDERED = 0b0011;

    private static final int SIGN = 0x8000_0000;

    private FpCompare() {}

    /**
     * VCMP and VCMPE of singles.
     *
     * @param quietNanInvalid whether a quiet NaN is an invalid operation too (VCMPE)
     * @return one of the four nibbles
     */
    public static int compare32(FpState fp, int left, int right, boolean quietNanInvalid) {
        int a = Fp32.flushInput(fp, left);
        int b = Fp32.flushInput(fp, right);
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        if (x > y) {
            return GREATER;
        }
        if (x < y) {
            return LESS;
        }
        if (x == y) {
            return EQUAL;
        }
        if (quietNanInvalid || Fp32.isSignallingNan(a) || Fp32.isSignallingNan(b)) {
            fp.raise(FpState.IOC);
        }
        return UNORDERED;
    }

    /** VCMP and VCMPE of doubles, as {@link #compare32}. */
    public static int compare64(FpState fp, long left, long right, boolean quietNanInvalid) {
        long a = Fp64.flushInput(fp, left);
        long b = Fp64.flushInput(fp, right);
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        if (x > y) {
            return GREATER;
        }
        if (x < y) {
            return LESS;
        }
        if (x == y) {
            return EQUAL;
        }
        if (quietNanInvalid || Fp64.isSignallingNan(a) || Fp64.isSignallingNan(b)) {
            fp.raise(FpState.IOC);
        }
        return UNORDERED;
    }

    /** VCEQ: false if unordered; only a signalling NaN is invalid. */
    public static boolean equal32(FpState fp, int a, int b) {
        return compare32(fp, a, b, false) == EQUAL;
    }

    /** VCGE, VACGE (on absolute values): false if unordered; any NaN is invalid. */
    public static boolean greaterOrEqual32(FpState fp, int a, int b) {
        int nzcv = compare32(fp, a, b, true);
        return nzcv == GREATER || nzcv == EQUAL;
    }

    /** VCGT, VACGT (on absolute values): false if unordered; any NaN is invalid. */
    public static boolean greater32(FpState fp, int a, int b) {
        return compare32(fp, a, b, true) == GREATER;
    }

    /** The larger; +0 over -0; a NaN if either is one. */
    public static int max32(FpState fp, int left, int right) {
        int a = Fp32.flushInput(fp, left);
        int b = Fp32.flushInput(fp, right);
        if (Fp32.isNan(a) || Fp32.isNan(b)) {
            return (int) FpNan.process2(fp, FpFormat.SINGLE, Fp32.widen(a), Fp32.widen(b));
        }
        return order(a) > order(b) ? a : b;
    }

    /** The smaller; -0 under +0; a NaN if either is one. */
    public static int min32(FpState fp, int left, int right) {
        int a = Fp32.flushInput(fp, left);
        int b = Fp32.flushInput(fp, right);
        if (Fp32.isNan(a) || Fp32.isNan(b)) {
            return (int) FpNan.process2(fp, FpFormat.SINGLE, Fp32.widen(a), Fp32.widen(b));
        }
        return order(a) < order(b) ? a : b;
    }

    /** An integer ordered as numbers are, -0 below +0. */
    private static int order(int number) {
        return number < 0 ? ~(number & ~SIGN) : number;
    }
}
