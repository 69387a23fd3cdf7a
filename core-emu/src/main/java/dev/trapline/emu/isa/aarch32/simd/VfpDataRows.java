package dev.trapline.emu.isa.aarch32.simd;

/** Floating-point data-processing instructions (DDI 0406C A7.5). */
final class VfpDataRows {
    private static final String S3 = "<S sreg(d,D)>, <S sreg(n,N)>, <S sreg(m,M)>";
    private static final String D3 = "<D vreg(D,d)>, <D vreg(N,n)>, <D vreg(M,m)>";
    private static final String S2 = "<S sreg(d,D)>, <S sreg(m,M)>";
    private static final String D2 = "<D vreg(D,d)>, <D vreg(M,m)>";

    private VfpDataRows() {}

    static void rows(SharedRows t) {
        three(t, "VMLA_f", "VMLA", "11100D00nnnndddd101", "N0M0mmmm", "vmla", "A8.8.337");
        three(t, "VMLS_f", "VMLS", "11100D00nnnndddd101", "N1M0mmmm", "vmls", "A8.8.337");
        three(t, "VNMLA", "VNMLA", "11100D01nnnndddd101", "N1M0mmmm", "vnmla", "A8.8.356");
        three(t, "VNMLS", "VNMLS", "11100D01nnnndddd101", "N0M0mmmm", "vnmls", "A8.8.356");
        three(t, "VNMUL", "VNMUL", "11100D10nnnndddd101", "N1M0mmmm", "vnmul", "A8.8.356");
        three(t, "VMUL_f", "VMUL", "11100D10nnnndddd101", "N0M0mmmm", "vmul", "A8.8.351");
        three(t, "VADD_f", "VADD", "11100D11nnnndddd101", "N0M0mmmm", "vadd", "A8.8.283");
        three(t, "VSUB_f", "VSUB", "11100D11nnnndddd101", "N1M0mmmm", "vsub", "A8.8.415");
        three(t, "VDIV", "VDIV", "11101D00nnnndddd101", "N0M0mmmm", "vdiv", "A8.8.312");
        three(t, "VFMA", "VFMA", "11101D10nnnndddd101", "N0M0mmmm", "vfma", "A8.8.317");
        three(t, "VFMS", "VFMS", "11101D10nnnndddd101", "N1M0mmmm", "vfms", "A8.8.317");
        three(t, "VFNMA", "VFNMA", "11101D01nnnndddd101", "N1M0mmmm", "vfnma", "A8.8.318");
        three(t, "VFNMS", "VFNMS", "11101D01nnnndddd101", "N0M0mmmm", "vfnms", "A8.8.318");
        two(t, "VMOV_r", "VMOV", "11101D110000dddd101", "01M0mmmm", "vmovRegister", "A8.8.340");
        two(t, "VABS", "VABS", "11101D110000dddd101", "11M0mmmm", "vabs", "A8.8.280");
        two(t, "VNEG", "VNEG", "11101D110001dddd101", "01M0mmmm", "vneg", "A8.8.355");
        two(t, "VSQRT", "VSQRT", "11101D110001dddd101", "11M0mmmm", "vsqrt", "A8.8.401");
        compare(t);
        convert(t);
    }

    /** A row for singles and one for doubles. */
    private static void three(
            SharedRows t, String name, String mnemonic, String first, String last, String method, String section) {
        // The forms of this chapter are the manual's second encodings where Advanced SIMD has the first.
        String encoding = name.startsWith("VN") || name.startsWith("VFN") || name.equals("VDIV") ? "_A1" : "_A2";
        String a = "DDI 0406C " + section;
        t.row(
                name + "32" + encoding,
                "cccc" + first + "0" + last,
                mnemonic + "<c>.F32 " + S3,
                method + "F32 sreg(d,D) sreg(n,N) sreg(m,M)",
                a);
        t.row(
                name + "64" + encoding,
                "cccc" + first + "1" + last,
                mnemonic + "<c>.F64 " + D3,
                method + "F64 vreg(D,d) vreg(N,n) vreg(M,m)",
                a);
    }

    private static void two(
            SharedRows t, String name, String mnemonic, String first, String last, String method, String section) {
        String encoding = name.equals("VSQRT") ? "_A1" : "_A2";
        String a = "DDI 0406C " + section;
        t.row(
                name + "32" + encoding,
                "cccc" + first + "0" + last,
                mnemonic + "<c>.F32 " + S2,
                method + "F32 sreg(d,D) sreg(m,M)",
                a);
        t.row(
                name + "64" + encoding,
                "cccc" + first + "1" + last,
                mnemonic + "<c>.F64 " + D2,
                method + "F64 vreg(D,d) vreg(M,m)",
                a);
    }

