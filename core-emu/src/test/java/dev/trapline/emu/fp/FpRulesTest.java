package dev.trapline.emu.fp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What ARM decides and IEEE 754 leaves open, one rule a test. */
final class FpRulesTest {
    private static final int ONE = 0x3f80_0000;
    private static final int INFINITY = 0x7f80_0000;
    private static final int DEFAULT_NAN = 0x7fc0_0000;
    private static final int QUIET = 0xffc0_1234;
    private static final int QUIET_TOO = 0x7fd0_0000;
    private static final int SIGNALLING = 0x7f80_0042;
    private static final int SIGNALLING_TOO = 0xffa0_0000;
    private static final int MIN_NORMAL = 0x0080_0000;
    private static final int MAX_NORMAL = 0x7f7f_ffff;
    private static final int MINUS = 0x8000_0000;

    private final FpState fp = new FpState();

    private void assertSingle(int got, int expected, int flags) {
        assertThat("%08x flags %02x".formatted(got, fp.flags)).isEqualTo("%08x flags %02x".formatted(expected, flags));
        fp.flags = 0;
    }

    private void assertDouble(long got, long expected, int flags) {
        assertThat("%016x flags %02x".formatted(got, fp.flags))
                .isEqualTo("%016x flags %02x".formatted(expected, flags));
        fp.flags = 0;
    }

    @Test
    void theFirstSignallingNanWinsThenTheFirstQuietOne() {
        assertSingle(Fp32.add(fp, QUIET, QUIET_TOO), QUIET, 0);
        assertSingle(Fp32.add(fp, ONE, QUIET), QUIET, 0);
        assertSingle(Fp32.add(fp, QUIET, SIGNALLING), SIGNALLING | 0x0040_0000, FpState.IOC);
        assertSingle(Fp32.mul(fp, SIGNALLING, SIGNALLING_TOO), SIGNALLING | 0x0040_0000, FpState.IOC);
        assertSingle(Fp32.mulAdd(fp, QUIET, ONE, SIGNALLING), SIGNALLING | 0x0040_0000, FpState.IOC);
        assertSingle(Fp32.mulAdd(fp, ONE, QUIET, QUIET_TOO), QUIET, 0);
    }

    @Test
    void aSubtractedNanKeepsItsSign() {
        assertSingle(Fp32.sub(fp, ONE, QUIET), QUIET, 0);
        assertSingle(Fp32.neg(QUIET), QUIET & ~MINUS, 0);
    }

    @Test
    void defaultNanModeReplacesEveryNanButStillSignals() {
        fp.defaultNan = true;
        assertSingle(Fp32.add(fp, QUIET, ONE), DEFAULT_NAN, 0);
        assertSingle(Fp32.div(fp, SIGNALLING, ONE), DEFAULT_NAN, FpState.IOC);
        assertDouble(FpConvert.singleToDouble(fp, QUIET), 0x7ff8L << 48, 0);
        assertSingle(FpConvert.singleToHalf(fp, QUIET), 0x7e00, 0);
    }

    @Test
    void invalidOperationsGiveThePositiveDefaultNan() {
        assertSingle(Fp32.sub(fp, INFINITY, INFINITY), DEFAULT_NAN, FpState.IOC);
        assertSingle(Fp32.mul(fp, MINUS, INFINITY), DEFAULT_NAN, FpState.IOC);
        assertSingle(Fp32.div(fp, MINUS, 0), DEFAULT_NAN, FpState.IOC);
        assertSingle(Fp32.div(fp, INFINITY, INFINITY), DEFAULT_NAN, FpState.IOC);
        assertSingle(Fp32.sqrt(fp, ONE | MINUS), DEFAULT_NAN, FpState.IOC);
        assertDouble(Fp64.sqrt(fp, 0xbff0L << 48), 0x7ff8L << 48, FpState.IOC);
        assertSingle(Fp32.sqrt(fp, MINUS), MINUS, 0);
    }

    @Test
    void anInvalidProductHidesAQuietAddendButNotASignallingOne() {
        assertSingle(Fp32.mulAdd(fp, QUIET, INFINITY, 0), DEFAULT_NAN, FpState.IOC);
        assertSingle(Fp32.mulAdd(fp, QUIET, MINUS, INFINITY), DEFAULT_NAN, FpState.IOC);
        assertSingle(Fp32.mulAdd(fp, SIGNALLING, INFINITY, 0), SIGNALLING | 0x0040_0000, FpState.IOC);
        assertSingle(Fp32.mulAdd(fp, ONE, INFINITY, 0), DEFAULT_NAN, FpState.IOC);
        assertSingle(Fp32.mulAdd(fp, INFINITY | MINUS, INFINITY, ONE), DEFAULT_NAN, FpState.IOC);
    }

