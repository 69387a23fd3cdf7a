package dev.trapline.emu.isa.aarch32.simd;

/** Advanced SIMD: three registers of different lengths, and two registers and a scalar (DDI 0406C A7.4.2, A7.4.3). */
final class SimdLongRows {
    private static final String ARGUMENTS = " vreg(D,d) vreg(N,n) vreg(M,m) ";
    private static final String LONG = " <Q vreg(D,d)>, <D vreg(N,n)>, <D vreg(M,m)>";
    private static final String WIDE = " <Q vreg(D,d)>, <Q vreg(N,n)>, <D vreg(M,m)>";
    private static final String NARROW = " <D vreg(D,d)>, <Q vreg(N,n)>, <Q vreg(M,m)>";
    private static final String SCALAR = ", <D scalarRegister(s,m)>[<I scalarIndex(s,M,m)>]";
    private static final String SCALAR_ARGUMENTS = " vreg(D,d) vreg(N,n) scalarRegister(s,m) scalarIndex(s,M,m) s ";
    /** Where size 3 leads to other instructions, the row is none for it. */
    private static final String OTHERS = "s=3";

    private SimdLongRows() {}

    static void rows(SharedRows t) {
        different(t);
        scalar(t);
    }

    // spotless:off
    private static void different(SharedRows t) {
        row(t, "VADDL_A1",    "1111001U1Dss", "0000", "VADDL<c>.<sign U><bits s>" + LONG, "vaddl" + ARGUMENTS + "s U", "A8.8.285").undefined("bit(d,0)=1");
        row(t, "VADDW_A1",    "1111001U1Dss", "0001", "VADDW<c>.<sign U><bits s>" + WIDE, "vaddw" + ARGUMENTS + "s U", "A8.8.285").undefined("bit(d,0)=1 | bit(n,0)=1");
        row(t, "VSUBL_A1",    "1111001U1Dss", "0010", "VSUBL<c>.<sign U><bits s>" + LONG, "vsubl" + ARGUMENTS + "s U", "A8.8.417").undefined("bit(d,0)=1");
        row(t, "VSUBW_A1",    "1111001U1Dss", "0011", "VSUBW<c>.<sign U><bits s>" + WIDE, "vsubw" + ARGUMENTS + "s U", "A8.8.417").undefined("bit(d,0)=1 | bit(n,0)=1");
        row(t, "VADDHN_A1",   "111100101Dss", "0100", "VADDHN<c>.I<bits plus1(s)>" + NARROW, "vaddhn" + ARGUMENTS + "s 0", "A8.8.284").undefined("bit(n,0)=1 | bit(m,0)=1");
        row(t, "VRADDHN_A1",  "111100111Dss", "0100", "VRADDHN<c>.I<bits plus1(s)>" + NARROW, "vaddhn" + ARGUMENTS + "s 1", "A8.8.383").undefined("bit(n,0)=1 | bit(m,0)=1");
        row(t, "VABAL_A2",    "1111001U1Dss", "0101", "VABAL<c>.<sign U><bits s>" + LONG, "vabal" + ARGUMENTS + "s U", "A8.8.277").undefined("bit(d,0)=1");
        row(t, "VSUBHN_A1",   "111100101Dss", "0110", "VSUBHN<c>.I<bits plus1(s)>" + NARROW, "vsubhn" + ARGUMENTS + "s 0", "A8.8.416").undefined("bit(n,0)=1 | bit(m,0)=1");
        row(t, "VRSUBHN_A1",  "111100111Dss", "0110", "VRSUBHN<c>.I<bits plus1(s)>" + NARROW, "vsubhn" + ARGUMENTS + "s 1", "A8.8.394").undefined("bit(n,0)=1 | bit(m,0)=1");
        row(t, "VABDL_A2",    "1111001U1Dss", "0111", "VABDL<c>.<sign U><bits s>" + LONG, "vabdl" + ARGUMENTS + "s U", "A8.8.278").undefined("bit(d,0)=1");
        row(t, "VMLAL_A2",    "1111001U1Dss", "1000", "VMLAL<c>.<sign U><bits s>" + LONG, "vmlal" + ARGUMENTS + "s U", "A8.8.336").undefined("bit(d,0)=1");
        row(t, "VMLSL_A2",    "1111001U1Dss", "1010", "VMLSL<c>.<sign U><bits s>" + LONG, "vmlsl" + ARGUMENTS + "s U", "A8.8.336").undefined("bit(d,0)=1");
        row(t, "VQDMLAL_A1",  "111100101Dss", "1001", "VQDMLAL<c>.S<bits s>" + LONG, "vqdmlal" + ARGUMENTS + "s", "A8.8.371").undefined("s=0 | bit(d,0)=1");
        row(t, "VQDMLSL_A1",  "111100101Dss", "1011", "VQDMLSL<c>.S<bits s>" + LONG, "vqdmlsl" + ARGUMENTS + "s", "A8.8.371").undefined("s=0 | bit(d,0)=1");
        row(t, "VMULL_i_A2",  "1111001U1Dss", "1100", "VMULL<c>.<sign U><bits s>" + LONG, "vmull" + ARGUMENTS + "s U", "A8.8.350").undefined("bit(d,0)=1");
        row(t, "VMULL_p_A2",  "111100101D00", "1110", "VMULL<c>.P8" + LONG, "vmullP vreg(D,d) vreg(N,n) vreg(M,m)", "A8.8.350").undefined("bit(d,0)=1");
        row(t, "VQDMULL_A1",  "111100101Dss", "1101", "VQDMULL<c>.S<bits s>" + LONG, "vqdmull" + ARGUMENTS + "s", "A8.8.373").undefined("s=0 | bit(d,0)=1");
    }

