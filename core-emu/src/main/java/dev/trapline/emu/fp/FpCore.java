package dev.trapline.emu.fp;

import static dev.trapline.emu.fp.FpRound.shiftRightSticky;

/**
 * The arithmetic of the manual's pseudo-code in integers, for every operand, rounding mode and
 * format. Patterns are in the low bits of a long. Complete and exact; speed is Fp32's and Fp64's.
 *
 * @arm DDI 0406C A2.7 FPAdd(), FPSub(), FPMul(), FPDiv(), FPMulAdd(), FPSqrt()
 */
final class FpCore {
    private FpCore() {}

    static long add(FpState fp, FpFormat format, long left, long right) {
        long a = FpNan.flushInput(fp, format, left);
        long b = FpNan.flushInput(fp, format, right);
        if (format.isNan(a) || format.isNan(b)) {
            return FpNan.process2(fp, format, a, b);
        }
        return addNumbers(fp, format, a, b);
    }

    static long sub(FpState fp, FpFormat format, long left, long right) {
        long a = FpNan.flushInput(fp, format, left);
        long b = FpNan.flushInput(fp, format, right);
        if (format.isNan(a) || format.isNan(b)) {
            // Before the sign is turned: a NaN keeps its own.
            return FpNan.process2(fp, format, a, b);
        }
        return addNumbers(fp, format, a, b ^ format.signBit());
    }

    private static long addNumbers(FpState fp, FpFormat format, long a, long b) {
        boolean sameSign = format.isNegative(a) == format.isNegative(b);
        if (format.isInfinity(a)) {
            return format.isInfinity(b) && !sameSign ? FpNan.invalid(fp, format) : a;
        }
        if (format.isInfinity(b)) {
            return b;
        }
        if (format.isZero(a)) {
            return !format.isZero(b) || sameSign ? b : cancelled(fp, format);
        }
        if (format.isZero(b)) {
            return a;
        }
        boolean swap = format.magnitude(a) < format.magnitude(b);
        long large = swap ? b : a;
        long small = swap ? a : b;
        boolean negative = format.isNegative(large);
        int exponent = format.exponent(large);
        // One bit of room for the carry; significands have at least 11 zeros at the bottom.
        long x = format.significand(large) >>> 1;
        long y = shiftRightSticky(format.significand(small) >>> 1, exponent - format.exponent(small));
        long sum = sameSign ? x + y : x - y;
        if (sum == 0) {
            return cancelled(fp, format);
        }
        int shift = Long.numberOfLeadingZeros(sum);
        return FpRound.round(fp, format, negative, exponent + 1 - shift, sum << shift);
    }

    /** The zero that a sum of opposite equals gives. */
    private static long cancelled(FpState fp, FpFormat format) {
        return fp.roundingMode == FpState.ROUND_TOWARDS_MINUS_INFINITY ? format.signBit() : 0;
    }

    static long mul(FpState fp, FpFormat format, long left, long right) {
        long a = FpNan.flushInput(fp, format, left);
        long b = FpNan.flushInput(fp, format, right);
        if (format.isNan(a) || format.isNan(b)) {
            return FpNan.process2(fp, format, a, b);
        }
        long sign = (a ^ b) & format.signBit();
        if (format.isInfinity(a) || format.isInfinity(b)) {
            return format.isZero(a) || format.isZero(b) ? FpNan.invalid(fp, format) : sign | format.infinity();
        }
        if (format.isZero(a) || format.isZero(b)) {
            return sign;
        }
        long x = format.significand(a);
        long y = format.significand(b);
        long product = Math.unsignedMultiplyHigh(x, y) | (x * y != 0 ? 1 : 0);
        int shift = Long.numberOfLeadingZeros(product);
        int exponent = format.exponent(a) + format.exponent(b) + 1 - shift;
        return FpRound.round(fp, format, sign != 0, exponent, product << shift);
    }

    static long div(FpState fp, FpFormat format, long left, long right) {
        long a = FpNan.flushInput(fp, format, left);
        long b = FpNan.flushInput(fp, format, right);
        if (format.isNan(a) || format.isNan(b)) {
            return FpNan.process2(fp, format, a, b);
        }
        long sign = (a ^ b) & format.signBit();
        if (format.isInfinity(a)) {
            return format.isInfinity(b) ? FpNan.invalid(fp, format) : sign | format.infinity();
        }
        if (format.isZero(b)) {
            if (format.isZero(a)) {
                return FpNan.invalid(fp, format);
            }
            fp.raise(FpState.DZC);
            return sign | format.infinity();
        }
        if (format.isZero(a) || format.isInfinity(b)) {
            return sign;
        }
        // 53 bits hold either format's significand, and leave 11 to shift a remainder by.
        long x = format.significand(a) >>> 11;
        long y = format.significand(b) >>> 11;
        int exponent = format.exponent(a) - format.exponent(b);
        if (x < y) {
            x <<= 1;
            exponent--;
        }
        long quotient = 1;
        long remainder = x - y;
        for (int digits = 0; digits < 5; digits++) {
            long dividend = remainder << 11;
            long digit = Long.divideUnsigned(dividend, y);
            remainder = dividend - digit * y;
            quotient = (quotient << 11) | digit;
        }
        long significand = (quotient << 8) | (remainder != 0 ? 1 : 0);
        return FpRound.round(fp, format, sign != 0, exponent, significand);
    }