    @Test
    void flushingAnOperandSetsOnlyInputDenormal() {
        fp.flushToZero = true;
        assertSingle(Fp32.add(fp, 1, ONE), ONE, FpState.IDC);
        assertSingle(Fp32.mul(fp, MINUS | 1, MAX_NORMAL), MINUS, FpState.IDC);
        assertSingle(Fp32.sqrt(fp, MINUS | 1), MINUS, FpState.IDC);
        assertSingle(Fp32.add(fp, 1, QUIET), QUIET, FpState.IDC);
        assertSingle(FpConvert.singleToSigned(fp, 1), 0, FpState.IDC);
        assertSingle(FpCompare.compare32(fp, 1, MINUS, false), FpCompare.EQUAL, FpState.IDC);
        assertSingle(FpConvert.doubleToSingle(fp, 1), 0, FpState.IDC);
    }

    @Test
    void flushingAResultSetsUnderflowAndNotInexact() {
        fp.flushToZero = true;
        assertSingle(Fp32.mul(fp, MIN_NORMAL + 1, 0xbf00_0000), MINUS, FpState.UFC);
        assertSingle(Fp32.sub(fp, MIN_NORMAL, MIN_NORMAL + 1), MINUS, FpState.UFC);
        assertDouble(Fp64.mul(fp, 0x0010L << 48, 0x3fe0L << 48), 0, FpState.UFC);
        // Flushed by its size before rounding, which would have made it normal.
        assertSingle(Fp32.mul(fp, 0x3f7f_ffff, MIN_NORMAL), 0, FpState.UFC);
    }

    @Test
    void tininessIsDetectedBeforeRounding() {
        // (1 - 2^-24) 2^-126 is tiny and rounds up to 2^-126, the smallest normal number.
        assertSingle(Fp32.mul(fp, 0x3f7f_ffff, MIN_NORMAL), MIN_NORMAL, FpState.UFC | FpState.IXC);
        // (1 - 2^-24)(2^-126 + 2^-149) is a trifle above it and rounds down to it.
        assertSingle(Fp32.mul(fp, 0x3f7f_ffff, MIN_NORMAL + 1), MIN_NORMAL, FpState.IXC);
        // An exact denormal is no underflow.
        assertSingle(Fp32.mul(fp, 0x3f00_0000, MIN_NORMAL), MIN_NORMAL >> 1, 0);
    }

    @Test
    void overflowGoesToInfinityOrTheLargestNumberByRoundingMode() {
        int flags = FpState.OFC | FpState.IXC;
        int[][] expected = {
            {INFINITY, MINUS | INFINITY},
            {INFINITY, MINUS | MAX_NORMAL},
            {MAX_NORMAL, MINUS | INFINITY},
            {MAX_NORMAL, MINUS | MAX_NORMAL}
        };
        for (int mode = 0; mode < 4; mode++) {
            fp.roundingMode = mode;
            // Exact powers of two: overflow alone makes the result inexact.
            assertSingle(Fp32.mul(fp, 0x7f00_0000, 0x7f00_0000), expected[mode][0], flags);
            assertSingle(Fp32.mul(fp, 0xff00_0000, 0x7f00_0000), expected[mode][1], flags);
        }
    }

    @Test
    void anExactCancellationIsNegativeOnlyTowardsMinusInfinity() {
        for (int mode = 0; mode < 4; mode++) {
            fp.roundingMode = mode;
            int zero = mode == FpState.ROUND_TOWARDS_MINUS_INFINITY ? MINUS : 0;
            assertSingle(Fp32.sub(fp, ONE, ONE), zero, 0);
            assertSingle(Fp32.add(fp, 0, MINUS), zero, 0);
            assertSingle(Fp32.mulAdd(fp, ONE, ONE | MINUS, ONE), zero, 0);
            assertSingle(Fp32.mulAdd(fp, 0, ONE | MINUS, 0), zero, 0);
            assertSingle(Fp32.add(fp, MINUS, MINUS), MINUS, 0);
        }
    }

    @Test
    void aFusedMultiplyAddKeepsTheLastBitOfTheProduct() {
        // (1 + 2^-26)(1 - 2^-26 + 2^-52) = 1 + 2^-78: just above half a unit of 1 when times 2^-53.
        long a = 0x3ff0_0000_0400_0000L;
        long b = 0x3fef_ffff_f800_0002L;
        long one = 0x3ff0L << 48;
        assertDouble(Fp64.mulAdd(fp, one, a - (53L << 52), b), one + 1, FpState.IXC);
        assertDouble(Fp64.mulAdd(fp, one | Long.MIN_VALUE, a, b), 0x3b10L << 48, 0);
        assertSingle(Fp32.mulAdd(fp, ONE, ONE + 1, 0x3380_0000), ONE + 1, FpState.IXC);
    }