    private static void scalar(SharedRows t) {
        byScalar(t, "VMLA_s_A1",     "1111001Q1Dss", "0000", "VMLA<c>.I<bits s>", "vmlaIScalar", "A8.8.338");
        byScalar(t, "VMLS_s_A1",     "1111001Q1Dss", "0100", "VMLS<c>.I<bits s>", "vmlsIScalar", "A8.8.338");
        byScalar(t, "VMUL_s_A1",     "1111001Q1Dss", "1000", "VMUL<c>.I<bits s>", "vmulIScalar", "A8.8.352");
        byFloat(t, "VMLA_sf_A1",     "1111001Q1D10", "0001", "VMLA<c>.F32", "vmlaFScalar", "A8.8.338");
        byFloat(t, "VMLS_sf_A1",     "1111001Q1D10", "0101", "VMLS<c>.F32", "vmlsFScalar", "A8.8.338");
        byFloat(t, "VMUL_sf_A1",     "1111001Q1D10", "1001", "VMUL<c>.F32", "vmulFScalar", "A8.8.352");
        longScalar(t, "VMLAL_s_A2",  "1111001U1Dss", "0010", "VMLAL<c>.<sign U><bits s>", "vmlalScalar", "U", "A8.8.338");
        longScalar(t, "VMLSL_s_A2",  "1111001U1Dss", "0110", "VMLSL<c>.<sign U><bits s>", "vmlslScalar", "U", "A8.8.338");
        longScalar(t, "VMULL_s_A2",  "1111001U1Dss", "1010", "VMULL<c>.<sign U><bits s>", "vmullScalar", "U", "A8.8.352");
        longScalar(t, "VQDMLAL_A2",  "111100101Dss", "0011", "VQDMLAL<c>.S<bits s>", "vqdmlalScalar", "", "A8.8.371");
        longScalar(t, "VQDMLSL_A2",  "111100101Dss", "0111", "VQDMLSL<c>.S<bits s>", "vqdmlslScalar", "", "A8.8.371");
        longScalar(t, "VQDMULL_A2",  "111100101Dss", "1011", "VQDMULL<c>.S<bits s>", "vqdmullScalar", "", "A8.8.373");
        t.row("VQDMULH_A2",  "1111001Q1Dssnnnndddd1100N1M0mmmm", "VQDMULH<c>.S<bits s> <V Q,vreg(D,d)>, <V Q,vreg(N,n)>" + SCALAR, "vqdmulhScalar" + SCALAR_ARGUMENTS + "0 Q", "DDI 0406C A8.8.372").unless(OTHERS).undefined("s=0 | odd2(Q,d,n)=1");
        t.row("VQRDMULH_A2", "1111001Q1Dssnnnndddd1101N1M0mmmm", "VQRDMULH<c>.S<bits s> <V Q,vreg(D,d)>, <V Q,vreg(N,n)>" + SCALAR, "vqdmulhScalar" + SCALAR_ARGUMENTS + "1 Q", "DDI 0406C A8.8.376").unless(OTHERS).undefined("s=0 | odd2(Q,d,n)=1");
    }
    // spotless:on

    private static SharedRows.Pair row(
            SharedRows t, String name, String first, String a, String syntax, String meaning, String section) {
        return t.row(name, first + "nnnndddd" + a + "N0M0mmmm", syntax, meaning, "DDI 0406C " + section)
                .unless(first.endsWith("ss") ? OTHERS : "");
    }

    private static void byScalar(
            SharedRows t, String name, String first, String a, String mnemonic, String method, String section) {
        t.row(
                        name,
                        first + "nnnndddd" + a + "N1M0mmmm",
                        mnemonic + " <V Q,vreg(D,d)>, <V Q,vreg(N,n)>" + SCALAR,
                        method + SCALAR_ARGUMENTS + "Q",
                        "DDI 0406C " + section)
                .unless(OTHERS)
                .undefined("s=0 | odd2(Q,d,n)=1");
    }

    /** Single precision: the scalar is an S register. */
    private static void byFloat(
            SharedRows t, String name, String first, String a, String mnemonic, String method, String section) {
        t.row(
                        name,
                        first + "nnnndddd" + a + "N1M0mmmm",
                        mnemonic + " <V Q,vreg(D,d)>, <V Q,vreg(N,n)>, <D m>[<I M>]",
                        method + " vreg(D,d) vreg(N,n) sreg(m,M) Q",
                        "DDI 0406C " + section)
                .undefined("odd2(Q,d,n)=1");
    }

    private static void longScalar(
            SharedRows t,
            String name,
            String first,
            String a,
            String mnemonic,
            String method,
            String arguments,
            String section) {
        t.row(
                        name,
                        first + "nnnndddd" + a + "N1M0mmmm",
                        mnemonic + " <Q vreg(D,d)>, <D vreg(N,n)>" + SCALAR,
                        method + SCALAR_ARGUMENTS + arguments,
                        "DDI 0406C " + section)
                .unless(OTHERS)
                .undefined("s=0 | bit(d,0)=1");
    }
}
