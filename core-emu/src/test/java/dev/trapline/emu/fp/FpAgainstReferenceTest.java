package dev.trapline.emu.fp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Results and flags of what users call and of the integer core behind it, under every control, against
 * the manual's pseudo-code over exact rationals. {@code -Dtrapline.fp.cases} sets the number of cases
 * for each operation.
 */
final class FpAgainstReferenceTest {
    private static final int CASES = Integer.getInteger("trapline.fp.cases", 40_000);

    /** One case: what is under test, and what the pseudo-code says; operands a, b, c. */
    private interface Operation {
        long apply(FpState fp, long a, long b, long c);
    }

    private interface Reference {
        long apply(FpReference reference, long a, long b, long c);
    }

    private final FpState fp = new FpState();
    private final FpState expectedFp = new FpState();
    private final FpReference reference = new FpReference(expectedFp);

    private void check(String name, Operands operands, Operation tested, Reference expected, long a, long b, long c) {
        operands.shake(fp);
        expectedFp.setControls(fp.controls());
        expectedFp.flags = fp.flags;
        int before = fp.flags;
        long result = tested.apply(fp, a, b, c);
        long expectedResult = expected.apply(reference, a, b, c);
        if (result != expectedResult || fp.flags != expectedFp.flags) {
            assertThat("%x flags %02x".formatted(result, fp.flags))
                    .as("%s of %016x %016x %016x, FPSCR controls %08x flags %02x", name, a, b, c, fp.controls(), before)
                    .isEqualTo("%x flags %02x".formatted(expectedResult, expectedFp.flags));
        }
    }

    private void singles(String name, long seed, Operation tested, Operation core, Reference expected) {
        Operands operands = new Operands(seed);
        for (int i = 0; i < CASES; i++) {
            boolean special = operands.oneIn(8);
            int a = special ? operands.special() : operands.single();
            int b = special ? operands.special() : operands.singleNear(a);
            int c = special ? operands.special() : nearProduct(operands, a, b);
            check(name, operands, tested, expected, Fp32.widen(a), Fp32.widen(b), Fp32.widen(c));
            check(name + " in integers", operands, core, expected, Fp32.widen(a), Fp32.widen(b), Fp32.widen(c));
        }
    }

    /** An addend: anything, or close to cancelling a * b. */
    private static int nearProduct(Operands operands, int a, int b) {
        float product = -(Float.intBitsToFloat(a) * Float.intBitsToFloat(b));
        return operands.oneIn(3)
                ? Float.floatToRawIntBits(product) + operands.random.nextInt(-1, 2)
                : operands.single();
    }

    private void doubles(String name, long seed, Operation tested, Operation core, Reference expected) {
        Operands operands = new Operands(seed);
        for (int i = 0; i < CASES; i++) {
            boolean special = operands.oneIn(8);
            long a = special ? specialTwice(operands) : operands.twice();
            long b = special ? specialTwice(operands) : operands.twiceNear(a);
            double product = -(Double.longBitsToDouble(a) * Double.longBitsToDouble(b));
            long c = special
                    ? specialTwice(operands)
                    : operands.oneIn(3)
                            ? Double.doubleToRawLongBits(product) + operands.random.nextInt(-1, 2)
                            : operands.twice();
            check(name, operands, tested, expected, a, b, c);
            check(name + " in integers", operands, core, expected, a, b, c);
        }
    }

    private static long specialTwice(Operands operands) {
        return Double.doubleToRawLongBits(Float.intBitsToFloat(operands.special()));
    }

    @Test
    void singleSumsAndDifferencesFollowThePseudoCode() {
        singles(
                "add32",
                101,
                (fp, a, b, _) -> Fp32.widen(Fp32.add(fp, (int) a, (int) b)),
                (fp, a, b, _) -> Fp32.widen(Fp32.addCore(fp, (int) a, (int) b)),
                (r, a, b, _) -> r.add(a, b, 32, false));
        singles(
                "sub32",
                102,
                (fp, a, b, _) -> Fp32.widen(Fp32.sub(fp, (int) a, (int) b)),
                (fp, a, b, _) -> Fp32.widen(Fp32.subCore(fp, (int) a, (int) b)),
                (r, a, b, _) -> r.add(a, b, 32, true));
    }

    @Test
    void singleProductsAndQuotientsFollowThePseudoCode() {
        singles(
                "mul32",
                103,
                (fp, a, b, _) -> Fp32.widen(Fp32.mul(fp, (int) a, (int) b)),
                (fp, a, b, _) -> Fp32.widen(Fp32.mulCore(fp, (int) a, (int) b)),
                (r, a, b, _) -> r.mul(a, b, 32));
        singles(
                "div32",
                104,
                (fp, a, b, _) -> Fp32.widen(Fp32.div(fp, (int) a, (int) b)),
                (fp, a, b, _) -> Fp32.widen(Fp32.divCore(fp, (int) a, (int) b)),
                (r, a, b, _) -> r.div(a, b, 32));
    }

