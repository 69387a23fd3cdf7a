package dev.trapline.emu.isa.aarch32.simd;

/** Advanced SIMD: two registers, miscellaneous, and VEXT, VTBL and VDUP (DDI 0406C A7.4.5, A7.4). */
final class SimdTwoRows {
    private static final String REGISTERS = " <V Q,vreg(D,d)>, <V Q,vreg(M,m)>";
    private static final String ARGUMENTS = " vreg(D,d) vreg(M,m) ";
    private static final String NARROW = " <D vreg(D,d)>, <Q vreg(M,m)>";
    private static final String LONG = " <Q vreg(D,d)>, <D vreg(M,m)>";
    /** What both registers become is UNKNOWN if they are one. */
    private static final String ONE_REGISTER = "vreg(D,d)=vreg(M,m)";

    private SimdTwoRows() {}

    static void rows(SharedRows t) {
        integer(t);
        compareWithZero(t);
        permute(t);
        floating(t);
        others(t);
    }

    // spotless:off
    private static void integer(SharedRows t) {
        row(t, "VREV64_A1",  "ss00", "00000", "VREV64<c>.<bits s>", "vrev", "s 3 Q", "s=3", "A8.8.386");
        row(t, "VREV32_A1",  "ss00", "00001", "VREV32<c>.<bits s>", "vrev", "s 2 Q", "s>1", "A8.8.386");
        row(t, "VREV16_A1",  "ss00", "00010", "VREV16<c>.<bits s>", "vrev", "s 1 Q", "s>0", "A8.8.386");
        row(t, "VPADDL_A1",  "ss00", "0010U", "VPADDL<c>.<sign U><bits s>", "vpaddl", "s U Q", "s=3", "A8.8.364");
        row(t, "VCLS_A1",    "ss00", "01000", "VCLS<c>.S<bits s>", "vcls", "s Q", "s=3", "A8.8.299");
        row(t, "VCLZ_A1",    "ss00", "01001", "VCLZ<c>.I<bits s>", "vclz", "s Q", "s=3", "A8.8.302");
        row(t, "VCNT_A1",    "ss00", "01010", "VCNT<c>.8", "vcnt", "Q", "s>0", "A8.8.304");
        row(t, "VMVN_r_A1",  "ss00", "01011", "VMVN<c>", "vmvn", "Q", "s>0", "A8.8.354");
        row(t, "VPADAL_A1",  "ss00", "0110U", "VPADAL<c>.<sign U><bits s>", "vpadal", "s U Q", "s=3", "A8.8.361");
        row(t, "VQABS_A1",   "ss00", "01110", "VQABS<c>.S<bits s>", "vqabs", "s Q", "s=3", "A8.8.369");
        row(t, "VQNEG_A1",   "ss00", "01111", "VQNEG<c>.S<bits s>", "vqneg", "s Q", "s=3", "A8.8.375");
        row(t, "VABS_i_A1",  "ss01", "00110", "VABS<c>.S<bits s>", "vabsI", "s Q", "s=3", "A8.8.280");
        row(t, "VNEG_i_A1",  "ss01", "00111", "VNEG<c>.S<bits s>", "vnegI", "s Q", "s=3", "A8.8.355");
        row(t, "VRECPE_u_A1", "ss11", "01000", "VRECPE<c>.U32", "vrecpeU", "Q", "s!=2", "A8.8.384");
        row(t, "VRSQRTE_u_A1", "ss11", "01001", "VRSQRTE<c>.U32", "vrsqrteU", "Q", "s!=2", "A8.8.391");
    }

