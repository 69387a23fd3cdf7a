package dev.trapline.emu.fp;

import java.math.BigInteger;

/**
 * The manual's pseudo-code step by step over exact rationals: slow, and sharing nothing with the code
 * under test but {@link FpState}. Patterns of N bits are in the low bits of a long.
 *
 * @arm DDI 0406C A2.7
 */
final class FpReference {
    enum Type {
        NONZERO,
        ZERO,
        INFINITY,
        QNAN,
        SNAN
    }

    /** What FPUnpack() returns; infinities and NaNs have no value. */
    record Unpacked(Type type, boolean sign, Exact value) {
        boolean isNan() {
            return type == Type.QNAN || type == Type.SNAN;
        }

        boolean isInfinity() {
            return type == Type.INFINITY;
        }

        boolean isZero() {
            return type == Type.ZERO;
        }
    }

    private static final Exact HALF = Exact.of(1).scaled(-1);

    private final FpState fp;

    FpReference(FpState fp) {
        this.fp = fp;
    }

    private static int exponentBits(int n) {
        return n == 16 ? 5 : n == 32 ? 8 : 11;
    }

    private static int fractionBits(int n) {
        return n - 1 - exponentBits(n);
    }

    private static int minimumExponent(int n) {
        return n == 16 ? -14 : n == 32 ? -126 : -1022;
    }

    private static long field(long bits, int high, int low) {
        return bits >>> low & (1L << (high - low + 1)) - 1;
    }

    static long zero(boolean sign, int n) {
        return sign ? 1L << (n - 1) : 0;
    }

    static long infinity(boolean sign, int n) {
        return zero(sign, n) | (1L << exponentBits(n)) - 1 << fractionBits(n);
    }

    static long defaultNan(int n) {
        return infinity(false, n) | 1L << (fractionBits(n) - 1);
    }

    private long invalid(int n) {
        fp.flags |= FpState.IOC;
        return defaultNan(n);
    }

    Unpacked unpack(long bits, int n) {
        int f = fractionBits(n);
        boolean sign = field(bits, n - 1, n - 1) == 1;
        long exponent = field(bits, n - 2, f);
        long fraction = field(bits, f - 1, 0);
        if (exponent == 0) {
            if (fraction == 0) {
                return new Unpacked(Type.ZERO, sign, Exact.ZERO);
            }
            if (n != 16 && fp.flushToZero) {
                fp.flags |= FpState.IDC;
                return new Unpacked(Type.ZERO, sign, Exact.ZERO);
            }
            Exact value = Exact.of(fraction).scaled(minimumExponent(n) - f);
            return new Unpacked(Type.NONZERO, sign, sign ? value.negate() : value);
        }
        boolean allOnes = exponent == (1L << exponentBits(n)) - 1;
        if (allOnes && !(n == 16 && fp.ahp)) {
            Type type = fraction == 0 ? Type.INFINITY : field(fraction, f - 1, f - 1) == 1 ? Type.QNAN : Type.SNAN;
            return new Unpacked(type, sign, Exact.ZERO);
        }
        Exact value = Exact.of(fraction | 1L << f).scaled((int) exponent - 1 + minimumExponent(n) - f);
        return new Unpacked(Type.NONZERO, sign, sign ? value.negate() : value);
    }

    long processNan(Unpacked operand, long bits, int n) {
        long result = bits;
        if (operand.type == Type.SNAN) {
            result |= 1L << (fractionBits(n) - 1);
            fp.flags |= FpState.IOC;
        }
        return fp.defaultNan ? defaultNan(n) : result;
    }

    /** The first signalling NaN, else the first quiet one; parallel arrays of operands and patterns. */
    private long processNans(Unpacked[] operands, long[] bits, int n) {
        for (Type wanted : new Type[] {Type.SNAN, Type.QNAN}) {
            for (int i = 0; i < bits.length; i++) {
                if (operands[i].type == wanted) {
                    return processNan(operands[i], bits[i], n);
                }
            }
        }
        throw new IllegalArgumentException("no operand is a NaN");
    }

