package dev.trapline.emu.fp;

import java.math.BigInteger;

/** A rational number, not reduced. */
record Exact(BigInteger numerator, BigInteger denominator) implements Comparable<Exact> {
    static final Exact ZERO = of(0);

    static Exact of(long integer) {
        return new Exact(BigInteger.valueOf(integer), BigInteger.ONE);
    }

    int signum() {
        return numerator.signum();
    }

    Exact negate() {
        return new Exact(numerator.negate(), denominator);
    }

    Exact abs() {
        return new Exact(numerator.abs(), denominator);
    }

    Exact plus(Exact other) {
        return new Exact(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Exact minus(Exact other) {
        return plus(other.negate());
    }

    Exact times(Exact other) {
        return new Exact(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Exact over(Exact other) {
        BigInteger divisor = denominator.multiply(other.numerator);
        BigInteger dividend = numerator.multiply(other.denominator);
        return divisor.signum() < 0 ? new Exact(dividend.negate(), divisor.negate()) : new Exact(dividend, divisor);
    }

    /** This times 2^power. */
    Exact scaled(int power) {
        return power >= 0
                ? new Exact(numerator.shiftLeft(power), denominator)
                : new Exact(numerator, denominator.shiftLeft(-power));
    }

    /** The largest integer not above this: RoundDown(). */
    BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** The e of 2^e <= |this| < 2^(e + 1). */
    int exponent() {
        int guess = numerator.abs().bitLength() - denominator.bitLength();
        return abs().compareTo(of(1).scaled(guess)) >= 0 ? guess : guess - 1;
    }

    /**
     * The square root if that is rational with few digits; else a number that lies between the same
     * numbers of up to 100 digits as the root does, and rounds to any of those as it would.
     */
    Exact sqrt() {
        int digits = 110 - exponent() / 2;
        Exact radicand = scaled(2 * digits);
        BigInteger root = radicand.floor().sqrt();
        boolean exact = new Exact(root.multiply(root), BigInteger.ONE).compareTo(radicand) == 0;
        BigInteger doubled = root.shiftLeft(1);
        return new Exact(exact ? doubled : doubled.add(BigInteger.ONE), BigInteger.ONE).scaled(-digits - 1);
    }

    @Override
    public int compareTo(Exact other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
