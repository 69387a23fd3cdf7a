package dev.trapline.emu.isa.aarch32.simd;

/** Advanced SIMD: three registers of the same length (DDI 0406C A7.4.1). */
final class SimdThreeSameRows {
    private static final String REGISTERS = " <V Q,vreg(D,d)>, <V Q,vreg(N,n)>, <V Q,vreg(M,m)>";
    private static final String SHIFTED = " <V Q,vreg(D,d)>, <V Q,vreg(M,m)>, <V Q,vreg(N,n)>";
    private static final String DOUBLEWORDS = " <D vreg(D,d)>, <D vreg(N,n)>, <D vreg(M,m)>";
    private static final String ARGUMENTS = " vreg(D,d) vreg(N,n) vreg(M,m)";
    private static final String ODD = "odd3(Q,d,n,m)=1";

    private SimdThreeSameRows() {}

    // spotless:off
    static void rows(SharedRows t) {
        same(t, "VHADD_A1",    "1111001U0Dss", "0000", "0", "VHADD<c>.<sign U><bits s>", "vhadd", "s U Q", "s=3", "A8.8.319");
        same(t, "VHSUB_A1",    "1111001U0Dss", "0010", "0", "VHSUB<c>.<sign U><bits s>", "vhsub", "s U Q", "s=3", "A8.8.319");
        same(t, "VQADD_A1",    "1111001U0Dss", "0000", "1", "VQADD<c>.<sign U><bits s>", "vqadd", "s U Q", "", "A8.8.370");
        same(t, "VRHADD_A1",   "1111001U0Dss", "0001", "0", "VRHADD<c>.<sign U><bits s>", "vrhadd", "s U Q", "s=3", "A8.8.387");
        same(t, "VQSUB_A1",    "1111001U0Dss", "0010", "1", "VQSUB<c>.<sign U><bits s>", "vqsub", "s U Q", "", "A8.8.382");
        same(t, "VAND_r_A1",   "111100100D00", "0001", "1", "VAND<c>", "vand", "Q", "", "A8.8.287");
        same(t, "VBIC_r_A1",   "111100100D01", "0001", "1", "VBIC<c>", "vbic", "Q", "", "A8.8.289");
        same(t, "VORR_r_A1",   "111100100D10", "0001", "1", "VORR<c>", "vorr", "Q", "", "A8.8.360").unless("vreg(N,n)=vreg(M,m)");
        same(t, "VORN_r_A1",   "111100100D11", "0001", "1", "VORN<c>", "vorn", "Q", "", "A8.8.358");
        same(t, "VEOR_A1",     "111100110D00", "0001", "1", "VEOR<c>", "veor", "Q", "", "A8.8.315");
        same(t, "VBSL_A1",     "111100110D01", "0001", "1", "VBSL<c>", "vbsl", "Q", "", "A8.8.290");
        same(t, "VBIT_A1",     "111100110D10", "0001", "1", "VBIT<c>", "vbit", "Q", "", "A8.8.290");
        same(t, "VBIF_A1",     "111100110D11", "0001", "1", "VBIF<c>", "vbif", "Q", "", "A8.8.290");
        t.row("VMOV_r_A1", "111100100D10nnnndddd0001NQM1mmmm", "VMOV<c> <V Q,vreg(D,d)>, <V Q,vreg(M,m)>", "vmovSimd vreg(D,d) vreg(M,m) Q", "DDI 0406C A8.8.340").unless("vreg(N,n)!=vreg(M,m)").undefined(ODD);
        same(t, "VCGT_i_A1",   "1111001U0Dss", "0011", "0", "VCGT<c>.<sign U><bits s>", "vcgtI", "s U Q", "s=3", "A8.8.295");
        same(t, "VCGE_i_A1",   "1111001U0Dss", "0011", "1", "VCGE<c>.<sign U><bits s>", "vcgeI", "s U Q", "s=3", "A8.8.293");
        shifted(t, "VSHL_r_A1",   "1111001U0Dss", "0100", "0", "VSHL<c>.<sign U><bits s>", "vshl", "A8.8.396");
        shifted(t, "VQSHL_r_A1",  "1111001U0Dss", "0100", "1", "VQSHL<c>.<sign U><bits s>", "vqshl", "A8.8.379");
        shifted(t, "VRSHL_A1",    "1111001U0Dss", "0101", "0", "VRSHL<c>.<sign U><bits s>", "vrshl", "A8.8.388");
        shifted(t, "VQRSHL_A1",   "1111001U0Dss", "0101", "1", "VQRSHL<c>.<sign U><bits s>", "vqrshl", "A8.8.377");
        same(t, "VMAX_i_A1",   "1111001U0Dss", "0110", "0", "VMAX<c>.<sign U><bits s>", "vmaxI", "s U Q", "s=3", "A8.8.334");
        same(t, "VMIN_i_A1",   "1111001U0Dss", "0110", "1", "VMIN<c>.<sign U><bits s>", "vminI", "s U Q", "s=3", "A8.8.334");
        same(t, "VABD_i_A1",   "1111001U0Dss", "0111", "0", "VABD<c>.<sign U><bits s>", "vabdI", "s U Q", "s=3", "A8.8.278");
        same(t, "VABA_A1",     "1111001U0Dss", "0111", "1", "VABA<c>.<sign U><bits s>", "vaba", "s U Q", "s=3", "A8.8.277");
        same(t, "VADD_i_A1",   "111100100Dss", "1000", "0", "VADD<c>.I<bits s>", "vaddI", "s Q", "", "A8.8.282");
        same(t, "VSUB_i_A1",   "111100110Dss", "1000", "0", "VSUB<c>.I<bits s>", "vsubI", "s Q", "", "A8.8.414");
        same(t, "VTST_A1",     "111100100Dss", "1000", "1", "VTST<c>.<bits s>", "vtst", "s Q", "s=3", "A8.8.421");
        same(t, "VCEQ_i_A1",   "111100110Dss", "1000", "1", "VCEQ<c>.I<bits s>", "vceqI", "s Q", "s=3", "A8.8.291");
        same(t, "VMLA_i_A1",   "111100100Dss", "1001", "0", "VMLA<c>.I<bits s>", "vmlaI", "s Q", "s=3", "A8.8.336");
        same(t, "VMLS_i_A1",   "111100110Dss", "1001", "0", "VMLS<c>.I<bits s>", "vmlsI", "s Q", "s=3", "A8.8.336");
        same(t, "VMUL_i_A1",   "111100100Dss", "1001", "1", "VMUL<c>.I<bits s>", "vmulI", "s Q", "s=3", "A8.8.350");
        same(t, "VMUL_p_A1",   "111100110D00", "1001", "1", "VMUL<c>.P8", "vmulP", "Q", "", "A8.8.350");
        same(t, "VQDMULH_A1",  "111100100Dss", "1011", "0", "VQDMULH<c>.S<bits s>", "vqdmulh", "s 0 Q", "s=0 | s=3", "A8.8.372");
        same(t, "VQRDMULH_A1", "111100110Dss", "1011", "0", "VQRDMULH<c>.S<bits s>", "vqdmulh", "s 1 Q", "s=0 | s=3", "A8.8.376");
        pairs(t, "VPMAX_i_A1",    "1111001U0Dss", "1010", "0", "VPMAX<c>.<sign U><bits s>", "vpmaxI", "s U", "A8.8.365").undefined("s=3");
        pairs(t, "VPMIN_i_A1",    "1111001U0Dss", "1010", "1", "VPMIN<c>.<sign U><bits s>", "vpminI", "s U", "A8.8.365").undefined("s=3");
        pairs(t, "VPADD_i_A1",    "111100100Dss", "1011", "1", "VPADD<c>.I<bits s>", "vpaddI", "s", "A8.8.362").undefined("s=3");

        same(t, "VFMA_A1",     "111100100D00", "1100", "1", "VFMA<c>.F32", "vfmaF", "Q", "", "A8.8.317");
        same(t, "VFMS_A1",     "111100100D10", "1100", "1", "VFMS<c>.F32", "vfmsF", "Q", "", "A8.8.317");
        same(t, "VADD_f_A1",   "111100100D00", "1101", "0", "VADD<c>.F32", "vaddF", "Q", "", "A8.8.283");
        same(t, "VSUB_f_A1",   "111100100D10", "1101", "0", "VSUB<c>.F32", "vsubF", "Q", "", "A8.8.415");
        pairs(t, "VPADD_f_A1",    "111100110D00", "1101", "0", "VPADD<c>.F32", "vpaddF", "", "A8.8.363");
        same(t, "VABD_f_A1",   "111100110D10", "1101", "0", "VABD<c>.F32", "vabdF", "Q", "", "A8.8.279");
        same(t, "VMLA_f_A1",   "111100100D00", "1101", "1", "VMLA<c>.F32", "vmlaF", "Q", "", "A8.8.337");
        same(t, "VMLS_f_A1",   "111100100D10", "1101", "1", "VMLS<c>.F32", "vmlsF", "Q", "", "A8.8.337");
        same(t, "VMUL_f_A1",   "111100110D00", "1101", "1", "VMUL<c>.F32", "vmulF", "Q", "", "A8.8.351");
        same(t, "VCEQ_f_A2",   "111100100D00", "1110", "0", "VCEQ<c>.F32", "vceqF", "Q", "", "A8.8.291");
        same(t, "VCGE_f_A2",   "111100110D00", "1110", "0", "VCGE<c>.F32", "vcgeF", "Q", "", "A8.8.293");
        same(t, "VCGT_f_A2",   "111100110D10", "1110", "0", "VCGT<c>.F32", "vcgtF", "Q", "", "A8.8.295");
        same(t, "VACGE_A1",    "111100110D00", "1110", "1", "VACGE<c>.F32", "vacge", "Q", "", "A8.8.281");
        same(t, "VACGT_A1",    "111100110D10", "1110", "1", "VACGT<c>.F32", "vacgt", "Q", "", "A8.8.281");
        same(t, "VMAX_f_A1",   "111100100D00", "1111", "0", "VMAX<c>.F32", "vmaxF", "Q", "", "A8.8.335");
        same(t, "VMIN_f_A1",   "111100100D10", "1111", "0", "VMIN<c>.F32", "vminF", "Q", "", "A8.8.335");
        pairs(t, "VPMAX_f_A1",    "111100110D00", "1111", "0", "VPMAX<c>.F32", "vpmaxF", "", "A8.8.366");
        pairs(t, "VPMIN_f_A1",    "111100110D10", "1111", "0", "VPMIN<c>.F32", "vpminF", "", "A8.8.366");
        same(t, "VRECPS_A1",   "111100100D00", "1111", "1", "VRECPS<c>.F32", "vrecps", "Q", "", "A8.8.385");
        same(t, "VRSQRTS_A1",  "111100100D10", "1111", "1", "VRSQRTS<c>.F32", "vrsqrts", "Q", "", "A8.8.392");
    }
    // spotless:on

