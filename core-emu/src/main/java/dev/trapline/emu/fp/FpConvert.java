package dev.trapline.emu.fp;

/**
 * Conversions between formats, and to and from integers and fixed point.
 *
 * @arm DDI 0406C A2.7 FPHalfToSingle() to FixedToFP()
 */
public final class FpConvert {
    private static final int SIGN32 = 0x8000_0000;

    private FpConvert() {}

    /** VCVT.F64.F32: exact. */
    public static long singleToDouble(FpState fp, int operand) {
        if (Fp32.isNan(operand)) {
            if (Fp32.isSignallingNan(operand)) {
                fp.raise(FpState.IOC);
            }
            if (fp.defaultNan) {
                return FpFormat.DOUBLE.defaultNan();
            }
            return ((long) (operand & SIGN32) << 32) | FpFormat.DOUBLE.defaultNan() | ((operand & 0x3f_ffffL) << 29);
        }
        return Double.doubleToRawLongBits(Float.intBitsToFloat(Fp32.flushInput(fp, operand)));
    }

    /** VCVT.F32.F64. */
    public static int doubleToSingle(FpState fp, long operand) {
        if (fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            double value = Double.longBitsToDouble(operand);
            float rounded = (float) value;
            int bits = Float.floatToRawIntBits(rounded);
            if (Fp32.isSurelyNormal(bits)) {
                if (rounded != value) {
                    fp.flags |= FpState.IXC;
                }
                return bits;
            }
        }
        return doubleToSingleCore(fp, operand);
    }

    static int doubleToSingleCore(FpState fp, long operand) {
        int sign = (int) (operand >>> 32) & SIGN32;
        if (Fp64.isNan(operand)) {
            if (Fp64.isSignallingNan(operand)) {
                fp.raise(FpState.IOC);
            }
            int defaultNan = (int) FpFormat.SINGLE.defaultNan();
            return fp.defaultNan ? defaultNan : sign | defaultNan | (int) (operand >>> 29 & 0x3f_ffff);
        }
        long a = Fp64.flushInput(fp, operand);
        if (FpFormat.DOUBLE.isInfinity(a)) {
            return sign | (int) FpFormat.SINGLE.infinity();
        }
        return FpFormat.DOUBLE.isZero(a) ? sign : (int) rounded(fp, FpFormat.SINGLE, FpFormat.DOUBLE, a);
    }

    /**
     * VCVTB and VCVTT to single: exact, denormals included; flush-to-zero does not reach half precision.
     *
     * @param operand binary16 in bits 15:0, or the alternative format if FPSCR.AHP; the rest is ignored
     */
    public static int halfToSingle(FpState fp, int operand) {
        long a = operand & 0xffffL;
        int sign = (operand & 0x8000) << 16;
        if (FpFormat.HALF.isZero(a)) {
            return sign;
        }
        if (!fp.ahp) {
            if (FpFormat.HALF.isInfinity(a)) {
                return sign | (int) FpFormat.SINGLE.infinity();
            }
            if (FpFormat.HALF.isNan(a)) {
                if (FpFormat.HALF.isSignallingNan(a)) {
                    fp.raise(FpState.IOC);
                }
                int defaultNan = (int) FpFormat.SINGLE.defaultNan();
                return fp.defaultNan ? defaultNan : sign | defaultNan | ((operand & 0x1ff) << 13);
            }
        }
        return (int) rounded(fp, FpFormat.SINGLE, FpFormat.HALF, a);
    }

    /**
     * VCVTB and VCVTT from single. A denormal result is kept also when flush-to-zero is on.
     *
     * @return the pattern in bits 15:0, zeros above
     */
    public static int singleToHalf(FpState fp, int operand) {
        int sign = operand >>> 16 & 0x8000;
        if (Fp32.isNan(operand)) {
            if (fp.ahp || Fp32.isSignallingNan(operand)) {
                fp.raise(FpState.IOC);
            }
            if (fp.ahp) {
                return sign;
            }
            int defaultNan = (int) FpFormat.HALF.defaultNan();
            return fp.defaultNan ? defaultNan : sign | defaultNan | (operand >>> 13 & 0x1ff);
        }
        long a = Fp32.widen(Fp32.flushInput(fp, operand));
        if (FpFormat.SINGLE.isZero(a)) {
            return sign;
        }
        if (FpFormat.SINGLE.isInfinity(a)) {
            if (fp.ahp) {
                fp.raise(FpState.IOC);
                return sign | 0x7fff;
            }
            return sign | (int) FpFormat.HALF.infinity();
        }
        return (int) rounded(fp, FpFormat.HALF, FpFormat.SINGLE, a);
    }

    private static long rounded(FpState fp, FpFormat to, FpFormat from, long number) {
        return FpRound.round(fp, to, from.isNegative(number), from.exponent(number), from.significand(number));
    }

    /**
     * VCVT and VCVTR from single to an integer or fixed-point number, saturating; a NaN gives zero.
     *
     * @param width 16 or 32 bits
     * @param fractionBits 0 to {@code width}
     * @param towardsZero round towards zero, not by FPSCR.RMode
     * @return the number extended to 32 bits by its kind, signed or unsigned
     * @arm DDI 0406C A2.7 FPToFixed()
     */
    public static int singleToFixed(
            FpState fp, int operand, int width, int fractionBits, boolean unsigned, boolean towardsZero) {
        long a = Fp32.widen(Fp32.flushInput(fp, operand));
        return toFixed(fp, FpFormat.SINGLE, a, width, fractionBits, unsigned, towardsZero);
    }

