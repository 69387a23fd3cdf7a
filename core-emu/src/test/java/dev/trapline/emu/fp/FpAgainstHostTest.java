package dev.trapline.emu.fp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The integer core, and what users call, against Java's strict IEEE 754 arithmetic at reset controls
 * (round to nearest, nothing flushed). NaN results are compared as NaNs only: Java leaves their bits open.
 */
final class FpAgainstHostTest {
    private static final int PAIRS = 1_000_000;

    private interface Single {
        int apply(FpState fp, int a, int b);
    }

    private interface HostSingle {
        float apply(float a, float b);
    }

    private interface Twice {
        long apply(FpState fp, long a, long b);
    }

    private interface HostTwice {
        double apply(double a, double b);
    }

    private static void singles(long seed, Single tested, HostSingle host) {
        Operands operands = new Operands(seed);
        FpState fp = new FpState();
        for (int i = 0; i < PAIRS; i++) {
            int a = operands.single();
            int b = operands.singleNear(a);
            // Host arithmetic decides alone when inexact is set already, so both are wanted.
            fp.flags = i & FpState.IXC;
            int got = tested.apply(fp, a, b);
            float expected = host.apply(Float.intBitsToFloat(a), Float.intBitsToFloat(b));
            boolean same = Float.isNaN(expected) ? Fp32.isNan(got) : got == Float.floatToRawIntBits(expected);
            if (!same) {
                assertThat(Integer.toHexString(got))
                        .as("seed %d, pair %d: a=%08x b=%08x", seed, i, a, b)
                        .isEqualTo(Integer.toHexString(Float.floatToRawIntBits(expected)));
            }
        }
    }

    private static void doubles(long seed, Twice tested, HostTwice host) {
        Operands operands = new Operands(seed);
        FpState fp = new FpState();
        for (int i = 0; i < PAIRS; i++) {
            long a = operands.twice();
            long b = operands.twiceNear(a);
            fp.flags = i & FpState.IXC;
            long got = tested.apply(fp, a, b);
            double expected = host.apply(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
            boolean same = Double.isNaN(expected) ? Fp64.isNan(got) : got == Double.doubleToRawLongBits(expected);
            if (!same) {
                assertThat(Long.toHexString(got))
                        .as("seed %d, pair %d: a=%016x b=%016x", seed, i, a, b)
                        .isEqualTo(Long.toHexString(Double.doubleToRawLongBits(expected)));
            }
        }
    }

    @Test
    void singleSumsAreTheHosts() {
        singles(1, Fp32::add, Float::sum);
        singles(2, Fp32::addCore, Float::sum);
    }

    @Test
    void singleDifferencesAreTheHosts() {
        singles(3, Fp32::sub, (a, b) -> a - b);
        singles(4, Fp32::subCore, (a, b) -> a - b);
    }

    @Test
    void singleProductsAreTheHosts() {
        singles(5, Fp32::mul, (a, b) -> a * b);
        singles(6, Fp32::mulCore, (a, b) -> a * b);
    }

    @Test
    void singleQuotientsAreTheHosts() {
        singles(7, Fp32::div, (a, b) -> a / b);
        singles(8, Fp32::divCore, (a, b) -> a / b);
    }

    @Test
    void singleRootsAreTheHosts() {
        singles(9, (fp, a, _) -> Fp32.sqrt(fp, a), (a, _) -> (float) Math.sqrt(a));
        singles(10, (fp, a, _) -> Fp32.sqrtCore(fp, a), (a, _) -> (float) Math.sqrt(a));
    }

    @Test
    void doubleSumsAreTheHosts() {
        doubles(11, Fp64::add, Double::sum);
        doubles(12, Fp64::addCore, Double::sum);
    }

    @Test
    void doubleDifferencesAreTheHosts() {
        doubles(13, Fp64::sub, (a, b) -> a - b);
        doubles(14, Fp64::subCore, (a, b) -> a - b);
    }

    @Test
    void doubleProductsAreTheHosts() {
        doubles(15, Fp64::mul, (a, b) -> a * b);
        doubles(16, Fp64::mulCore, (a, b) -> a * b);
    }

    @Test
    void doubleQuotientsAreTheHosts() {
        doubles(17, Fp64::div, (a, b) -> a / b);
        doubles(18, Fp64::divCore, (a, b) -> a / b);
    }

    @Test
    void doubleRootsAreTheHosts() {
        doubles(19, (fp, a, _) -> Fp64.sqrt(fp, a), (a, _) -> Math.sqrt(a));
        doubles(20, (fp, a, _) -> Fp64.sqrtCore(fp, a), (a, _) -> Math.sqrt(a));
    }

    @Test
    void narrowingIsTheHosts() {
        Operands operands = new Operands(21);
        FpState fp = new FpState();
        for (int i = 0; i < PAIRS; i++) {
            long a = operands.twice();
            float expected = (float) Double.longBitsToDouble(a);
            if (!Float.isNaN(expected)) {
                int bits = Float.floatToRawIntBits(expected);
                fp.flags = 0;
                assertBits(FpConvert.doubleToSingle(fp, a), bits, a);
                assertBits(FpConvert.doubleToSingleCore(fp, a), bits, a);
            }
        }
    }

    @Test
    void halfPrecisionIsTheHosts() {
        FpState fp = new FpState();
        for (int half = 0; half < 1 << 16; half++) {
            float expected = Float.float16ToFloat((short) half);
            if (!Float.isNaN(expected)) {
                assertBits(FpConvert.halfToSingle(fp, half), Float.floatToRawIntBits(expected), half);
            }
        }
        Operands operands = new Operands(22);
        for (int i = 0; i < PAIRS; i++) {
            int a = operands.single();
            if (!Fp32.isNan(a)) {
                int expected = Float.floatToFloat16(Float.intBitsToFloat(a)) & 0xffff;
                assertBits(FpConvert.singleToHalf(fp, a), expected, a);
            }
        }
    }

    private static void assertBits(int got, int expected, long operand) {
        if (got != expected) {
            assertThat(Integer.toHexString(got)).as("of %016x", operand).isEqualTo(Integer.toHexString(expected));
        }
    }
}