    @Test
    void singleRootsFollowThePseudoCode() {
        singles(
                "sqrt32",
                105,
                (fp, a, _, _) -> Fp32.widen(Fp32.sqrt(fp, (int) a)),
                (fp, a, _, _) -> Fp32.widen(Fp32.sqrtCore(fp, (int) a)),
                (r, a, _, _) -> r.sqrt(a, 32));
    }

    @Test
    void singleFusedMultiplyAddFollowsThePseudoCode() {
        singles(
                "mulAdd32",
                106,
                (fp, a, b, c) -> Fp32.widen(Fp32.mulAdd(fp, (int) c, (int) a, (int) b)),
                (fp, a, b, c) -> Fp32.widen(Fp32.mulAddCore(fp, (int) c, (int) a, (int) b)),
                (r, a, b, c) -> r.mulAdd(c, a, b, 32));
    }

    @Test
    void doubleSumsAndDifferencesFollowThePseudoCode() {
        doubles(
                "add64",
                111,
                (fp, a, b, _) -> Fp64.add(fp, a, b),
                (fp, a, b, _) -> Fp64.addCore(fp, a, b),
                (r, a, b, _) -> r.add(a, b, 64, false));
        doubles(
                "sub64",
                112,
                (fp, a, b, _) -> Fp64.sub(fp, a, b),
                (fp, a, b, _) -> Fp64.subCore(fp, a, b),
                (r, a, b, _) -> r.add(a, b, 64, true));
    }

    @Test
    void doubleProductsAndQuotientsFollowThePseudoCode() {
        doubles(
                "mul64",
                113,
                (fp, a, b, _) -> Fp64.mul(fp, a, b),
                (fp, a, b, _) -> Fp64.mulCore(fp, a, b),
                (r, a, b, _) -> r.mul(a, b, 64));
        doubles(
                "div64",
                114,
                (fp, a, b, _) -> Fp64.div(fp, a, b),
                (fp, a, b, _) -> Fp64.divCore(fp, a, b),
                (r, a, b, _) -> r.div(a, b, 64));
    }

    @Test
    void doubleRootsFollowThePseudoCode() {
        doubles(
                "sqrt64",
                115,
                (fp, a, _, _) -> Fp64.sqrt(fp, a),
                (fp, a, _, _) -> Fp64.sqrtCore(fp, a),
                (r, a, _, _) -> r.sqrt(a, 64));
    }

    @Test
    void doubleFusedMultiplyAddFollowsThePseudoCode() {
        doubles(
                "mulAdd64",
                116,
                (fp, a, b, c) -> Fp64.mulAdd(fp, c, a, b),
                (fp, a, b, c) -> Fp64.mulAdd(fp, c, a, b),
                (r, a, b, c) -> r.mulAdd(c, a, b, 64));
    }

    @Test
    void comparisonsFollowThePseudoCode() {
        for (boolean quietNanInvalid : new boolean[] {false, true}) {
            Operation single = (fp, a, b, _) -> FpCompare.compare32(fp, (int) a, (int) b, quietNanInvalid);
            singles("compare32", 121, single, single, (r, a, b, _) -> r.compare(a, b, 32, quietNanInvalid));
            Operation twice = (fp, a, b, _) -> FpCompare.compare64(fp, a, b, quietNanInvalid);
            doubles("compare64", 122, twice, twice, (r, a, b, _) -> r.compare(a, b, 64, quietNanInvalid));
        }
    }

    @Test
    void maximumAndMinimumFollowThePseudoCode() {
        Operation max = (fp, a, b, _) -> Fp32.widen(FpCompare.max32(fp, (int) a, (int) b));
        singles("max32", 123, max, max, (r, a, b, _) -> r.maxOrMin(a, b, 32, true));
        Operation min = (fp, a, b, _) -> Fp32.widen(FpCompare.min32(fp, (int) a, (int) b));
        singles("min32", 124, min, min, (r, a, b, _) -> r.maxOrMin(a, b, 32, false));
    }

