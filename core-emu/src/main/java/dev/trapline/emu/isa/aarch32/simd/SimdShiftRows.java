package dev.trapline.emu.isa.aarch32.simd;

/**
 * Advanced SIMD: two registers and a shift amount, and one register and a modified immediate (DDI 0406C A7.4.4, A7.4.6).
 * The element size and the shift are both in L and imm6, see {@link ExtensionFields}.
 */
final class SimdShiftRows {
    private static final String REGISTERS = " <V Q,vreg(D,d)>, <V Q,vreg(M,m)>, #";
    private static final String RIGHT = "<shiftRight(L,i)>";
    private static final String LEFT = "<shiftLeft(L,i)>";
    private static final String ARGUMENTS = " vreg(D,d) vreg(M,m) ";
    /** Bits 21 to 19 and 7 all zero: a modified immediate. */
    private static final String IMMEDIATE = "L=0 & i<8";

    private SimdShiftRows() {}

    static void rows(SharedRows t) {
        shifts(t);
        narrowing(t);
        immediates(t);
    }

    // spotless:off
    private static void shifts(SharedRows t) {
        same(t, "VSHR_A1",    "1111001U", "0000", "VSHR<c>.<sign U><bits shiftSize(L,i)>", RIGHT, "vshr", "shiftRight(L,i) shiftSize(L,i) U Q", "A8.8.398");
        same(t, "VSRA_A1",    "1111001U", "0001", "VSRA<c>.<sign U><bits shiftSize(L,i)>", RIGHT, "vsra", "shiftRight(L,i) shiftSize(L,i) U Q", "A8.8.402");
        same(t, "VRSHR_A1",   "1111001U", "0010", "VRSHR<c>.<sign U><bits shiftSize(L,i)>", RIGHT, "vrshr", "shiftRight(L,i) shiftSize(L,i) U Q", "A8.8.389");
        same(t, "VRSRA_A1",   "1111001U", "0011", "VRSRA<c>.<sign U><bits shiftSize(L,i)>", RIGHT, "vrsra", "shiftRight(L,i) shiftSize(L,i) U Q", "A8.8.393");
        same(t, "VSRI_A1",    "11110011", "0100", "VSRI<c>.<bits shiftSize(L,i)>", RIGHT, "vsri", "shiftRight(L,i) shiftSize(L,i) Q", "A8.8.403");
        same(t, "VSHL_i_A1",  "11110010", "0101", "VSHL<c>.I<bits shiftSize(L,i)>", LEFT, "vshlImmediate", "shiftLeft(L,i) shiftSize(L,i) Q", "A8.8.395");
        same(t, "VSLI_A1",    "11110011", "0101", "VSLI<c>.<bits shiftSize(L,i)>", LEFT, "vsli", "shiftLeft(L,i) shiftSize(L,i) Q", "A8.8.400");
        same(t, "VQSHLU_i_A1", "11110011", "0110", "VQSHLU<c>.S<bits shiftSize(L,i)>", LEFT, "vqshlImmediate", "shiftLeft(L,i) shiftSize(L,i) 0 1 Q", "A8.8.380");
        same(t, "VQSHL_i_A1", "1111001U", "0111", "VQSHL<c>.<sign U><bits shiftSize(L,i)>", LEFT, "vqshlImmediate", "shiftLeft(L,i) shiftSize(L,i) U U Q", "A8.8.380");
        t.row("VCVT_xf_A1", "1111001U1Diiiiiidddd11100QM1mmmm", "VCVT<c>.F32.<sign U>32" + REGISTERS + "<fractionBits(i)>", "vcvtFixedToSimd" + ARGUMENTS + "fractionBits(i) U Q", "DDI 0406C A8.8.307").unless("i<8").undefined("i<32 | odd2(Q,d,m)=1");
        t.row("VCVT_fx_A1", "1111001U1Diiiiiidddd11110QM1mmmm", "VCVT<c>.<sign U>32.F32" + REGISTERS + "<fractionBits(i)>", "vcvtSimdToFixed" + ARGUMENTS + "fractionBits(i) U Q", "DDI 0406C A8.8.307").unless("i<8").undefined("i<32 | odd2(Q,d,m)=1");
    }

    private static void narrowing(SharedRows t) {
        narrow(t, "VSHRN_A1",    "11110010", "1000", "0", "VSHRN<c>.I", "vshrn", "", "A8.8.399");
        narrow(t, "VRSHRN_A1",   "11110010", "1000", "1", "VRSHRN<c>.I", "vrshrn", "", "A8.8.390");
        narrow(t, "VQSHRUN_A1",  "11110011", "1000", "0", "VQSHRUN<c>.S", "vqshrn", "0 1", "A8.8.381");
        narrow(t, "VQRSHRUN_A1", "11110011", "1000", "1", "VQRSHRUN<c>.S", "vqrshrn", "0 1", "A8.8.378");
        narrow(t, "VQSHRN_A1",   "1111001U", "1001", "0", "VQSHRN<c>.<sign U>", "vqshrn", "U U", "A8.8.381");
        narrow(t, "VQRSHRN_A1",  "1111001U", "1001", "1", "VQRSHRN<c>.<sign U>", "vqrshrn", "U U", "A8.8.378");
        t.row("VSHLL_A1", "1111001U1Diiiiiidddd101000M1mmmm", "VSHLL<c>.<sign U><bits shiftSize(0,i)> <Q vreg(D,d)>, <D vreg(M,m)>, #<shiftLeft(0,i)>", "vshll" + ARGUMENTS + "shiftLeft(0,i) shiftSize(0,i) U", "DDI 0406C A8.8.397").unless("i<8 | shiftLeft(0,i)=0").undefined("bit(d,0)=1");
        t.row("VMOVL_A1", "1111001U1Diiiiiidddd101000M1mmmm", "VMOVL<c>.<sign U><bits shiftSize(0,i)> <Q vreg(D,d)>, <D vreg(M,m)>", "vshll" + ARGUMENTS + "0 shiftSize(0,i) U", "DDI 0406C A8.8.346").unless("i<8 | shiftLeft(0,i)!=0").undefined("bit(d,0)=1");
    }

