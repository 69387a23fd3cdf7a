package dev.trapline.emu.fp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Host arithmetic in front of the integer core changes nothing: results and flags, under every control. */
final class FpFastPathTest {
    private static final int CASES = Integer.getInteger("trapline.fp.cases", 40_000) * 20;

    private interface Operation {
        long apply(FpState fp, long a, long b, long c);
    }

    private static void compare(boolean twice, long seed, Operation fast, Operation core) {
        Operands operands = new Operands(seed);
        FpState fp = new FpState();
        FpState coreFp = new FpState();
        for (int i = 0; i < CASES; i++) {
            long a = twice ? operands.twice() : Fp32.widen(operands.single());
            long b = twice ? operands.twiceNear(a) : Fp32.widen(operands.singleNear((int) a));
            long c = twice ? operands.twice() : Fp32.widen(operands.single());
            operands.shake(fp);
            coreFp.setControls(fp.controls());
            coreFp.flags = fp.flags;
            long result = fast.apply(fp, a, b, c);
            long coreResult = core.apply(coreFp, a, b, c);
            if (result != coreResult || fp.flags != coreFp.flags) {
                assertThat("%x flags %02x".formatted(result, fp.flags))
                        .as("seed %d case %d: %x %x %x, controls %08x", seed, i, a, b, c, fp.controls())
                        .isEqualTo("%x flags %02x".formatted(coreResult, coreFp.flags));
            }
        }
    }

    @Test
    void singleArithmeticIsTheSameWithoutFastPaths() {
        compare(
                false,
                201,
                (fp, a, b, _) -> Fp32.add(fp, (int) a, (int) b),
                (fp, a, b, _) -> Fp32.addCore(fp, (int) a, (int) b));
        compare(
                false,
                202,
                (fp, a, b, _) -> Fp32.sub(fp, (int) a, (int) b),
                (fp, a, b, _) -> Fp32.subCore(fp, (int) a, (int) b));
        compare(
                false,
                203,
                (fp, a, b, _) -> Fp32.mul(fp, (int) a, (int) b),
                (fp, a, b, _) -> Fp32.mulCore(fp, (int) a, (int) b));
        compare(
                false,
                204,
                (fp, a, b, _) -> Fp32.div(fp, (int) a, (int) b),
                (fp, a, b, _) -> Fp32.divCore(fp, (int) a, (int) b));
        compare(false, 205, (fp, a, _, _) -> Fp32.sqrt(fp, (int) a), (fp, a, _, _) -> Fp32.sqrtCore(fp, (int) a));
        compare(
                false,
                206,
                (fp, a, b, c) -> Fp32.mulAdd(fp, (int) c, (int) a, (int) b),
                (fp, a, b, c) -> Fp32.mulAddCore(fp, (int) c, (int) a, (int) b));
    }

    @Test
    void doubleArithmeticIsTheSameWithoutFastPaths() {
        compare(true, 211, (fp, a, b, _) -> Fp64.add(fp, a, b), (fp, a, b, _) -> Fp64.addCore(fp, a, b));
        compare(true, 212, (fp, a, b, _) -> Fp64.sub(fp, a, b), (fp, a, b, _) -> Fp64.subCore(fp, a, b));
        compare(true, 213, (fp, a, b, _) -> Fp64.mul(fp, a, b), (fp, a, b, _) -> Fp64.mulCore(fp, a, b));
        compare(true, 214, (fp, a, b, _) -> Fp64.div(fp, a, b), (fp, a, b, _) -> Fp64.divCore(fp, a, b));
        compare(true, 215, (fp, a, _, _) -> Fp64.sqrt(fp, a), (fp, a, _, _) -> Fp64.sqrtCore(fp, a));
    }

    @Test
    void conversionsAreTheSameWithoutFastPaths() {
        compare(
                true,
                221,
                (fp, a, _, _) -> FpConvert.doubleToSingle(fp, a),
                (fp, a, _, _) -> FpConvert.doubleToSingleCore(fp, a));
        compare(
                false,
                222,
                (fp, a, _, _) -> FpConvert.singleToSigned(fp, (int) a),
                (fp, a, _, _) -> FpConvert.singleToFixed(fp, (int) a, 32, 0, false, true));
        compare(
                false,
                223,
                (fp, a, _, _) -> FpConvert.singleToUnsigned(fp, (int) a),
                (fp, a, _, _) -> FpConvert.singleToFixed(fp, (int) a, 32, 0, true, true));
        compare(
                true,
                224,
                (fp, a, _, _) -> FpConvert.doubleToSigned(fp, a),
                (fp, a, _, _) -> FpConvert.doubleToFixed(fp, a, 32, 0, false, true));
        compare(
                true,
                225,
                (fp, a, _, _) -> FpConvert.doubleToUnsigned(fp, a),
                (fp, a, _, _) -> FpConvert.doubleToFixed(fp, a, 32, 0, true, true));
        compare(
                false,
                226,
                (fp, a, b, _) -> FpConvert.fixedToSingle(fp, (int) a, (int) (b & 31), true),
                (fp, a, b, _) -> {
                    int mode = fp.roundingMode;
                    fp.roundingMode = FpState.ROUND_TO_NEAREST;
                    int result = FpConvert.fixedToSingleCore(fp, (int) a, (int) (b & 31));
                    fp.roundingMode = mode;
                    return result;
                });
    }
}
