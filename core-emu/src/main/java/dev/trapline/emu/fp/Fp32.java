package dev.trapline.emu.fp;

/**
 * Single-precision arithmetic. Arguments and results are binary32 patterns; flags go to the state.
 *
 * <p>Each operation first tries host arithmetic, which rounds to nearest as FPRound() does, and keeps
 * its result if the operands and the result lie where no rule of ARM's own applies (NaNs, infinities,
 * flushing, underflow) and whether it was exact is known. Everything else is the integer core's;
 * {@code *Core} methods are that core alone.
 *
 * @arm DDI 0406C A2.7 FPAdd() to FPSqrt()
 */
public final class Fp32 {
    private static final int SIGN = 0x8000_0000;
    private static final int EXPONENT = 0x7f80_0000;
    private static final int MIN_NORMAL = 0x0080_0000;

    /** Twice the smallest normal: a rounded magnitude from here up was not tiny before rounding. */
    private static final int SURELY_NORMAL = 0x0100_0000;

    private Fp32() {}

    /** a + b. */
    public static int add(FpState fp, int a, int b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float sum = x + y;
            int bits = Float.floatToRawIntBits(sum);
            if (isPlainSum(fp, a, b, bits)) {
                // Taking the larger operand off is exact and must leave the smaller one.
                if ((fp.flags & FpState.IXC) == 0 && (sum - x != y || sum - y != x)) {
                    fp.flags |= FpState.IXC;
                }
                return bits;
            }
        }
        return addCore(fp, a, b);
    }

    /** a - b. */
    public static int sub(FpState fp, int a, int b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float difference = x - y;
            int bits = Float.floatToRawIntBits(difference);
            if (isPlainSum(fp, a, b, bits)) {
                if ((fp.flags & FpState.IXC) == 0 && (difference - x != -y || difference + y != x)) {
                    fp.flags |= FpState.IXC;
                }
                return bits;
            }
        }
        return subCore(fp, a, b);
    }

    /** A sum is exact when subnormal or zero, so only overflow, NaNs and flushing are not plain. */
    private static boolean isPlainSum(FpState fp, int a, int b, int result) {
        return (result & EXPONENT) != EXPONENT
                && (!fp.flushToZero || (isNotSubnormal(a) && isNotSubnormal(b) && isNotSubnormal(result)));
    }

    /** a * b. */
    public static int mul(FpState fp, int a, int b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            // Exact in binary64: 48 bits, and no product of two singles leaves its range.
            double product = (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
            float rounded = (float) product;
            int bits = Float.floatToRawIntBits(rounded);
            if ((isSurelyNormal(bits) || product == 0) && (!fp.flushToZero || areNotSubnormal(a, b))) {
                if (rounded != product) {
                    fp.flags |= FpState.IXC;
                }
                return bits;
            }
        }
        return mulCore(fp, a, b);
    }

    /** a / b. */
    public static int div(FpState fp, int a, int b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float quotient = x / y;
            int bits = Float.floatToRawIntBits(quotient);
            if (isSurelyNormal(bits) && (b & ~SIGN) != 0 && (!fp.flushToZero || areNotSubnormal(a, b))) {
                if ((double) quotient * y != x) {
                    fp.flags |= FpState.IXC;
                }
                return bits;
            }
        }
        return divCore(fp, a, b);
    }

    /** The square root of a. */
    public static int sqrt(FpState fp, int a) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST && a >= MIN_NORMAL && a < EXPONENT) {
            double x = Float.intBitsToFloat(a);
            // Rounding twice does no harm here: binary64 has more than twice the bits and two to spare.
            float root = (float) Math.sqrt(x);
            if ((double) root * root != x) {
                fp.flags |= FpState.IXC;
            }
            return Float.floatToRawIntBits(root);
        }
        return sqrtCore(fp, a);
    }

    /**
     * addend + a * b, rounded once. VFMS and VFNM* negate their operands first, NaNs included.
     *
     * @arm DDI 0406C A2.7 FPMulAdd()
     */
    public static int mulAdd(FpState fp, int addend, int a, int b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            double z = Float.intBitsToFloat(addend);
            double product = (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
            double sum = product + z;
            float rounded = (float) sum;
            int bits = Float.floatToRawIntBits(rounded);
            // Rounding to binary64 first can mislead only if it lands halfway between two singles.
            boolean halfway = (Double.doubleToRawLongBits(sum) & 0x1fff_ffffL) == 0x1000_0000L;
            if (((isSurelyNormal(bits) && !halfway) || sum == 0)
                    && (!fp.flushToZero || (areNotSubnormal(a, b) && isNotSubnormal(addend)))) {
                if ((fp.flags & FpState.IXC) == 0 && (rounded != sum || sum - product != z || sum - z != product)) {
                    fp.flags |= FpState.IXC;
                }
                return bits;
            }
        }
        return mulAddCore(fp, addend, a, b);
    }

    /** Minus a: the sign bit turned, also of a NaN; no flags. */
    public static int neg(int a) {
        return a ^ SIGN;
    }

    /** |a|: the sign bit cleared, also of a NaN; no flags. */
    public static int abs(int a) {
        return a & ~SIGN;
    }

    static int addCore(FpState fp, int a, int b) {
        return (int) FpCore.add(fp, FpFormat.SINGLE, widen(a), widen(b));
    }

    static int subCore(FpState fp, int a, int b) {
        return (int) FpCore.sub(fp, FpFormat.SINGLE, widen(a), widen(b));
    }

    static int mulCore(FpState fp, int a, int b) {
        return (int) FpCore.mul(fp, FpFormat.SINGLE, widen(a), widen(b));
    }

    static int divCore(FpState fp, int a, int b) {
        return (int) FpCore.div(fp, FpFormat.SINGLE, widen(a), widen(b));
    }

    static int sqrtCore(FpState fp, int a) {
        return (int) FpCore.sqrt(fp, FpFormat.SINGLE, widen(a));
    }

    static int mulAddCore(FpState fp, int addend, int a, int b) {
        return (int) FpCore.mulAdd(fp, FpFormat.SINGLE, widen(addend), widen(a), widen(b));
    }

    /** The operand after FPUnpack(): a denormal becomes a signed zero and sets IDC if flushing is on. */
    static int flushInput(FpState fp, int a) {
        if (fp.flushToZero && !isNotSubnormal(a)) {
            fp.raise(FpState.IDC);
            return a & SIGN;
        }
        return a;
    }

    static boolean isNan(int a) {
        return (a & ~SIGN) > EXPONENT;
    }

    static boolean isSignallingNan(int a) {
        return isNan(a) && (a & 0x0040_0000) == 0;
    }

    static boolean isNotSubnormal(int a) {
        return (a & EXPONENT) != 0 || (a & ~SIGN) == 0;
    }

    private static boolean areNotSubnormal(int a, int b) {
        return isNotSubnormal(a) && isNotSubnormal(b);
    }

    static boolean isSurelyNormal(int result) {
        int exponent = result & EXPONENT;
        return exponent >= SURELY_NORMAL && exponent != EXPONENT;
    }

    static long widen(int bits) {
        return bits & 0xffff_ffffL;
    }
}