    private static void compareWithZero(SharedRows t) {
        row(t, "VCGT_z_A1",  "ss01", "00000", "VCGT<c>.S<bits s>", "vcgtZeroI", "s Q", "s=3", "A8.8.296");
        row(t, "VCGE_z_A1",  "ss01", "00001", "VCGE<c>.S<bits s>", "vcgeZeroI", "s Q", "s=3", "A8.8.294");
        row(t, "VCEQ_z_A1",  "ss01", "00010", "VCEQ<c>.I<bits s>", "vceqZeroI", "s Q", "s=3", "A8.8.292");
        row(t, "VCLE_z_A1",  "ss01", "00011", "VCLE<c>.S<bits s>", "vcleZeroI", "s Q", "s=3", "A8.8.298");
        row(t, "VCLT_z_A1",  "ss01", "00100", "VCLT<c>.S<bits s>", "vcltZeroI", "s Q", "s=3", "A8.8.301");
        row(t, "VCGT_zf_A1", "ss01", "01000", "VCGT<c>.F32", "vcgtZeroF", "Q", "s!=2", "A8.8.296");
        row(t, "VCGE_zf_A1", "ss01", "01001", "VCGE<c>.F32", "vcgeZeroF", "Q", "s!=2", "A8.8.294");
        row(t, "VCEQ_zf_A1", "ss01", "01010", "VCEQ<c>.F32", "vceqZeroF", "Q", "s!=2", "A8.8.292");
        row(t, "VCLE_zf_A1", "ss01", "01011", "VCLE<c>.F32", "vcleZeroF", "Q", "s!=2", "A8.8.298");
        row(t, "VCLT_zf_A1", "ss01", "01100", "VCLT<c>.F32", "vcltZeroF", "Q", "s!=2", "A8.8.301");
    }

    private static void permute(SharedRows t) {
        row(t, "VSWP_A1",    "ss10", "00000", "VSWP<c>", "vswp", "Q", "s>0", "A8.8.418");
        row(t, "VTRN_A1",    "ss10", "00001", "VTRN<c>.<bits s>", "vtrn", "s Q", "s=3", "A8.8.420").unpredictable(ONE_REGISTER);
        row(t, "VUZP_A1",    "ss10", "00010", "VUZP<c>.<bits s>", "vuzp", "s Q", "s=3 | s=2 & Q=0", "A8.8.422").unpredictable(ONE_REGISTER);
        row(t, "VZIP_A1",    "ss10", "00011", "VZIP<c>.<bits s>", "vzip", "s Q", "s=3 | s=2 & Q=0", "A8.8.423").unpredictable(ONE_REGISTER);
        t.row("VMOVN_A1",    "111100111D11ss10dddd001000M0mmmm", "VMOVN<c>.I<bits plus1(s)>" + NARROW, "vmovn" + ARGUMENTS + "s", "DDI 0406C A8.8.347").undefined("s=3 | bit(m,0)=1");
        t.row("VQMOVUN_A1",  "111100111D11ss10dddd001001M0mmmm", "VQMOVUN<c>.S<bits plus1(s)>" + NARROW, "vqmovn" + ARGUMENTS + "s 0 1", "DDI 0406C A8.8.374").undefined("s=3 | bit(m,0)=1");
        t.row("VQMOVN_A1",   "111100111D11ss10dddd00101UM0mmmm", "VQMOVN<c>.<sign U><bits plus1(s)>" + NARROW, "vqmovn" + ARGUMENTS + "s U U", "DDI 0406C A8.8.374").undefined("s=3 | bit(m,0)=1");
        t.row("VSHLL_m_A2",  "111100111D11ss10dddd001100M0mmmm", "VSHLL<c>.I<bits s>" + LONG + ", #<bits s>", "vshll" + ARGUMENTS + "elementBits(s) s 1", "DDI 0406C A8.8.397").undefined("s=3 | bit(d,0)=1");
    }

