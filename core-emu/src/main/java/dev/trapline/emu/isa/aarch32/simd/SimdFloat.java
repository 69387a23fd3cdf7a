package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.fp.Fp32;
import dev.trapline.emu.fp.FpCompare;
import dev.trapline.emu.fp.FpConvert;
import dev.trapline.emu.fp.FpEstimate;
import dev.trapline.emu.fp.FpState;
import dev.trapline.emu.state.Cpu;

/**
 * Meanings of the Advanced SIMD floating-point operations, single precision only and with the standard FPSCR value. A
 * register of {@code q} is walked by its words, which are S registers to 63 even where they have no such name.
 */
public final class SimdFloat {
    private static final int SIGN = 0x8000_0000;

    private SimdFloat() {}

    /** One past the last word of a D or Q register. */
    private static int words(int q) {
        return 2 + 2 * q;
    }

    public static void vaddF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, Fp32.add(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i)));
        }
    }

    public static void vsubF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, Fp32.sub(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i)));
        }
    }

    public static void vmulF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, Fp32.mul(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i)));
        }
    }

    public static void vmlaF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            int product = Fp32.mul(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i));
            s.s(2 * d + i, Fp32.add(s.fp.simd, s.s(2 * d + i), product));
        }
    }

    public static void vmlsF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            int product = Fp32.mul(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i));
            s.s(2 * d + i, Fp32.add(s.fp.simd, s.s(2 * d + i), Fp32.neg(product)));
        }
    }

    public static void vmulFScalar(Cpu s, int d, int n, int scalar, int q) {
        FpAccess.simd(s);
        int b = s.s(scalar);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, Fp32.mul(s.fp.simd, s.s(2 * n + i), b));
        }
    }

    public static void vmlaFScalar(Cpu s, int d, int n, int scalar, int q) {
        FpAccess.simd(s);
        int b = s.s(scalar);
        for (int i = 0; i < words(q); i++) {
            int product = Fp32.mul(s.fp.simd, s.s(2 * n + i), b);
            s.s(2 * d + i, Fp32.add(s.fp.simd, s.s(2 * d + i), product));
        }
    }

    public static void vmlsFScalar(Cpu s, int d, int n, int scalar, int q) {
        FpAccess.simd(s);
        int b = s.s(scalar);
        for (int i = 0; i < words(q); i++) {
            int product = Fp32.mul(s.fp.simd, s.s(2 * n + i), b);
            s.s(2 * d + i, Fp32.add(s.fp.simd, s.s(2 * d + i), Fp32.neg(product)));
        }
    }

    public static void vfmaF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, Fp32.mulAdd(s.fp.simd, s.s(2 * d + i), s.s(2 * n + i), s.s(2 * m + i)));
        }
    }

    public static void vfmsF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, Fp32.mulAdd(s.fp.simd, s.s(2 * d + i), Fp32.neg(s.s(2 * n + i)), s.s(2 * m + i)));
        }
    }

    public static void vabdF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, Fp32.abs(Fp32.sub(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i))));
        }
    }

    public static void vmaxF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, FpCompare.max32(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i)));
        }
    }

    public static void vminF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, FpCompare.min32(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i)));
        }
    }

    public static void vrecps(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, FpEstimate.reciprocalStep32(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i)));
        }
    }

    public static void vrsqrts(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, FpEstimate.reciprocalRootStep32(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i)));
        }
    }

    // Pairs, of doublewords only. Both results are known before either is written.

    public static void vpaddF(Cpu s, int d, int n, int m) {
        FpAccess.simd(s);
        int first = Fp32.add(s.fp.simd, s.s(2 * n), s.s(2 * n + 1));
        int second = Fp32.add(s.fp.simd, s.s(2 * m), s.s(2 * m + 1));
        s.s(2 * d, first);
        s.s(2 * d + 1, second);
    }

    public static void vpmaxF(Cpu s, int d, int n, int m) {
        FpAccess.simd(s);
        int first = FpCompare.max32(s.fp.simd, s.s(2 * n), s.s(2 * n + 1));
        int second = FpCompare.max32(s.fp.simd, s.s(2 * m), s.s(2 * m + 1));
        s.s(2 * d, first);
        s.s(2 * d + 1, second);
    }

    public static void vpminF(Cpu s, int d, int n, int m) {
        FpAccess.simd(s);
        int first = FpCompare.min32(s.fp.simd, s.s(2 * n), s.s(2 * n + 1));
        int second = FpCompare.min32(s.fp.simd, s.s(2 * m), s.s(2 * m + 1));
        s.s(2 * d, first);
        s.s(2 * d + 1, second);
    }

    // Comparisons, which give masks.

    public static void vceqF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, mask(FpCompare.equal32(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i))));
        }
    }

    public static void vcgeF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, mask(FpCompare.greaterOrEqual32(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i))));
        }
    }

    public static void vcgtF(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, mask(FpCompare.greater32(s.fp.simd, s.s(2 * n + i), s.s(2 * m + i))));
        }
    }

    public static void vacge(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            int a = Fp32.abs(s.s(2 * n + i));
            s.s(2 * d + i, mask(FpCompare.greaterOrEqual32(s.fp.simd, a, Fp32.abs(s.s(2 * m + i)))));
        }
    }

    public static void vacgt(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            int a = Fp32.abs(s.s(2 * n + i));
            s.s(2 * d + i, mask(FpCompare.greater32(s.fp.simd, a, Fp32.abs(s.s(2 * m + i)))));
        }
    }

    public static void vceqZeroF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, mask(FpCompare.equal32(s.fp.simd, s.s(2 * m + i), 0)));
        }
    }

    public static void vcgeZeroF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, mask(FpCompare.greaterOrEqual32(s.fp.simd, s.s(2 * m + i), 0)));
        }
    }

    public static void vcgtZeroF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, mask(FpCompare.greater32(s.fp.simd, s.s(2 * m + i), 0)));
        }
    }

    public static void vcleZeroF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, mask(FpCompare.greaterOrEqual32(s.fp.simd, 0, s.s(2 * m + i))));
        }
    }

    public static void vcltZeroF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, mask(FpCompare.greater32(s.fp.simd, 0, s.s(2 * m + i))));
        }
    }

    private static int mask(boolean holds) {
        return holds ? -1 : 0;
    }

    // One operand.

    public static void vabsF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, s.s(2 * m + i) & ~SIGN);
        }
    }

    public static void vnegF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, s.s(2 * m + i) ^ SIGN);
        }
    }

    public static void vrecpeF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, FpEstimate.reciprocal32(s.fp.simd, s.s(2 * m + i)));
        }
    }

    public static void vrsqrteF(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, FpEstimate.reciprocalRoot32(s.fp.simd, s.s(2 * m + i)));
        }
    }

    public static void vrecpeU(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, FpEstimate.reciprocalUnsigned(s.s(2 * m + i)));
        }
    }

    public static void vrsqrteU(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            s.s(2 * d + i, FpEstimate.reciprocalRootUnsigned(s.s(2 * m + i)));
        }
    }

    // Conversions. Integers are fixed-point numbers without fraction bits.

    public static void vcvtFixedToSimd(Cpu s, int d, int m, int fractionBits, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            long value = unsigned ? s.s(2 * m + i) & 0xffff_ffffL : s.s(2 * m + i);
            s.s(2 * d + i, FpConvert.fixedToSingle(s.fp.simd, value, fractionBits, true));
        }
    }

    public static void vcvtSimdToFixed(Cpu s, int d, int m, int fractionBits, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i < words(q); i++) {
            int a = s.s(2 * m + i);
            s.s(2 * d + i, FpConvert.singleToFixed(s.fp.simd, a, 32, fractionBits, unsigned, true));
        }
    }

    /** A quadword of singles to a doubleword of halves. */
    public static void vcvtSimdToHalf(Cpu s, int d, int m) {
        FpAccess.simd(s);
        FpState fp = s.fp.simd;
        long result = 0;
        for (int i = 0; i < 4; i++) {
            result |= (long) FpConvert.singleToHalf(fp, s.s(2 * m + i)) << 16 * i;
        }
        s.d(d, result);
    }

    public static void vcvtHalfToSimd(Cpu s, int d, int m) {
        FpAccess.simd(s);
        FpState fp = s.fp.simd;
        long halves = s.d(m);
        for (int i = 0; i < 4; i++) {
            s.s(2 * d + i, FpConvert.halfToSingle(fp, (int) (halves >>> 16 * i)));
        }
    }
}
