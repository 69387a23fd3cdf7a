package dev.trapline.emu.fp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class FpEstimateTest {
    private final FpState standard = new FpState();

    FpEstimateTest() {
        standard.setStandardControls(0);
    }

    private void assertEstimate(int got, int expected, int flags) {
        assertThat("%08x flags %02x".formatted(got, standard.flags))
                .isEqualTo("%08x flags %02x".formatted(expected, flags));
        standard.flags = 0;
    }

    /** recip_estimate(): the nearest 256th of the reciprocal of (q + 1/2) / 512, in integers. */
    private static int reciprocalOf(int q) {
        return (2 * 131072 * 2 / (2 * q + 1) + 1) / 2;
    }

    /** recip_sqrt_estimate(): the nearest 256th of 1 / sqrt((2q + 1) / (2 * units)). */
    private static int reciprocalRootOf(int q, int units) {
        // floor(256 / sqrt(x) + 1/2) is the largest s with (2s - 1)^2 x <= 512^2.
        int s = 255;
        while (fits(s + 1, q, units)) {
            s++;
        }
        return s;
    }

    private static boolean fits(long s, long q, long units) {
        return (2 * s - 1) * (2 * s - 1) * (2 * q + 1) <= 512L * 512 * 2 * units;
    }

    @Test
    void everyReciprocalEstimateIsTheManualsFunction() {
        for (int fraction = 0; fraction < 1 << 23; fraction += 0x3fff) {
            int expected = reciprocalOf(256 + (fraction >>> 15)) & 0xff;
            int operand = 126 << 23 | fraction;
            assertEstimate(FpEstimate.reciprocal32(standard, operand), 127 << 23 | expected << 15, 0);
            int unsigned = 1 << 31 | fraction << 8;
            assertThat(FpEstimate.reciprocalUnsigned(unsigned)).isEqualTo(1 << 31 | expected << 23);
        }
    }

    @Test
    void everyReciprocalRootEstimateIsTheManualsFunction() {
        for (int fraction = 0; fraction < 1 << 23; fraction += 0x3fff) {
            int top = 128 + (fraction >>> 16);
            int quarter = reciprocalRootOf(top, 512) & 0xff;
            int half = reciprocalRootOf(top, 256) & 0xff;
            assertEstimate(FpEstimate.reciprocalRoot32(standard, 125 << 23 | fraction), 127 << 23 | quarter << 15, 0);
            assertEstimate(FpEstimate.reciprocalRoot32(standard, 126 << 23 | fraction), 127 << 23 | half << 15, 0);
            assertThat(FpEstimate.reciprocalRootUnsigned(1 << 30 | fraction << 7))
                    .isEqualTo(1 << 31 | quarter << 23);
            assertThat(FpEstimate.reciprocalRootUnsigned(1 << 31 | fraction << 8))
                    .isEqualTo(1 << 31 | half << 23);
        }
    }

    @Test
    void estimatesAreWithinTheirEightBits() {
        Operands operands = new Operands(301);
        for (int i = 0; i < 100_000; i++) {
            int bits = operands.single() & 0x7fff_ffff;
            float x = Float.intBitsToFloat(bits);
            if (x >= Float.MIN_NORMAL && x < 0x1p126f) {
                float reciprocal = Float.intBitsToFloat(FpEstimate.reciprocal32(standard, bits));
                assertThat(Math.abs(reciprocal * (double) x - 1)).as("1/%a", x).isLessThan(1.0 / 256);
                double root = Float.intBitsToFloat(FpEstimate.reciprocalRoot32(standard, bits));
                assertThat(Math.abs(root * Math.sqrt(x) - 1)).as("1/sqrt %a", x).isLessThan(1.0 / 256);
            }
        }
    }

    @Test
    void reciprocalEstimatesOfSpecialNumbers() {
        assertEstimate(FpEstimate.reciprocal32(standard, 0x8000_0000), 0xff80_0000, FpState.DZC);
        assertEstimate(FpEstimate.reciprocal32(standard, 0x8000_0001), 0xff80_0000, FpState.DZC | FpState.IDC);
        assertEstimate(FpEstimate.reciprocal32(standard, 0xff80_0000), 0x8000_0000, 0);
        assertEstimate(FpEstimate.reciprocal32(standard, 0xfe80_0000), 0x8000_0000, FpState.UFC);
        assertEstimate(FpEstimate.reciprocal32(standard, 0x7e7f_ffff), 0x0080_0000, 0);
        assertEstimate(FpEstimate.reciprocal32(standard, 0xffc0_1234), 0x7fc0_0000, 0);
        assertEstimate(FpEstimate.reciprocal32(standard, 0x7f80_1234), 0x7fc0_0000, FpState.IOC);
        assertThat(FpEstimate.reciprocalUnsigned(0x7fff_ffff)).isEqualTo(-1);
    }

    @Test
    void reciprocalRootEstimatesOfSpecialNumbers() {
        assertEstimate(FpEstimate.reciprocalRoot32(standard, 0x8000_0000), 0xff80_0000, FpState.DZC);
        assertEstimate(FpEstimate.reciprocalRoot32(standard, 0x8000_0001), 0xff80_0000, FpState.DZC | FpState.IDC);
        assertEstimate(FpEstimate.reciprocalRoot32(standard, 0xbf80_0000), 0x7fc0_0000, FpState.IOC);
        assertEstimate(FpEstimate.reciprocalRoot32(standard, 0xff80_0000), 0x7fc0_0000, FpState.IOC);
        assertEstimate(FpEstimate.reciprocalRoot32(standard, 0x7f80_0000), 0, 0);
        assertEstimate(FpEstimate.reciprocalRoot32(standard, 0xffc0_1234), 0x7fc0_0000, 0);
        assertThat(FpEstimate.reciprocalRootUnsigned(0x3fff_ffff)).isEqualTo(-1);
    }

    @Test
    void stepsTakeInfinityTimesZeroForZero() {
        assertEstimate(FpEstimate.reciprocalStep32(standard, 0x7f80_0000, 0x8000_0000), 0x4000_0000, 0);
        assertEstimate(FpEstimate.reciprocalStep32(standard, 1, 0xff80_0000), 0x4000_0000, FpState.IDC);
        assertEstimate(FpEstimate.reciprocalRootStep32(standard, 0, 0x7f80_0000), 0x3fc0_0000, 0);
        assertEstimate(FpEstimate.reciprocalRootStep32(standard, 0xff80_0000, 0x3f80_0000), 0x7f80_0000, 0);
        assertEstimate(FpEstimate.reciprocalStep32(standard, 0x7f80_0001, 0), 0x7fc0_0000, FpState.IOC);
    }

    @Test
    void stepsRoundTheProductAndTheDifference() {
        FpState expected = new FpState();
        expected.setStandardControls(0);
        FpReference reference = new FpReference(expected);
        Operands operands = new Operands(302);
        for (int i = 0; i < 50_000; i++) {
            int a = operands.single();
            int b = operands.oneIn(2) ? FpEstimate.reciprocal32(standard, a) : operands.singleNear(a);
            standard.flags = 0;
            expected.flags = 0;
            long product = reference.mul(Fp32.widen(a), Fp32.widen(b), 32);
            if (Fp32.isNan((int) product)) {
                continue;
            }
            int step = (int) reference.add(0x4000_0000, product, 32, true);
            assertEstimate(FpEstimate.reciprocalStep32(standard, a, b), step, expected.flags);
            expected.flags = 0;
            reference.mul(Fp32.widen(a), Fp32.widen(b), 32);
            long difference = reference.add(0x4040_0000, product, 32, true);
            int rootStep = (int) reference.div(Fp32.widen((int) difference), 0x4000_0000, 32);
            assertEstimate(FpEstimate.reciprocalRootStep32(standard, a, b), rootStep, expected.flags);
        }
    }

    @Test
    void theReferenceFindsExactRoots() {
        Exact root = Exact.of(9).scaled(-40).sqrt();
        assertThat(root.compareTo(Exact.of(3).scaled(-20))).isZero();
        assertThat(Exact.of(2)
                        .sqrt()
                        .times(Exact.of(2).sqrt())
                        .minus(Exact.of(2))
                        .abs()
                        .exponent())
                .isLessThan(-100);
        assertThat(new Exact(BigInteger.valueOf(-7), BigInteger.TWO).floor()).isEqualTo(BigInteger.valueOf(-4));
    }
}