    static long sqrt(FpState fp, FpFormat format, long operand) {
        long a = FpNan.flushInput(fp, format, operand);
        if (format.isNan(a)) {
            return FpNan.process(fp, format, a);
        }
        if (format.isZero(a)) {
            return a;
        }
        if (format.isNegative(a)) {
            return FpNan.invalid(fp, format);
        }
        if (format.isInfinity(a)) {
            return a;
        }
        int exponent = format.exponent(a);
        // Two integer bits: 01.x for an even exponent, 1x.x for an odd one.
        long radicand = (exponent & 1) == 0 ? format.significand(a) >>> 1 : format.significand(a);
        int digits = format.fractionBits() + 3;
        long root = 0;
        long remainder = 0;
        for (int i = 0; i < digits; i++) {
            remainder = (remainder << 2) | (radicand >>> 62);
            radicand <<= 2;
            long trial = (root << 2) | 1;
            root <<= 1;
            if (remainder >= trial) {
                remainder -= trial;
                root |= 1;
            }
        }
        long significand = (root << (64 - digits)) | (remainder != 0 ? 1 : 0);
        return FpRound.round(fp, format, false, exponent >> 1, significand);
    }

    /** addend + left * right, rounded once. */
    static long mulAdd(FpState fp, FpFormat format, long addend, long left, long right) {
        long c = FpNan.flushInput(fp, format, addend);
        long a = FpNan.flushInput(fp, format, left);
        long b = FpNan.flushInput(fp, format, right);
        boolean infinityTimesZero =
                (format.isInfinity(a) && format.isZero(b)) || (format.isZero(a) && format.isInfinity(b));
        if (format.isNan(c) || format.isNan(a) || format.isNan(b)) {
            // A quiet NaN addend does not hide the invalid product; a signalling one is invalid itself.
            return infinityTimesZero && !format.isSignallingNan(c)
                    ? FpNan.invalid(fp, format)
                    : FpNan.process3(fp, format, c, a, b);
        }
        if (infinityTimesZero) {
            return FpNan.invalid(fp, format);
        }
        long productSign = (a ^ b) & format.signBit();
        boolean sameSign = (c & format.signBit()) == productSign;
        if (format.isInfinity(a) || format.isInfinity(b)) {
            return format.isInfinity(c) && !sameSign ? FpNan.invalid(fp, format) : productSign | format.infinity();
        }
        if (format.isInfinity(c)) {
            return c;
        }
        if (format.isZero(a) || format.isZero(b)) {
            return !format.isZero(c) || sameSign ? c : cancelled(fp, format);
        }
        return mulAddNumbers(fp, format, c, a, b);
    }

    /** The same for finite a and b other than zero, and finite c. Works in 128 bits, high and low. */
    private static long mulAddNumbers(FpState fp, FpFormat format, long c, long a, long b) {
        long x = format.significand(a);
        long y = format.significand(b);
        boolean negative = ((a ^ b) & format.signBit()) != 0;
        boolean sameSign = format.isNegative(c) == negative;
        // 01.x or 1x.x shifted to leave room for a carry; exponent is that of bit 126. Exact: 22 low zeros.
        long wideHigh = Math.unsignedMultiplyHigh(x, y);
        long high = wideHigh >>> 1;
        long low = (wideHigh << 63) | (x * y >>> 1);
        int exponent = format.exponent(a) + format.exponent(b) + 1;
        if (!format.isZero(c)) {
            long addHigh = format.significand(c) >>> 1;
            long addLow = 0;
            int distance = exponent - format.exponent(c);
            if (distance >= 0) {
                addLow = lowShiftedSticky(addHigh, addLow, distance);
                addHigh = highShifted(addHigh, distance);
            } else {
                low = lowShiftedSticky(high, low, -distance);
                high = highShifted(high, -distance);
                exponent = format.exponent(c);
            }
            if (sameSign) {
                low += addLow;
                high += addHigh + (Long.compareUnsigned(low, addLow) < 0 ? 1 : 0);
            } else {
                long borrow = Long.compareUnsigned(low, addLow) < 0 ? 1 : 0;
                low -= addLow;
                high -= addHigh + borrow;
                if (high < 0) {
                    // The addend was larger: negate, and take its sign.
                    negative = !negative;
                    low = -low;
                    high = ~high + (low == 0 ? 1 : 0);
                }
            }
            if ((high | low) == 0) {
                return cancelled(fp, format);
            }
        }
        if (high == 0) {
            high = low;
            low = 0;
            exponent -= 64;
        }
        int shift = Long.numberOfLeadingZeros(high);
        if (shift != 0) {
            high = (high << shift) | (low >>> (64 - shift));
            low <<= shift;
        }
        return FpRound.round(fp, format, negative, exponent + 1 - shift, high | (low != 0 ? 1 : 0));
    }

    private static long highShifted(long high, int distance) {
        return distance > 63 ? 0 : high >>> distance;
    }

    private static long lowShiftedSticky(long high, long low, int distance) {
        if (distance == 0) {
            return low;
        }
        if (distance < 64) {
            long lost = low << (64 - distance);
            return (high << (64 - distance)) | (low >>> distance) | (lost != 0 ? 1 : 0);
        }
        return shiftRightSticky(high, distance - 64) | (low != 0 ? 1 : 0);
    }
}
