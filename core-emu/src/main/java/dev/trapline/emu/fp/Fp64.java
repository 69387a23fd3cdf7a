package dev.trapline.emu.fp;

/**
 * Double-precision arithmetic. Arguments and results are binary64 patterns; flags go to the state.
 * Host arithmetic goes first as in {@link Fp32}; with no wider type to tell whether a result was
 * exact, the widths of the significands do.
 *
 * @arm DDI 0406C A2.7 FPAdd() to FPSqrt()
 */
public final class Fp64 {
    private static final long SIGN = 1L << 63;
    private static final long EXPONENT = 0x7ffL << 52;
    private static final long HIDDEN = 1L << 52;
    private static final long SURELY_NORMAL = 2L << 52;
    private static final int PRECISION = 53;

    private Fp64() {}

    /** a + b. */
    public static long add(FpState fp, long a, long b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double sum = x + y;
            long bits = Double.doubleToRawLongBits(sum);
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
    public static long sub(FpState fp, long a, long b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double difference = x - y;
            long bits = Double.doubleToRawLongBits(difference);
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
    private static boolean isPlainSum(FpState fp, long a, long b, long result) {
        return (result & EXPONENT) != EXPONENT
                && (!fp.flushToZero || (isNotSubnormal(a) && isNotSubnormal(b) && isNotSubnormal(result)));
    }

    /** a * b. */
    public static long mul(FpState fp, long a, long b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST && isNormal(a) && isNormal(b)) {
            double product = Double.longBitsToDouble(a) * Double.longBitsToDouble(b);
            long bits = Double.doubleToRawLongBits(product);
            if (isSurelyNormal(bits)) {
                if ((fp.flags & FpState.IXC) != 0) {
                    return bits;
                }
                // A product of odd numbers has the sum of their widths, or one bit less.
                int width = width(a) + width(b);
                if (width != PRECISION + 1) {
                    if (width > PRECISION) {
                        fp.flags |= FpState.IXC;
                    }
                    return bits;
                }
            }
        }
        return mulCore(fp, a, b);
    }

    /** a / b. */
    public static long div(FpState fp, long a, long b) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST && isNormal(a) && isNormal(b)) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double quotient = x / y;
            long bits = Double.doubleToRawLongBits(quotient);
            if (isSurelyNormal(bits)) {
                if ((fp.flags & FpState.IXC) != 0) {
                    return bits;
                }
                // Exact if the quotient times b is a; where that product is too wide it cannot be.
                int width = width(bits) + width(b);
                if (width != PRECISION + 1) {
                    if (width > PRECISION || quotient * y != x) {
                        fp.flags |= FpState.IXC;
                    }
                    return bits;
                }
            }
        }
        return divCore(fp, a, b);
    }

    /** The square root of a. */
    public static long sqrt(FpState fp, long a) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST && a > 0 && isNormal(a)) {
            double x = Double.longBitsToDouble(a);
            double root = Math.sqrt(x);
            long bits = Double.doubleToRawLongBits(root);
            if ((fp.flags & FpState.IXC) != 0) {
                return bits;
            }
            int width = 2 * width(bits);
            if (width != PRECISION + 1) {
                if (width > PRECISION || root * root != x) {
                    fp.flags |= FpState.IXC;
                }
                return bits;
            }
        }
        return sqrtCore(fp, a);
    }

    /**
     * addend + a * b, rounded once. VFMS and VFNM* negate their operands first, NaNs included. Always
     * the integer core: Math.fma allocates on hosts that lack the instruction.
     *
     * @arm DDI 0406C A2.7 FPMulAdd()
     */
    public static long mulAdd(FpState fp, long addend, long a, long b) {
        return FpCore.mulAdd(fp, FpFormat.DOUBLE, addend, a, b);
    }

    /** Minus a: the sign bit turned, also of a NaN; no flags. */
    public static long neg(long a) {
        return a ^ SIGN;
    }

    /** |a|: the sign bit cleared, also of a NaN; no flags. */
    public static long abs(long a) {
        return a & ~SIGN;
    }

    static long addCore(FpState fp, long a, long b) {
        return FpCore.add(fp, FpFormat.DOUBLE, a, b);
    }

    static long subCore(FpState fp, long a, long b) {
        return FpCore.sub(fp, FpFormat.DOUBLE, a, b);
    }

    static long mulCore(FpState fp, long a, long b) {
        return FpCore.mul(fp, FpFormat.DOUBLE, a, b);
    }

    static long divCore(FpState fp, long a, long b) {
        return FpCore.div(fp, FpFormat.DOUBLE, a, b);
    }

    static long sqrtCore(FpState fp, long a) {
        return FpCore.sqrt(fp, FpFormat.DOUBLE, a);
    }

    /** The operand after FPUnpack(): a denormal becomes a signed zero and sets IDC if flushing is on. */
    static long flushInput(FpState fp, long a) {
        return FpNan.flushInput(fp, FpFormat.DOUBLE, a);
    }

    static boolean isNan(long a) {
        return (a & ~SIGN) > EXPONENT;
    }

    static boolean isSignallingNan(long a) {
        return isNan(a) && (a & (HIDDEN >>> 1)) == 0;
    }

    static boolean isNotSubnormal(long a) {
        return (a & EXPONENT) != 0 || (a & ~SIGN) == 0;
    }

    private static boolean isNormal(long a) {
        long exponent = a & EXPONENT;
        return exponent != 0 && exponent != EXPONENT;
    }

    private static boolean isSurelyNormal(long result) {
        long exponent = result & EXPONENT;
        return exponent >= SURELY_NORMAL && exponent != EXPONENT;
    }

    /** The bits of a normal number's significand up to its last one, 1 to 53. */
    private static int width(long normal) {
        return PRECISION - Long.numberOfTrailingZeros(normal | HIDDEN);
    }
}