    // spotless:off
    private static void compare(SharedRows t) {
        t.row("VMOV_i32_A2",   "cccc11101D11iiiidddd1010(0)0(0)0iiii", "VMOV<c>.F32 <S sreg(d,D)>, #<float vfpExpandImm(i)>", "vmovImmediateF32 sreg(d,D) vfpExpandImm(i)", "DDI 0406C A8.8.339");
        t.row("VMOV_i64_A2",   "cccc11101D11iiiidddd1011(0)0(0)0iiii", "VMOV<c>.F64 <D vreg(D,d)>, #<float vfpExpandImm(i)>", "vmovImmediateF64 vreg(D,d) vfpExpandImmHigh(i)", "DDI 0406C A8.8.339");
        t.row("VCMP32_A1",     "cccc11101D110100dddd1010e1M0mmmm", "VCMP<E e><c>.F32 " + S2, "vcmpF32 sreg(d,D) sreg(m,M) e", "DDI 0406C A8.8.303");
        t.row("VCMP64_A1",     "cccc11101D110100dddd1011e1M0mmmm", "VCMP<E e><c>.F64 " + D2, "vcmpF64 vreg(D,d) vreg(M,m) e", "DDI 0406C A8.8.303");
        t.row("VCMP_z32_A2",   "cccc11101D110101dddd1010e1(0)0(0)(0)(0)(0)", "VCMP<E e><c>.F32 <S sreg(d,D)>, #0.0", "vcmpZeroF32 sreg(d,D) e", "DDI 0406C A8.8.303");
        t.row("VCMP_z64_A2",   "cccc11101D110101dddd1011e1(0)0(0)(0)(0)(0)", "VCMP<E e><c>.F64 <D vreg(D,d)>, #0.0", "vcmpZeroF64 vreg(D,d) e", "DDI 0406C A8.8.303");
    }

    private static void convert(SharedRows t) {
        t.row("VCVT_hs_A1",    "cccc11101D110010dddd101(0)T1M0mmmm", "VCVT<BT T><c>.F32.F16 " + S2, "vcvtHalfToSingle sreg(d,D) sreg(m,M) T", "DDI 0406C A8.8.311");
        t.row("VCVT_sh_A1",    "cccc11101D110011dddd101(0)T1M0mmmm", "VCVT<BT T><c>.F16.F32 " + S2, "vcvtSingleToHalf sreg(d,D) sreg(m,M) T", "DDI 0406C A8.8.311");
        t.row("VCVT_ds_A1",    "cccc11101D110111dddd101011M0mmmm", "VCVT<c>.F64.F32 <D vreg(D,d)>, <S sreg(m,M)>", "vcvtSingleToDouble vreg(D,d) sreg(m,M)", "DDI 0406C A8.8.309");
        t.row("VCVT_sd_A1",    "cccc11101D110111dddd101111M0mmmm", "VCVT<c>.F32.F64 <S sreg(d,D)>, <D vreg(M,m)>", "vcvtDoubleToSingle sreg(d,D) vreg(M,m)", "DDI 0406C A8.8.309");
        t.row("VCVT_if32_A1",  "cccc11101D111000dddd1010U1M0mmmm", "VCVT<c>.F32.<us U>32 " + S2, "vcvtIntegerToF32 sreg(d,D) sreg(m,M) U", "DDI 0406C A8.8.306");
        t.row("VCVT_if64_A1",  "cccc11101D111000dddd1011U1M0mmmm", "VCVT<c>.F64.<us U>32 <D vreg(D,d)>, <S sreg(m,M)>", "vcvtIntegerToF64 vreg(D,d) sreg(m,M) U", "DDI 0406C A8.8.306");
        t.row("VCVT_fi32_A1",  "cccc11101D11110Sdddd1010Z1M0mmmm", "VCVT<round Z><c>.<us S>32.F32 " + S2, "vcvtF32ToInteger sreg(d,D) sreg(m,M) S Z", "DDI 0406C A8.8.306");
        t.row("VCVT_fi64_A1",  "cccc11101D11110Sdddd1011Z1M0mmmm", "VCVT<round Z><c>.<us S>32.F64 <S sreg(d,D)>, <D vreg(M,m)>", "vcvtF64ToInteger sreg(d,D) vreg(M,m) S Z", "DDI 0406C A8.8.306");
        t.row("VCVT_xf32_A1",  "cccc11101D11101Udddd1010z1i0jjjj", "VCVT<c>.F32.<sign U><fixedbits z> <S sreg(d,D)>, <S sreg(d,D)>, #<fixedFraction(z,j,i)>", "vcvtFixedToF32 sreg(d,D) z fixedFraction(z,j,i) U", "DDI 0406C A8.8.308").refused("fixedBad(z,j,i)=1");
        t.row("VCVT_xf64_A1",  "cccc11101D11101Udddd1011z1i0jjjj", "VCVT<c>.F64.<sign U><fixedbits z> <D vreg(D,d)>, <D vreg(D,d)>, #<fixedFraction(z,j,i)>", "vcvtFixedToF64 vreg(D,d) z fixedFraction(z,j,i) U", "DDI 0406C A8.8.308").refused("fixedBad(z,j,i)=1");
        t.row("VCVT_fx32_A1",  "cccc11101D11111Udddd1010z1i0jjjj", "VCVT<c>.<sign U><fixedbits z>.F32 <S sreg(d,D)>, <S sreg(d,D)>, #<fixedFraction(z,j,i)>", "vcvtF32ToFixed sreg(d,D) z fixedFraction(z,j,i) U", "DDI 0406C A8.8.308").refused("fixedBad(z,j,i)=1");
        t.row("VCVT_fx64_A1",  "cccc11101D11111Udddd1011z1i0jjjj", "VCVT<c>.<sign U><fixedbits z>.F64 <D vreg(D,d)>, <D vreg(D,d)>, #<fixedFraction(z,j,i)>", "vcvtF64ToFixed vreg(D,d) z fixedFraction(z,j,i) U", "DDI 0406C A8.8.308").refused("fixedBad(z,j,i)=1");
    }
    // spotless:on
}
