package dev.trapline.emu.fp;

/**
 * An IEEE 754 binary interchange format, and how its bit patterns (held in the low bits of a long)
 * come apart. A record, so that the JIT may fold its fields when a format is a constant.
 *
 * @param fractionBits F of FPRound()
 * @param exponentBits E of FPRound()
 * @arm DDI 0406C A2.7 FPUnpack(), FPRound()
 */
record FpFormat(int fractionBits, int exponentBits) {
    static final FpFormat HALF = new FpFormat(10, 5);
    static final FpFormat SINGLE = new FpFormat(23, 8);
    static final FpFormat DOUBLE = new FpFormat(52, 11);

    /** The sign bit alone: also negative zero. */
    long signBit() {
        return 1L << (fractionBits + exponentBits);
    }

    /** The pattern of +infinity, which is also the mask of the exponent field. */
    long infinity() {
        return ((1L << exponentBits) - 1) << fractionBits;
    }

    long maxNormal() {
        return infinity() - 1;
    }

    /** Positive, quiet, nothing else: FPDefaultNaN(). */
    long defaultNan() {
        return infinity() | quietBit();
    }

    long quietBit() {
        return 1L << (fractionBits - 1);
    }

    /** The smallest normal number's exponent: minimum_exp of FPRound(). */
    int minExponent() {
        return 2 - (1 << (exponentBits - 1));
    }

    /** The pattern without its sign: non-negative, and ordered as the magnitudes are. */
    long magnitude(long bits) {
        return bits & (signBit() - 1);
    }

    boolean isNegative(long bits) {
        return (bits & signBit()) != 0;
    }

    boolean isNan(long bits) {
        return magnitude(bits) > infinity();
    }

    boolean isSignallingNan(long bits) {
        return isNan(bits) && (bits & quietBit()) == 0;
    }

    boolean isInfinity(long bits) {
        return magnitude(bits) == infinity();
    }

    boolean isZero(long bits) {
        return magnitude(bits) == 0;
    }

    boolean isSubnormal(long bits) {
        long magnitude = magnitude(bits);
        return magnitude != 0 && magnitude < 1L << fractionBits;
    }

    /**
     * The exponent e of a finite nonzero number written as 1.xxx * 2^e; below {@link #minExponent}
     * for subnormals. Exponent field 31 of the alternative half format counts as finite.
     */
    int exponent(long bits) {
        long magnitude = magnitude(bits);
        int biased = (int) (magnitude >>> fractionBits);
        return biased != 0
                ? biased - 1 + minExponent()
                : minExponent() + 63 - fractionBits - Long.numberOfLeadingZeros(magnitude);
    }

    /** The significand 1.xxx of a finite nonzero number, its leading one in bit 63. */
    long significand(long bits) {
        long magnitude = magnitude(bits);
        long hidden = 1L << fractionBits;
        return magnitude < hidden
                ? magnitude << Long.numberOfLeadingZeros(magnitude)
                : (magnitude | hidden) << (63 - fractionBits);
    }
}