    /** D or Q registers; {@code a} and {@code b} are the fields of those names in the manual's table. */
    private static SharedRows.Pair same(
            SharedRows t,
            String name,
            String first,
            String a,
            String b,
            String mnemonic,
            String method,
            String arguments,
            String undefined,
            String section) {
        return t.row(
                        name,
                        first + "nnnndddd" + a + "NQM" + b + "mmmm",
                        mnemonic + REGISTERS,
                        method + ARGUMENTS + " " + arguments,
                        "DDI 0406C " + section)
                .undefined(ODD)
                .undefined(undefined);
    }

    /** The first operand is in m, the shift in n. */
    private static void shifted(
            SharedRows t,
            String name,
            String first,
            String a,
            String b,
            String mnemonic,
            String method,
            String section) {
        t.row(
                        name,
                        first + "nnnndddd" + a + "NQM" + b + "mmmm",
                        mnemonic + SHIFTED,
                        method + " vreg(D,d) vreg(M,m) vreg(N,n) s U Q",
                        "DDI 0406C " + section)
                .undefined(ODD);
    }

    /** D registers only. */
    private static SharedRows.Pair pairs(
            SharedRows t,
            String name,
            String first,
            String a,
            String b,
            String mnemonic,
            String method,
            String arguments,
            String section) {
        return t.row(
                name,
                first + "nnnndddd" + a + "N0M" + b + "mmmm",
                mnemonic + DOUBLEWORDS,
                method + ARGUMENTS + " " + arguments,
                "DDI 0406C " + section);
    }
}