    long round(Exact value, int n) {
        int e = exponentBits(n);
        int f = fractionBits(n);
        int minimum = minimumExponent(n);
        boolean sign = value.signum() < 0;
        int exponent = value.exponent();
        if (fp.flushToZero && n != 16 && exponent < minimum) {
            fp.flags |= FpState.UFC;
            return zero(sign, n);
        }
        long biased = Math.max(exponent - minimum + 1, 0);
        Exact scaled = value.abs().scaled(f - (biased == 0 ? minimum : exponent));
        BigInteger mantissa = scaled.floor();
        Exact error = scaled.minus(new Exact(mantissa, BigInteger.ONE));
        boolean inexact = error.signum() != 0;
        if (biased == 0 && inexact) {
            fp.flags |= FpState.UFC;
        }
        boolean up;
        boolean toInfinity;
        switch (fp.roundingMode) {
            case 0 -> {
                int half = error.compareTo(HALF);
                up = half > 0 || half == 0 && mantissa.testBit(0);
                toInfinity = true;
            }
            case 1 -> {
                up = inexact && !sign;
                toInfinity = !sign;
            }
            case 2 -> {
                up = inexact && sign;
                toInfinity = sign;
            }
            default -> {
                up = false;
                toInfinity = false;
            }
        }
        if (up) {
            mantissa = mantissa.add(BigInteger.ONE);
            if (mantissa.equals(BigInteger.ONE.shiftLeft(f))) {
                biased = 1;
            }
            if (mantissa.equals(BigInteger.ONE.shiftLeft(f + 1))) {
                biased++;
                mantissa = mantissa.shiftRight(1);
            }
        }
        if (n == 16 && fp.ahp) {
            if (biased >= 1L << e) {
                fp.flags |= FpState.IOC;
                return zero(sign, n) | 0x7fff;
            }
        } else if (biased >= (1L << e) - 1) {
            fp.flags |= FpState.OFC | FpState.IXC;
            return toInfinity ? infinity(sign, n) : infinity(sign, n) - 1;
        }
        if (inexact) {
            fp.flags |= FpState.IXC;
        }
        return zero(sign, n) | biased << f | field(mantissa.longValueExact(), f - 1, 0);
    }

    private long roundOrCancel(Exact value, int n) {
        return value.signum() == 0 ? zero(fp.roundingMode == 2, n) : round(value, n);
    }

    long add(long op1, long op2, int n, boolean subtract) {
        Unpacked x = unpack(op1, n);
        Unpacked y = unpack(op2, n);
        if (x.isNan() || y.isNan()) {
            return processNans(new Unpacked[] {x, y}, new long[] {op1, op2}, n);
        }
        boolean sign2 = y.sign != subtract;
        if (x.isInfinity() && y.isInfinity() && x.sign != sign2) {
            return invalid(n);
        }
        if (x.isInfinity()) {
            return infinity(x.sign, n);
        }
        if (y.isInfinity()) {
            return infinity(sign2, n);
        }
        if (x.isZero() && y.isZero() && x.sign == sign2) {
            return zero(x.sign, n);
        }
        return roundOrCancel(subtract ? x.value.minus(y.value) : x.value.plus(y.value), n);
    }

    long mul(long op1, long op2, int n) {
        Unpacked x = unpack(op1, n);
        Unpacked y = unpack(op2, n);
        if (x.isNan() || y.isNan()) {
            return processNans(new Unpacked[] {x, y}, new long[] {op1, op2}, n);
        }
        boolean sign = x.sign != y.sign;
        if (x.isInfinity() && y.isZero() || x.isZero() && y.isInfinity()) {
            return invalid(n);
        }
        if (x.isInfinity() || y.isInfinity()) {
            return infinity(sign, n);
        }
        return x.isZero() || y.isZero() ? zero(sign, n) : round(x.value.times(y.value), n);
    }

    long div(long op1, long op2, int n) {
        Unpacked x = unpack(op1, n);
        Unpacked y = unpack(op2, n);
        if (x.isNan() || y.isNan()) {
            return processNans(new Unpacked[] {x, y}, new long[] {op1, op2}, n);
        }
        boolean sign = x.sign != y.sign;
        if (x.isInfinity() && y.isInfinity() || x.isZero() && y.isZero()) {
            return invalid(n);
        }
        if (x.isInfinity() || y.isZero()) {
            if (!x.isInfinity()) {
                fp.flags |= FpState.DZC;
            }
            return infinity(sign, n);
        }
        return x.isZero() || y.isInfinity() ? zero(sign, n) : round(x.value.over(y.value), n);
    }

    long sqrt(long operand, int n) {
        Unpacked x = unpack(operand, n);
        if (x.isNan()) {
            return processNan(x, operand, n);
        }
        if (x.isZero()) {
            return zero(x.sign, n);
        }
        if (x.sign) {
            return invalid(n);
        }
        return x.isInfinity() ? infinity(false, n) : round(x.value.sqrt(), n);
    }

    long mulAdd(long addend, long op1, long op2, int n) {
        Unpacked a = unpack(addend, n);
        Unpacked x = unpack(op1, n);
        Unpacked y = unpack(op2, n);
        boolean infinityTimesZero = x.isInfinity() && y.isZero() || x.isZero() && y.isInfinity();
        if (a.type == Type.QNAN && infinityTimesZero) {
            return invalid(n);
        }
        if (a.isNan() || x.isNan() || y.isNan()) {
            return processNans(new Unpacked[] {a, x, y}, new long[] {addend, op1, op2}, n);
        }
        boolean signP = x.sign != y.sign;
        boolean infP = x.isInfinity() || y.isInfinity();
        boolean zeroP = x.isZero() || y.isZero();
        if (infinityTimesZero || a.isInfinity() && infP && a.sign != signP) {
            return invalid(n);
        }
        if (a.isInfinity() || infP) {
            return infinity(a.isInfinity() ? a.sign : signP, n);
        }
        if (a.isZero() && zeroP && a.sign == signP) {
            return zero(a.sign, n);
        }
        return roundOrCancel(a.value.plus(x.value.times(y.value)), n);
    }

