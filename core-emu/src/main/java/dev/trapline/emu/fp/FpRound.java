package dev.trapline.emu.fp;

/**
 * Rounding: the one way from an exact value to a result. Values arrive as sign, exponent and a
 * significand whose leading one is bit 63; all that was lost below bit 0 is or-ed into bit 0, which
 * every format leaves far enough below its last place to decide rounding and exactness alike.
 *
 * @arm DDI 0406C A2.7 FPRound()
 */
final class FpRound {
    private FpRound() {}

    /**
     * Rounds (-1)^negative * significand * 2^(exponent - 63).
     *
     * @param significand bit 63 set, bit 0 sticky
     * @return the pattern in {@code format}
     */
    static long round(FpState fp, FpFormat format, boolean negative, int exponent, long significand) {
        long sign = negative ? format.signBit() : 0;
        int minExponent = format.minExponent();
        boolean half = format.exponentBits() == 5;
        if (exponent < minExponent && fp.flushToZero && !half) {
            // Not inexact, though it usually is: FPRound() returns before it looks.
            fp.raise(FpState.UFC);
            return sign;
        }
        boolean tiny = exponent < minExponent;
        long aligned = tiny ? shiftRightSticky(significand, minExponent - exponent) : significand;
        int dropped = 63 - format.fractionBits();
        long kept = aligned >>> dropped;
        long error = aligned << (64 - dropped);
        if (tiny && error != 0) {
            fp.raise(FpState.UFC);
        }
        if (roundsUp(fp.roundingMode, negative, error, (kept & 1) != 0)) {
            kept++;
        }
        int maxBiased = (1 << format.exponentBits()) - (half && fp.ahp ? 0 : 1);
        // The leading one of kept adds the last unit of the exponent, also when rounding made it.
        int biasedLessOne = tiny ? 0 : exponent - minExponent;
        long magnitude = biasedLessOne < maxBiased ? ((long) biasedLessOne << format.fractionBits()) + kept : -1L;
        if (magnitude < 0 || magnitude >>> format.fractionBits() >= maxBiased) {
            return overflow(fp, format, sign);
        }
        if (error != 0) {
            fp.raise(FpState.IXC);
        }
        return sign | magnitude;
    }

    private static long overflow(FpState fp, FpFormat format, long sign) {
        if (format.exponentBits() == 5 && fp.ahp) {
            fp.raise(FpState.IOC);
            return sign | (format.signBit() - 1);
        }
        fp.raise(FpState.OFC | FpState.IXC);
        boolean toInfinity = switch (fp.roundingMode) {
            case FpState.ROUND_TO_NEAREST -> true;
            case FpState.ROUND_TOWARDS_PLUS_INFINITY -> sign == 0;
            case FpState.ROUND_TOWARDS_MINUS_INFINITY -> sign != 0;
            default -> false;
        };
        return sign | (toInfinity ? format.infinity() : format.maxNormal());
    }

    /**
     * Whether a magnitude moves away from zero.
     *
     * @param error what is dropped, as an unsigned fraction of the last place times 2^64
     * @param odd whether the last place kept is odd
     */
    static boolean roundsUp(int roundingMode, boolean negative, long error, boolean odd) {
        return switch (roundingMode) {
            case FpState.ROUND_TO_NEAREST -> error < 0 && (odd || error != Long.MIN_VALUE);
            case FpState.ROUND_TOWARDS_PLUS_INFINITY -> error != 0 && !negative;
            case FpState.ROUND_TOWARDS_MINUS_INFINITY -> error != 0 && negative;
            default -> false;
        };
    }

    /** A logical shift by {@code distance >= 0} that ors what it loses into bit 0. */
    static long shiftRightSticky(long value, int distance) {
        if (distance == 0) {
            return value;
        }
        if (distance > 63) {
            return value != 0 ? 1 : 0;
        }
        return (value >>> distance) | (value << (64 - distance) != 0 ? 1 : 0);
    }
}