    @Test
    void comparisonsTellQuietFromSignalling() {
        assertSingle(FpCompare.compare32(fp, QUIET, ONE, false), FpCompare.UNORDERED, 0);
        assertSingle(FpCompare.compare32(fp, QUIET, ONE, true), FpCompare.UNORDERED, FpState.IOC);
        assertSingle(FpCompare.compare32(fp, ONE, SIGNALLING, false), FpCompare.UNORDERED, FpState.IOC);
        assertSingle(FpCompare.compare32(fp, 0, MINUS, true), FpCompare.EQUAL, 0);
        assertThat(FpCompare.equal32(fp, QUIET, QUIET)).isFalse();
        assertThat(fp.flags).as("VCEQ is quiet").isZero();
        assertThat(FpCompare.greaterOrEqual32(fp, QUIET, ONE)).isFalse();
        assertThat(fp.flags).as("VCGE is not").isEqualTo(FpState.IOC);
        assertThat(FpCompare.greaterOrEqual32(fp, MINUS, 0)).isTrue();
        assertThat(FpCompare.greater32(fp, 0, MINUS)).isFalse();
        assertThat(FpCompare.greater32(fp, ONE, 0)).isTrue();
        assertThat(FpCompare.greaterOrEqual32(fp, 0, ONE)).isFalse();
    }

    @Test
    void maximumPrefersPlusZeroAndANan() {
        assertSingle(FpCompare.max32(fp, MINUS, 0), 0, 0);
        assertSingle(FpCompare.min32(fp, 0, MINUS), MINUS, 0);
        assertSingle(FpCompare.max32(fp, QUIET, ONE), QUIET, 0);
        assertSingle(FpCompare.min32(fp, ONE | MINUS, INFINITY | MINUS), INFINITY | MINUS, 0);
    }

    @Test
    void halfPrecisionIgnoresFlushToZero() {
        fp.flushToZero = true;
        assertSingle(FpConvert.halfToSingle(fp, 1), 0x3380_0000, 0);
        assertSingle(FpConvert.singleToHalf(fp, 0x3380_0000), 1, 0);
        assertSingle(FpConvert.singleToHalf(fp, 1), 0, FpState.IDC);
    }

    @Test
    void theAlternativeHalfFormatHasNoInfinitiesAndNans() {
        fp.ahp = true;
        assertSingle(FpConvert.halfToSingle(fp, 0x7c00), 0x4780_0000, 0);
        assertSingle(FpConvert.halfToSingle(fp, 0xffff), 0xc7ff_e000, 0);
        assertSingle(FpConvert.singleToHalf(fp, 0x47ff_e000), 0x7fff, 0);
        assertSingle(FpConvert.singleToHalf(fp, 0x47ff_f000), 0x7fff, FpState.IOC);
        assertSingle(FpConvert.singleToHalf(fp, INFINITY | MINUS), 0xffff, FpState.IOC);
        assertSingle(FpConvert.singleToHalf(fp, QUIET), 0x8000, FpState.IOC);
    }

    @Test
    void conversionsToIntegersSaturateAsInvalidNotInexact() {
        assertSingle(FpConvert.singleToSigned(fp, 0x4f00_0000), Integer.MAX_VALUE, FpState.IOC);
        assertSingle(FpConvert.singleToSigned(fp, 0xcf00_0000), Integer.MIN_VALUE, 0);
        assertSingle(FpConvert.singleToUnsigned(fp, 0xbf00_0000), 0, FpState.IXC);
        assertSingle(FpConvert.singleToUnsigned(fp, 0xbf80_0000), 0, FpState.IOC);
        assertSingle(FpConvert.singleToUnsigned(fp, QUIET), 0, FpState.IOC);
        assertSingle(FpConvert.singleToFixed(fp, 0xc780_0000, 16, 0, false, true), -32768, FpState.IOC);
        assertSingle(FpConvert.singleToFixed(fp, 0x3f80_0000, 16, 16, true, true), 0xffff, FpState.IOC);
        fp.roundingMode = FpState.ROUND_TOWARDS_MINUS_INFINITY;
        assertSingle(FpConvert.singleToFixed(fp, 0xbf00_0000, 32, 0, true, false), 0, FpState.IOC);
    }

    @Test
    void controlsComeFromFpscrAndGoBack() {
        fp.setControls(0xffff_ffff);
        assertThat(fp.controls()).isEqualTo(0x07c0_0000);
        assertThat(fp.flags).as("controls alone").isZero();
        FpState standard = new FpState();
        standard.setStandardControls(0xffff_ffff);
        assertThat(standard.controls()).as("StandardFPSCRValue()").isEqualTo(0x0700_0000);
        standard.setStandardControls(0);
        assertThat(standard.controls()).isEqualTo(0x0300_0000);
        fp.flags = FpState.IXC;
        standard.flags = FpState.IDC;
        assertThat(FpState.fpscrFlags(fp, standard)).isEqualTo(0x90);
    }
}