    /** FPCompare(), as an NZCV nibble. */
    int compare(long op1, long op2, int n, boolean quietNanInvalid) {
        Unpacked x = unpack(op1, n);
        Unpacked y = unpack(op2, n);
        if (x.isNan() || y.isNan()) {
            if (x.type == Type.SNAN || y.type == Type.SNAN || quietNanInvalid) {
                fp.flags |= FpState.IOC;
            }
            return 0b0011;
        }
        int order = ordered(x).compareTo(ordered(y));
        return order == 0 ? 0b0110 : order < 0 ? 0b1000 : 0b0010;
    }

    /** An infinity takes part in comparisons as a number beyond all others. */
    private static Exact ordered(Unpacked x) {
        return x.isInfinity() ? Exact.of(x.sign ? -1 : 1).scaled(1030) : x.value;
    }

    long maxOrMin(long op1, long op2, int n, boolean max) {
        Unpacked x = unpack(op1, n);
        Unpacked y = unpack(op2, n);
        if (x.isNan() || y.isNan()) {
            return processNans(new Unpacked[] {x, y}, new long[] {op1, op2}, n);
        }
        if (x.isZero() && y.isZero()) {
            return zero(max ? x.sign && y.sign : x.sign || y.sign, n);
        }
        int order = ordered(x).compareTo(ordered(y));
        Unpacked taken = (max ? order > 0 : order < 0) ? x : y;
        return taken.isInfinity()
                ? infinity(taken.sign, n)
                : taken.isZero() ? zero(taken.sign, n) : round(taken.value, n);
    }

    /** FPHalfToSingle(), FPSingleToHalf(), FPSingleToDouble(), FPDoubleToSingle(). */
    long convert(long operand, int from, int to) {
        Unpacked x = unpack(operand, from);
        boolean toAlternative = to == 16 && fp.ahp;
        if (x.isNan()) {
            if (x.type == Type.SNAN || toAlternative) {
                fp.flags |= FpState.IOC;
            }
            if (toAlternative) {
                return zero(x.sign, to);
            }
            long payload = operand & (1L << (fractionBits(from) - 1)) - 1;
            int shift = fractionBits(to) - fractionBits(from);
            long moved = shift >= 0 ? payload << shift : payload >>> -shift;
            return fp.defaultNan ? defaultNan(to) : zero(x.sign, to) | defaultNan(to) | moved;
        }
        if (x.isInfinity()) {
            if (toAlternative) {
                fp.flags |= FpState.IOC;
                return zero(x.sign, to) | 0x7fff;
            }
            return infinity(x.sign, to);
        }
        return x.isZero() ? zero(x.sign, to) : round(x.value, to);
    }

    /** FPToFixed(), extended by its kind to 32 bits. */
    int toFixed(long operand, int n, int m, int fractionBits, boolean unsigned, boolean towardsZero) {
        Unpacked x = unpack(operand, n);
        Exact value = x.isNan() ? Exact.ZERO : ordered(x).scaled(fractionBits);
        if (x.isNan()) {
            fp.flags |= FpState.IOC;
        }
        BigInteger integer = value.floor();
        Exact error = value.minus(new Exact(integer, BigInteger.ONE));
        int half = error.compareTo(HALF);
        boolean inexact = error.signum() != 0;
        boolean up = switch (towardsZero ? 3 : fp.roundingMode) {
            case 0 -> half > 0 || half == 0 && integer.testBit(0);
            case 1 -> inexact;
            case 2 -> false;
            default -> inexact && integer.signum() < 0;
        };
        if (up) {
            integer = integer.add(BigInteger.ONE);
        }
        BigInteger min =
                unsigned ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(m - 1).negate();
        BigInteger max = BigInteger.ONE.shiftLeft(unsigned ? m : m - 1).subtract(BigInteger.ONE);
        BigInteger saturated = integer.max(min).min(max);
        if (!saturated.equals(integer)) {
            fp.flags |= FpState.IOC;
        } else if (inexact) {
            fp.flags |= FpState.IXC;
        }
        return saturated.intValue();
    }

    /** FixedToFP(). */
    long fixedToFp(long value, int fractionBits, int n, boolean toNearest) {
        int mode = fp.roundingMode;
        fp.roundingMode = toNearest ? 0 : mode;
        long result = value == 0 ? 0 : round(Exact.of(value).scaled(-fractionBits), n);
        fp.roundingMode = mode;
        return result;
    }
}