    private static void floating(SharedRows t) {
        row(t, "VABS_f_A1",    "ss01", "01110", "VABS<c>.F32", "vabsF", "Q", "s!=2", "A8.8.280");
        row(t, "VNEG_f_A1",    "ss01", "01111", "VNEG<c>.F32", "vnegF", "Q", "s!=2", "A8.8.355");
        row(t, "VRECPE_f_A1",  "ss11", "01010", "VRECPE<c>.F32", "vrecpeF", "Q", "s!=2", "A8.8.384");
        row(t, "VRSQRTE_f_A1", "ss11", "01011", "VRSQRTE<c>.F32", "vrsqrteF", "Q", "s!=2", "A8.8.391");
        row(t, "VCVT_if_A1",   "ss11", "0110U", "VCVT<c>.F32.<sign U>32", "vcvtFixedToSimd", "0 U Q", "s!=2", "A8.8.305");
        row(t, "VCVT_fi_A1",   "ss11", "0111U", "VCVT<c>.<sign U>32.F32", "vcvtSimdToFixed", "0 U Q", "s!=2", "A8.8.305");
        t.row("VCVT_sh_simd_A1", "111100111D11ss10dddd011000M0mmmm", "VCVT<c>.F16.F32" + NARROW, "vcvtSimdToHalf vreg(D,d) vreg(M,m)", "DDI 0406C A8.8.310").undefined("s!=1 | bit(m,0)=1");
        t.row("VCVT_hs_simd_A1", "111100111D11ss10dddd011100M0mmmm", "VCVT<c>.F32.F16" + LONG, "vcvtHalfToSimd vreg(D,d) vreg(M,m)", "DDI 0406C A8.8.310").undefined("s!=1 | bit(d,0)=1");
    }

    private static void others(SharedRows t) {
        t.row("VEXT_d_A1", "111100101D11nnnnddddiiiiN0M0mmmm", "VEXT<c>.8 <D vreg(D,d)>, <D vreg(N,n)>, <D vreg(M,m)>, #<i>", "vextD vreg(D,d) vreg(N,n) vreg(M,m) i", "DDI 0406C A8.8.316").undefined("i>7");
        t.row("VEXT_q_A1", "111100101D11nnnnddddiiiiN1M0mmmm", "VEXT<c>.8 <Q vreg(D,d)>, <Q vreg(N,n)>, <Q vreg(M,m)>, #<i>", "vextQ vreg(D,d) vreg(N,n) vreg(M,m) i", "DDI 0406C A8.8.316").undefined("odd3(1,d,n,m)=1");
        t.row("VTBL_A1",   "111100111D11nnnndddd10llNxM0mmmm", "VTB<lx x><c>.8 <D vreg(D,d)>, <dlist vreg(N,n),plus1(l),1>, <D vreg(M,m)>", "vtbl vreg(D,d) vreg(N,n) vreg(M,m) plus1(l) x", "DDI 0406C A8.8.419").refused("plus(vreg(N,n),l)>31");
        t.row("VDUP_s_A1", "111100111D11iiiidddd11000QM0mmmm", "VDUP<c>.<bits laneSize(i)> <V Q,vreg(D,d)>, <D vreg(M,m)>[<I laneIndex(i)>]", "vdupScalar vreg(D,d) vreg(M,m) laneIndex(i) laneSize(i) Q", "DDI 0406C A8.8.313").undefined("laneSize(i)=3 | odd1(Q,d)=1");
    }
    // spotless:on

    /** @param a bits 19 to 16; @param b bits 11 to 7, of which the last is no part of the manual's field B */
    private static SharedRows.Pair row(
            SharedRows t,
            String name,
            String a,
            String b,
            String mnemonic,
            String method,
            String arguments,
            String undefined,
            String section) {
        String zero = method.contains("Zero") ? ", #0" : "";
        return t.row(
                        name,
                        "111100111D11" + a + "dddd" + b + "QM0mmmm",
                        mnemonic + REGISTERS + zero,
                        method + ARGUMENTS + arguments,
                        "DDI 0406C " + section)
                .undefined("odd2(Q,d,m)=1")
                .undefined(undefined);
    }
}
