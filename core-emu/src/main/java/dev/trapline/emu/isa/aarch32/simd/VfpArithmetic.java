package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.fp.Fp32;
import dev.trapline.emu.fp.Fp64;
import dev.trapline.emu.fp.FpCompare;
import dev.trapline.emu.fp.FpState;
import dev.trapline.emu.state.Cpu;

/** Meanings of the Floating-point arithmetic, moves and comparisons, in single and double precision. */
public final class VfpArithmetic {
    private VfpArithmetic() {}

    public static void vaddF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.add(s.fp.vfp, s.s(n), s.s(m)));
    }

    public static void vaddF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.add(s.fp.vfp, s.d(n), s.d(m)));
    }

    public static void vsubF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.sub(s.fp.vfp, s.s(n), s.s(m)));
    }

    public static void vsubF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.sub(s.fp.vfp, s.d(n), s.d(m)));
    }

    public static void vmulF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.mul(s.fp.vfp, s.s(n), s.s(m)));
    }

    public static void vmulF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.mul(s.fp.vfp, s.d(n), s.d(m)));
    }

    public static void vnmulF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.neg(Fp32.mul(s.fp.vfp, s.s(n), s.s(m))));
    }

    public static void vnmulF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.neg(Fp64.mul(s.fp.vfp, s.d(n), s.d(m))));
    }

    public static void vdivF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.div(s.fp.vfp, s.s(n), s.s(m)));
    }

    public static void vdivF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.div(s.fp.vfp, s.d(n), s.d(m)));
    }

    // The chained forms round the product, then the sum.

    public static void vmlaF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        FpState fp = s.fp.vfp;
        s.s(d, Fp32.add(fp, s.s(d), Fp32.mul(fp, s.s(n), s.s(m))));
    }

    public static void vmlaF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        FpState fp = s.fp.vfp;
        s.d(d, Fp64.add(fp, s.d(d), Fp64.mul(fp, s.d(n), s.d(m))));
    }

    public static void vmlsF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        FpState fp = s.fp.vfp;
        s.s(d, Fp32.add(fp, s.s(d), Fp32.neg(Fp32.mul(fp, s.s(n), s.s(m)))));
    }

    public static void vmlsF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        FpState fp = s.fp.vfp;
        s.d(d, Fp64.add(fp, s.d(d), Fp64.neg(Fp64.mul(fp, s.d(n), s.d(m)))));
    }

    public static void vnmlaF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        FpState fp = s.fp.vfp;
        s.s(d, Fp32.add(fp, Fp32.neg(s.s(d)), Fp32.neg(Fp32.mul(fp, s.s(n), s.s(m)))));
    }

    public static void vnmlaF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        FpState fp = s.fp.vfp;
        s.d(d, Fp64.add(fp, Fp64.neg(s.d(d)), Fp64.neg(Fp64.mul(fp, s.d(n), s.d(m)))));
    }

    public static void vnmlsF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        FpState fp = s.fp.vfp;
        s.s(d, Fp32.add(fp, Fp32.neg(s.s(d)), Fp32.mul(fp, s.s(n), s.s(m))));
    }

    public static void vnmlsF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        FpState fp = s.fp.vfp;
        s.d(d, Fp64.add(fp, Fp64.neg(s.d(d)), Fp64.mul(fp, s.d(n), s.d(m))));
    }

    // The fused forms round once.

    public static void vfmaF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.mulAdd(s.fp.vfp, s.s(d), s.s(n), s.s(m)));
    }

    public static void vfmaF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.mulAdd(s.fp.vfp, s.d(d), s.d(n), s.d(m)));
    }

    public static void vfmsF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.mulAdd(s.fp.vfp, s.s(d), Fp32.neg(s.s(n)), s.s(m)));
    }

    public static void vfmsF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.mulAdd(s.fp.vfp, s.d(d), Fp64.neg(s.d(n)), s.d(m)));
    }

    public static void vfnmaF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.mulAdd(s.fp.vfp, Fp32.neg(s.s(d)), Fp32.neg(s.s(n)), s.s(m)));
    }

    public static void vfnmaF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.mulAdd(s.fp.vfp, Fp64.neg(s.d(d)), Fp64.neg(s.d(n)), s.d(m)));
    }

    public static void vfnmsF32(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.mulAdd(s.fp.vfp, Fp32.neg(s.s(d)), s.s(n), s.s(m)));
    }

    public static void vfnmsF64(Cpu s, int d, int n, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.mulAdd(s.fp.vfp, Fp64.neg(s.d(d)), s.d(n), s.d(m)));
    }

    public static void vmovRegisterF32(Cpu s, int d, int m) {
        FpAccess.arithmetic(s);
        s.s(d, s.s(m));
    }

    public static void vmovRegisterF64(Cpu s, int d, int m) {
        FpAccess.arithmetic(s);
        s.d(d, s.d(m));
    }

    public static void vmovImmediateF32(Cpu s, int d, int pattern) {
        FpAccess.arithmetic(s);
        s.s(d, pattern);
    }

    /** @param high bits 63 to 32 of the constant; no constant has others */
    public static void vmovImmediateF64(Cpu s, int d, int high) {
        FpAccess.arithmetic(s);
        s.d(d, (long) high << 32);
    }

    public static void vabsF32(Cpu s, int d, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.abs(s.s(m)));
    }

    public static void vabsF64(Cpu s, int d, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.abs(s.d(m)));
    }

    public static void vnegF32(Cpu s, int d, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.neg(s.s(m)));
    }

    public static void vnegF64(Cpu s, int d, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.neg(s.d(m)));
    }

    public static void vsqrtF32(Cpu s, int d, int m) {
        FpAccess.arithmetic(s);
        s.s(d, Fp32.sqrt(s.fp.vfp, s.s(m)));
    }

    public static void vsqrtF64(Cpu s, int d, int m) {
        FpAccess.arithmetic(s);
        s.d(d, Fp64.sqrt(s.fp.vfp, s.d(m)));
    }

    /** @param quietNanInvalid VCMPE: a quiet NaN is an invalid operation too */
    public static void vcmpF32(Cpu s, int d, int m, boolean quietNanInvalid) {
        FpAccess.vfp(s);
        s.fp.setNzcv(FpCompare.compare32(s.fp.vfp, s.s(d), s.s(m), quietNanInvalid));
    }

    public static void vcmpF64(Cpu s, int d, int m, boolean quietNanInvalid) {
        FpAccess.vfp(s);
        s.fp.setNzcv(FpCompare.compare64(s.fp.vfp, s.d(d), s.d(m), quietNanInvalid));
    }

    public static void vcmpZeroF32(Cpu s, int d, boolean quietNanInvalid) {
        FpAccess.vfp(s);
        s.fp.setNzcv(FpCompare.compare32(s.fp.vfp, s.s(d), 0, quietNanInvalid));
    }

    public static void vcmpZeroF64(Cpu s, int d, boolean quietNanInvalid) {
        FpAccess.vfp(s);
        s.fp.setNzcv(FpCompare.compare64(s.fp.vfp, s.d(d), 0, quietNanInvalid));
    }
}