    @Test
    void conversionsBetweenFormatsFollowThePseudoCode() {
        Operation widening = (fp, a, _, _) -> FpConvert.singleToDouble(fp, (int) a);
        singles("singleToDouble", 131, widening, widening, (r, a, _, _) -> r.convert(a, 32, 64));
        doubles(
                "doubleToSingle",
                132,
                (fp, a, _, _) -> Fp32.widen(FpConvert.doubleToSingle(fp, a)),
                (fp, a, _, _) -> Fp32.widen(FpConvert.doubleToSingleCore(fp, a)),
                (r, a, _, _) -> r.convert(a, 64, 32));
        Operation toHalf = (fp, a, _, _) -> FpConvert.singleToHalf(fp, (int) a);
        singles("singleToHalf", 133, toHalf, toHalf, (r, a, _, _) -> r.convert(a, 32, 16));
        Operation fromHalf = (fp, a, _, _) -> Fp32.widen(FpConvert.halfToSingle(fp, (int) a));
        Operands operands = new Operands(134);
        for (int half = 0; half < 1 << 16; half++) {
            check("halfToSingle", operands, fromHalf, (r, a, _, _) -> r.convert(a, 16, 32), half, 0, 0);
        }
    }

    @Test
    void conversionsToFixedPointFollowThePseudoCode() {
        Operands operands = new Operands(141);
        for (int i = 0; i < 4 * CASES; i++) {
            int width = operands.oneIn(2) ? 16 : 32;
            int fractionBits = operands.oneIn(2) ? 0 : operands.random.nextInt(width + 1);
            boolean unsigned = operands.oneIn(2);
            boolean towardsZero = operands.oneIn(2);
            check(
                    "to fixed %d#%d unsigned %b rz %b".formatted(width, fractionBits, unsigned, towardsZero),
                    operands,
                    (fp, a, _, _) -> FpConvert.singleToFixed(fp, (int) a, width, fractionBits, unsigned, towardsZero),
                    (r, a, _, _) -> r.toFixed(a, 32, width, fractionBits, unsigned, towardsZero),
                    Fp32.widen(operands.single()),
                    0,
                    0);
            check(
                    "to fixed %d#%d unsigned %b rz %b".formatted(width, fractionBits, unsigned, towardsZero),
                    operands,
                    (fp, a, _, _) -> FpConvert.doubleToFixed(fp, a, width, fractionBits, unsigned, towardsZero),
                    (r, a, _, _) -> r.toFixed(a, 64, width, fractionBits, unsigned, towardsZero),
                    operands.twice(),
                    0,
                    0);
        }
    }

    @Test
    void conversionsToIntegersTowardsZeroFollowThePseudoCode() {
        Operation general = (fp, a, _, _) -> FpConvert.singleToFixed(fp, (int) a, 32, 0, false, true);
        singles(
                "singleToSigned",
                142,
                (fp, a, _, _) -> FpConvert.singleToSigned(fp, (int) a),
                general,
                (r, a, _, _) -> r.toFixed(a, 32, 32, 0, false, true));
        singles(
                "singleToUnsigned",
                143,
                (fp, a, _, _) -> FpConvert.singleToUnsigned(fp, (int) a),
                (fp, a, _, _) -> FpConvert.singleToFixed(fp, (int) a, 32, 0, true, true),
                (r, a, _, _) -> r.toFixed(a, 32, 32, 0, true, true));
        doubles(
                "doubleToSigned",
                144,
                (fp, a, _, _) -> FpConvert.doubleToSigned(fp, a),
                (fp, a, _, _) -> FpConvert.doubleToFixed(fp, a, 32, 0, false, true),
                (r, a, _, _) -> r.toFixed(a, 64, 32, 0, false, true));
        doubles(
                "doubleToUnsigned",
                145,
                (fp, a, _, _) -> FpConvert.doubleToUnsigned(fp, a),
                (fp, a, _, _) -> FpConvert.doubleToFixed(fp, a, 32, 0, true, true),
                (r, a, _, _) -> r.toFixed(a, 64, 32, 0, true, true));
    }

    @Test
    void conversionsFromFixedPointFollowThePseudoCode() {
        Operands operands = new Operands(151);
        for (int i = 0; i < 4 * CASES; i++) {
            int fractionBits = operands.oneIn(2) ? 0 : operands.random.nextInt(33);
            boolean toNearest = operands.oneIn(2);
            long value = operands.oneIn(2) ? operands.integer() : Fp32.widen(operands.integer());
            check(
                    "from fixed #%d nearest %b".formatted(fractionBits, toNearest),
                    operands,
                    (fp, a, _, _) -> Fp32.widen(FpConvert.fixedToSingle(fp, a, fractionBits, toNearest)),
                    (r, a, _, _) -> r.fixedToFp(a, fractionBits, 32, toNearest),
                    value,
                    0,
                    0);
            check(
                    "from fixed to double #%d".formatted(fractionBits),
                    operands,
                    (_, a, _, _) -> FpConvert.fixedToDouble(a, fractionBits),
                    (r, a, _, _) -> r.fixedToFp(a, fractionBits, 64, toNearest),
                    value,
                    0,
                    0);
        }
    }
}