    /** The same from double; the caller extends the result to 64 bits where the register is wider. */
    public static int doubleToFixed(
            FpState fp, long operand, int width, int fractionBits, boolean unsigned, boolean towardsZero) {
        long a = Fp64.flushInput(fp, operand);
        return toFixed(fp, FpFormat.DOUBLE, a, width, fractionBits, unsigned, towardsZero);
    }

    /** VCVT.S32.F32 rounding towards zero: {@link #singleToFixed} with its usual arguments. */
    public static int singleToSigned(FpState fp, int operand) {
        float value = Float.intBitsToFloat(operand);
        // Not true of NaNs, nor of denormals, which flushing would make exact.
        if (Math.abs(value) >= Float.MIN_NORMAL && Math.abs(value) < 0x1p31f) {
            int result = (int) value;
            if ((float) result != value) {
                fp.flags |= FpState.IXC;
            }
            return result;
        }
        return singleToFixed(fp, operand, 32, 0, false, true);
    }

    /** VCVT.U32.F32 rounding towards zero. */
    public static int singleToUnsigned(FpState fp, int operand) {
        float value = Float.intBitsToFloat(operand);
        if (value >= Float.MIN_NORMAL && value < 0x1p32f) {
            long result = (long) value;
            if ((float) result != value) {
                fp.flags |= FpState.IXC;
            }
            return (int) result;
        }
        return singleToFixed(fp, operand, 32, 0, true, true);
    }

    /** VCVT.S32.F64 rounding towards zero. */
    public static int doubleToSigned(FpState fp, long operand) {
        double value = Double.longBitsToDouble(operand);
        if (Math.abs(value) >= Double.MIN_NORMAL && Math.abs(value) < 0x1p31) {
            int result = (int) value;
            if (result != value) {
                fp.flags |= FpState.IXC;
            }
            return result;
        }
        return doubleToFixed(fp, operand, 32, 0, false, true);
    }

    /** VCVT.U32.F64 rounding towards zero. */
    public static int doubleToUnsigned(FpState fp, long operand) {
        double value = Double.longBitsToDouble(operand);
        if (value >= Double.MIN_NORMAL && value < 0x1p32) {
            long result = (long) value;
            if (result != value) {
                fp.flags |= FpState.IXC;
            }
            return (int) result;
        }
        return doubleToFixed(fp, operand, 32, 0, true, true);
    }

    private static int toFixed(
            FpState fp, FpFormat format, long a, int width, int fractionBits, boolean unsigned, boolean towardsZero) {
        if (format.isNan(a)) {
            fp.raise(FpState.IOC);
            return 0;
        }
        if (format.isZero(a)) {
            return 0;
        }
        boolean negative = format.isNegative(a);
        // An infinity is taken as the finite number its pattern would be: large enough to saturate.
        int exponent = format.exponent(a) + fractionBits;
        long significand = format.significand(a);
        long integer;
        long error;
        if (exponent < 0) {
            integer = 0;
            error = FpRound.shiftRightSticky(significand, -1 - exponent);
        } else if (exponent < 40) {
            integer = significand >>> (63 - exponent);
            error = significand << (exponent + 1);
        } else {
            integer = 1L << 40;
            error = 0;
        }
        int mode = towardsZero ? FpState.ROUND_TOWARDS_ZERO : fp.roundingMode;
        if (FpRound.roundsUp(mode, negative, error, (integer & 1) != 0)) {
            integer++;
        }
        long result = negative ? -integer : integer;
        long min = unsigned ? 0 : -1L << (width - 1);
        long max = unsigned ? (1L << width) - 1 : (1L << (width - 1)) - 1;
        if (result < min || result > max) {
            // Overflow of the conversion, which is invalid and then not inexact.
            fp.raise(FpState.IOC);
            return (int) (result < min ? min : max);
        }
        if (error != 0) {
            fp.raise(FpState.IXC);
        }
        return (int) result;
    }

    /**
     * VCVT from an integer or fixed-point number to single.
     *
     * @param value the number, already extended by its kind from 16 or 32 bits
     * @param fractionBits 0 to 32
     * @param toNearest round to nearest, not by FPSCR.RMode
     * @arm DDI 0406C A2.7 FixedToFP()
     */
    public static int fixedToSingle(FpState fp, long value, int fractionBits, boolean toNearest) {
        if (toNearest || fp.roundingMode == FpState.ROUND_TO_NEAREST) {
            float rounded = (float) value;
            if ((long) rounded != value) {
                fp.flags |= FpState.IXC;
            }
            // Scaling by a power of two is exact: no result is small enough to be subnormal.
            return Float.floatToRawIntBits(rounded * scale(fractionBits));
        }
        return fixedToSingleCore(fp, value, fractionBits);
    }

    /** By FPSCR.RMode. */
    static int fixedToSingleCore(FpState fp, long value, int fractionBits) {
        if (value == 0) {
            return 0;
        }
        long magnitude = Math.abs(value);
        int shift = Long.numberOfLeadingZeros(magnitude);
        return (int) FpRound.round(fp, FpFormat.SINGLE, value < 0, 63 - shift - fractionBits, magnitude << shift);
    }

    /** The same to double: exact in every mode. */
    public static long fixedToDouble(long value, int fractionBits) {
        return Double.doubleToRawLongBits((double) value * scale(fractionBits));
    }

    /** 2^-fractionBits. */
    private static float scale(int fractionBits) {
        return Float.intBitsToFloat((127 - fractionBits) << 23);
    }
}
