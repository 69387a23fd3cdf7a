package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.fp.FpConvert;
import dev.trapline.emu.state.Cpu;

/** Meanings of the Floating-point conversions. */
public final class VfpConversion {
    private VfpConversion() {}

    /** @param top the half lies in bits 31 to 16 of its register, not 15 to 0 */
    public static void vcvtHalfToSingle(Cpu s, int d, int m, boolean top) {
        FpAccess.vfp(s);
        s.s(d, FpConvert.halfToSingle(s.fp.vfp, s.s(m) >>> (top ? 16 : 0)));
    }

    public static void vcvtSingleToHalf(Cpu s, int d, int m, boolean top) {
        FpAccess.vfp(s);
        int half = FpConvert.singleToHalf(s.fp.vfp, s.s(m));
        s.s(d, top ? s.s(d) & 0xffff | half << 16 : s.s(d) & 0xffff_0000 | half);
    }

    public static void vcvtSingleToDouble(Cpu s, int d, int m) {
        FpAccess.vfp(s);
        s.d(d, FpConvert.singleToDouble(s.fp.vfp, s.s(m)));
    }

    public static void vcvtDoubleToSingle(Cpu s, int d, int m) {
        FpAccess.vfp(s);
        s.s(d, FpConvert.doubleToSingle(s.fp.vfp, s.d(m)));
    }

    public static void vcvtIntegerToF32(Cpu s, int d, int m, boolean signed) {
        FpAccess.vfp(s);
        s.s(d, FpConvert.fixedToSingle(s.fp.vfp, extend(s.s(m), 32, !signed), 0, false));
    }

    public static void vcvtIntegerToF64(Cpu s, int d, int m, boolean signed) {
        FpAccess.vfp(s);
        s.d(d, FpConvert.fixedToDouble(extend(s.s(m), 32, !signed), 0));
    }

    /** @param towardsZero VCVT; without it VCVTR, which rounds as FPSCR says */
    public static void vcvtF32ToInteger(Cpu s, int d, int m, boolean signed, boolean towardsZero) {
        FpAccess.vfp(s);
        int a = s.s(m);
        int result;
        if (!towardsZero) {
            result = FpConvert.singleToFixed(s.fp.vfp, a, 32, 0, !signed, false);
        } else if (signed) {
            result = FpConvert.singleToSigned(s.fp.vfp, a);
        } else {
            result = FpConvert.singleToUnsigned(s.fp.vfp, a);
        }
        s.s(d, result);
    }

    public static void vcvtF64ToInteger(Cpu s, int d, int m, boolean signed, boolean towardsZero) {
        FpAccess.vfp(s);
        long a = s.d(m);
        int result;
        if (!towardsZero) {
            result = FpConvert.doubleToFixed(s.fp.vfp, a, 32, 0, !signed, false);
        } else if (signed) {
            result = FpConvert.doubleToSigned(s.fp.vfp, a);
        } else {
            result = FpConvert.doubleToUnsigned(s.fp.vfp, a);
        }
        s.s(d, result);
    }

    /** @param wide the fixed-point number has 32 bits, not 16 */
    public static void vcvtFixedToF32(Cpu s, int d, boolean wide, int fractionBits, boolean unsigned) {
        FpAccess.vfp(s);
        long value = extend(s.s(d), wide ? 32 : 16, unsigned);
        s.s(d, FpConvert.fixedToSingle(s.fp.vfp, value, fractionBits, true));
    }

    public static void vcvtFixedToF64(Cpu s, int d, boolean wide, int fractionBits, boolean unsigned) {
        FpAccess.vfp(s);
        s.d(d, FpConvert.fixedToDouble(extend((int) s.d(d), wide ? 32 : 16, unsigned), fractionBits));
    }

    public static void vcvtF32ToFixed(Cpu s, int d, boolean wide, int fractionBits, boolean unsigned) {
        FpAccess.vfp(s);
        s.s(d, FpConvert.singleToFixed(s.fp.vfp, s.s(d), wide ? 32 : 16, fractionBits, unsigned, true));
    }

    public static void vcvtF64ToFixed(Cpu s, int d, boolean wide, int fractionBits, boolean unsigned) {
        FpAccess.vfp(s);
        int fixed = FpConvert.doubleToFixed(s.fp.vfp, s.d(d), wide ? 32 : 16, fractionBits, unsigned, true);
        s.d(d, extend(fixed, 32, unsigned));
    }

    private static long extend(int value, int bits, boolean unsigned) {
        long up = (long) value << 64 - bits;
        return unsigned ? up >>> 64 - bits : up >> 64 - bits;
    }
}