    /** An immediate of zero is UNPREDICTABLE where it would not be at the bottom of its element. */
    private static void immediates(SharedRows t) {
        immediate(t, "VMOV_w_A1", "0kk0", "0", "VMOV<c>.I32", "vmovImmediate", "wordImmediate(k,i)", "A8.8.339").unpredictable("i=0 & k!=0");
        immediate(t, "VORR_w_A1", "0kk1", "0", "VORR<c>.I32", "vorrImmediate", "wordImmediate(k,i)", "A8.8.359").unpredictable("i=0 & k!=0");
        immediate(t, "VMVN_w_A1", "0kk0", "1", "VMVN<c>.I32", "vmovImmediate", "not(wordImmediate(k,i))", "A8.8.353").unpredictable("i=0 & k!=0");
        immediate(t, "VBIC_w_A1", "0kk1", "1", "VBIC<c>.I32", "vbicImmediate", "wordImmediate(k,i)", "A8.8.288").unpredictable("i=0 & k!=0");
        immediate(t, "VMOV_h_A1", "10k0", "0", "VMOV<c>.I16", "vmovImmediate", "halfImmediate(k,i)", "A8.8.339").unpredictable("i=0 & k!=0");
        immediate(t, "VORR_h_A1", "10k1", "0", "VORR<c>.I16", "vorrImmediate", "halfImmediate(k,i)", "A8.8.359").unpredictable("i=0 & k!=0");
        immediate(t, "VMVN_h_A1", "10k0", "1", "VMVN<c>.I16", "vmovImmediate", "not(halfImmediate(k,i))", "A8.8.353").unpredictable("i=0 & k!=0");
        immediate(t, "VBIC_h_A1", "10k1", "1", "VBIC<c>.I16", "vbicImmediate", "halfImmediate(k,i)", "A8.8.288").unpredictable("i=0 & k!=0");
        immediate(t, "VMOV_o_A1", "110k", "0", "VMOV<c>.I32", "vmovImmediate", "onesImmediate(k,i)", "A8.8.339").unpredictable("i=0");
        immediate(t, "VMVN_o_A1", "110k", "1", "VMVN<c>.I32", "vmovImmediate", "not(onesImmediate(k,i))", "A8.8.353").unpredictable("i=0");
        immediate(t, "VMOV_b_A1", "1110", "0", "VMOV<c>.I8", "vmovImmediate", "byteImmediate(i)", "A8.8.339");
        immediate(t, "VMOV_d_A1", "1110", "1", "VMOV<c>.I64", "vmovImmediateBytes", "i", "A8.8.339");
        immediate(t, "VMOV_f_A1", "1111", "0", "VMOV<c>.F32", "vmovImmediate", "vfpExpandImm(i)", "A8.8.339");
    }
    // spotless:on

    private static void same(
            SharedRows t,
            String name,
            String first,
            String a,
            String mnemonic,
            String shift,
            String method,
            String arguments,
            String section) {
        t.row(
                        name,
                        first + "1Diiiiiidddd" + a + "LQM1mmmm",
                        mnemonic + REGISTERS + shift,
                        method + ARGUMENTS + arguments,
                        "DDI 0406C " + section)
                .unless(IMMEDIATE)
                .undefined("odd2(Q,d,m)=1");
    }

    /** From a quadword to a doubleword of elements half as large, whose size is in imm6. */
    private static void narrow(
            SharedRows t,
            String name,
            String first,
            String a,
            String b,
            String mnemonic,
            String method,
            String kinds,
            String section) {
        t.row(
                        name,
                        first + "1Diiiiiidddd" + a + "0" + b + "M1mmmm",
                        mnemonic + "<bits plus1(shiftSize(0,i))> <D vreg(D,d)>, <Q vreg(M,m)>, #<shiftRight(0,i)>",
                        method + ARGUMENTS + "shiftRight(0,i) shiftSize(0,i) " + kinds,
                        "DDI 0406C " + section)
                .unless("i<8")
                .undefined("bit(m,0)=1");
    }

    /** {@code i} is the whole immediate abcdefgh, {@code k} the varying bits of cmode. */
    private static SharedRows.Pair immediate(
            SharedRows t,
            String name,
            String cmode,
            String op,
            String mnemonic,
            String method,
            String value,
            String section) {
        return t.row(
                        name,
                        "1111001i1D000iiidddd" + cmode + "0Q" + op + "1iiii",
                        mnemonic + " <V Q,vreg(D,d)>, " + constant(method, value),
                        method + " vreg(D,d) " + value + " Q",
                        "DDI 0406C " + section)
                .undefined("odd1(Q,d)=1");
    }

    /** How the constant is written: as it is before an inversion, and as one of its elements. */
    private static String constant(String method, String value) {
        if (method.equals("vmovImmediateBytes")) {
            return "#<maskbytes i>";
        }
        if (value.startsWith("vfp")) {
            return "#<float " + value + ">";
        }
        String plain = value.startsWith("not(") ? value.substring(4, value.length() - 1) : value;
        if (plain.startsWith("half")) {
            return "#<half16 " + plain + ">";
        }
        return plain.startsWith("byte") ? "#<i>" : "#<" + plain + ">";
    }
}
