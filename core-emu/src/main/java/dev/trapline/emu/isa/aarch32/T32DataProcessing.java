package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** The 32-bit T32 data-processing instructions (DDI 0406C A6.3.1, A6.3.3, A6.3.11, A6.3.12). */
final class T32DataProcessing {
    private T32DataProcessing() {}

    static void rows(Rows t) {
        immediate(t);
        register(t);
    }

    // spotless:off
    private static void immediate(Rows t) {
        t.row("AND_i_T1", "11110i00000Snnnn0iiiddddiiiiiiii", "AND{S}<c>.W <Rd>, <Rn>, #<thumbExpandImm(i)>", "andImmediate S d n thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.13").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("BIC_i_T1", "11110i00001Snnnn0iiiddddiiiiiiii", "BIC{S}<c>.W <Rd>, <Rn>, #<thumbExpandImm(i)>", "bicImmediate S d n thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.21").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("ORR_i_T1", "11110i00010Snnnn0iiiddddiiiiiiii", "ORR{S}<c>.W <Rd>, <Rn>, #<thumbExpandImm(i)>", "orrImmediate S d n thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.122").unpredictable("d=13 | d=15 | n=13");
        t.row("ORN_i_T1", "11110i00011Snnnn0iiiddddiiiiiiii", "ORN{S}<c> <Rd>, <Rn>, #<thumbExpandImm(i)>", "ornImmediate S d n thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.120").unpredictable("d=13 | d=15 | n=13");
        t.row("EOR_i_T1", "11110i00100Snnnn0iiiddddiiiiiiii", "EOR{S}<c>.W <Rd>, <Rn>, #<thumbExpandImm(i)>", "eorImmediate S d n thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.46").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("ADD_i_T3", "11110i01000Snnnn0iiiddddiiiiiiii", "ADD{S}<c>.W <Rd>, <Rn>, #<thumbExpandImm(i)>", "addImmediate S d n thumbExpandImm(i)", "DDI 0406C A8.8.4").unpredictable("d=15 & S=0 | d=13 & n!=13 | n=15");
        t.row("ADC_i_T1", "11110i01010Snnnn0iiiddddiiiiiiii", "ADC{S}<c>.W <Rd>, <Rn>, #<thumbExpandImm(i)>", "adcImmediate S d n thumbExpandImm(i)", "DDI 0406C A8.8.1").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("SBC_i_T1", "11110i01011Snnnn0iiiddddiiiiiiii", "SBC{S}<c>.W <Rd>, <Rn>, #<thumbExpandImm(i)>", "sbcImmediate S d n thumbExpandImm(i)", "DDI 0406C A8.8.161").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("SUB_i_T3", "11110i01101Snnnn0iiiddddiiiiiiii", "SUB{S}<c>.W <Rd>, <Rn>, #<thumbExpandImm(i)>", "subImmediate S d n thumbExpandImm(i)", "DDI 0406C A8.8.221").unpredictable("d=15 & S=0 | d=13 & n!=13 | n=15");
        t.row("RSB_i_T2", "11110i01110Snnnn0iiiddddiiiiiiii", "RSB{S}<c> <Rd>, <Rn>, #<thumbExpandImm(i)>", "rsbImmediate S d n thumbExpandImm(i)", "DDI 0406C A8.8.152").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("TST_i_T1", "11110i000001nnnn0iii1111iiiiiiii", "TST<c>.W <Rn>, #<thumbExpandImm(i)>", "tstImmediate n thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.240").unpredictable("n=13 | n=15");
        t.row("TEQ_i_T1", "11110i001001nnnn0iii1111iiiiiiii", "TEQ<c> <Rn>, #<thumbExpandImm(i)>", "teqImmediate n thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.237").unpredictable("n=13 | n=15");
        t.row("CMN_i_T1", "11110i010001nnnn0iii1111iiiiiiii", "CMN<c>.W <Rn>, #<thumbExpandImm(i)>", "cmnImmediate n thumbExpandImm(i)", "DDI 0406C A8.8.34").unpredictable("n=15");
        t.row("CMP_i_T2", "11110i011011nnnn0iii1111iiiiiiii", "CMP<c>.W <Rn>, #<thumbExpandImm(i)>", "cmpImmediate n thumbExpandImm(i)", "DDI 0406C A8.8.37").unpredictable("n=15");
        t.row("MOV_i_T2", "11110i00010S11110iiiddddiiiiiiii", "MOV{S}<c>.W <Rd>, #<thumbExpandImm(i)>", "movImmediate S d thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.102").unpredictable("d=13 | d=15");
        t.row("MVN_i_T1", "11110i00011S11110iiiddddiiiiiiii", "MVN{S}<c>.W <Rd>, #<thumbExpandImm(i)>", "mvnImmediate S d thumbExpandImm(i) thumbExpandImmC(i)", "DDI 0406C A8.8.115").unpredictable("d=13 | d=15");
        t.row("ADD_i_T4", "11110i100000nnnn0iiiddddiiiiiiii", "ADDW<c> <Rd>, <Rn>, #<i>", "addImmediate 0 d n i", "DDI 0406C A8.8.4").unpredictable("d=15 | d=13 & n!=13");
        t.row("SUB_i_T4", "11110i101010nnnn0iiiddddiiiiiiii", "SUBW<c> <Rd>, <Rn>, #<i>", "subImmediate 0 d n i", "DDI 0406C A8.8.221").unpredictable("d=15 | d=13 & n!=13");
        t.row("ADR_T3", "11110i10000011110iiiddddiiiiiiii", "ADR<c> <Rd>, <literal i>", "adr d i", "DDI 0406C A8.8.12").unpredictable("d=13 | d=15");
        t.row("ADR_T2", "11110i10101011110iiiddddiiiiiiii", "ADR<c> <Rd>, <literal negative(i)>", "adr d negative(i)", "DDI 0406C A8.8.12").unpredictable("d=13 | d=15");
        t.row("MOV_i_T3", "11110i100100kkkk0iiiddddiiiiiiii", "MOVW<c> <Rd>, #<imm16(k,i)>", "movImmediate 0 d imm16(k,i) 2", "DDI 0406C A8.8.102").unpredictable("d=13 | d=15");
        t.row("MOVT_T1", "11110i101100kkkk0iiiddddiiiiiiii", "MOVT<c> <Rd>, #<imm16(k,i)>", "movTop d imm16(k,i)", "DDI 0406C A8.8.106").unpredictable("d=13 | d=15");
        t.row("SUBS_PC_LR_T1", "111100111101(1)(1)(1)(0)10(0)0(1)(1)(1)(1)iiiiiiii", "SUBS<c> PC, LR, #<i>", "exceptionReturnImmediate 2 14 i", "DDI 0406C B9.3.19");
        t.row("ERET_T1", "111100111101(1)(1)(1)(0)10(0)0(1)(1)(1)(1)00000000", "ERET<c>", "eret", "DDI 0406C B9.3.3");
    }

    private static void register(Rows t) {
        t.row("AND_r_T2", "11101010000Snnnn(0)iiiddddiittmmmm", "AND{S}<c>.W <Rd>, <Rn>, <Rm><shift t,i>", "andRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.14").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13 | n=15");
        t.row("BIC_r_T2", "11101010001Snnnn(0)iiiddddiittmmmm", "BIC{S}<c>.W <Rd>, <Rn>, <Rm><shift t,i>", "bicRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.22").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13 | n=15");
        t.row("ORR_r_T2", "11101010010Snnnn(0)iiiddddiittmmmm", "ORR{S}<c>.W <Rd>, <Rn>, <Rm><shift t,i>", "orrRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.123").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13");
        t.row("ORN_r_T1", "11101010011Snnnn(0)iiiddddiittmmmm", "ORN{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "ornRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.121").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13");
        t.row("EOR_r_T2", "11101010100Snnnn(0)iiiddddiittmmmm", "EOR{S}<c>.W <Rd>, <Rn>, <Rm><shift t,i>", "eorRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.47").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13 | n=15");
        t.row("ADD_r_T3", "11101011000Snnnn(0)iiiddddiittmmmm", "ADD{S}<c>.W <Rd>, <Rn>, <Rm><shift t,i>", "addRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.7").unpredictable("d=15 & S=0 | d=13 & n!=13 | n=15 | m=13 | m=15");
        t.row("ADC_r_T2", "11101011010Snnnn(0)iiiddddiittmmmm", "ADC{S}<c>.W <Rd>, <Rn>, <Rm><shift t,i>", "adcRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.2").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13 | n=15");
        t.row("SBC_r_T2", "11101011011Snnnn(0)iiiddddiittmmmm", "SBC{S}<c>.W <Rd>, <Rn>, <Rm><shift t,i>", "sbcRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.162").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13 | n=15");
        t.row("SUB_r_T3", "11101011101Snnnn(0)iiiddddiittmmmm", "SUB{S}<c>.W <Rd>, <Rn>, <Rm><shift t,i>", "subRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.223").unpredictable("d=15 & S=0 | d=13 & n!=13 | n=15 | m=13 | m=15");
        t.row("RSB_r_T1", "11101011110Snnnn(0)iiiddddiittmmmm", "RSB{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "rsbRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.153").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13 | n=15");
        t.row("TST_r_T2", "111010100001nnnn(0)iii1111iittmmmm", "TST<c>.W <Rn>, <Rm><shift t,i>", "tstRegister n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.241").unpredictable("n=13 | n=15 | m=13 | m=15");
        t.row("TEQ_r_T1", "111010101001nnnn(0)iii1111iittmmmm", "TEQ<c> <Rn>, <Rm><shift t,i>", "teqRegister n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.238").unpredictable("n=13 | n=15 | m=13 | m=15");
        t.row("CMN_r_T2", "111010110001nnnn(0)iii1111iittmmmm", "CMN<c>.W <Rn>, <Rm><shift t,i>", "cmnRegister n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.35").unpredictable("n=15 | m=13 | m=15");
        t.row("CMP_r_T3", "111010111011nnnn(0)iii1111iittmmmm", "CMP<c>.W <Rn>, <Rm><shift t,i>", "cmpRegister n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.38").unpredictable("n=15 | m=13 | m=15");
        t.row("MVN_r_T2", "11101010011S1111(0)iiiddddiittmmmm", "MVN{S}<c>.W <Rd>, <Rm><shift t,i>", "mvnRegister S d m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.116").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("LSL_i_T2", "11101010010S1111(0)iiiddddii00mmmm", "LSL{S}<c>.W <Rd>, <Rm>, #<shiftAmount(0,i)>", "movRegister S d m shiftType(0,i) shiftAmount(0,i)", "DDI 0406C A8.8.94").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("LSL_r_T2", "11111010000Snnnn1111dddd0000mmmm", "LSL{S}<c>.W <Rd>, <Rn>, <Rm>", "movShiftedByRegister S d n 0 m", "DDI 0406C A8.8.95").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("LSR_i_T2", "11101010010S1111(0)iiiddddii01mmmm", "LSR{S}<c>.W <Rd>, <Rm>, #<shiftAmount(1,i)>", "movRegister S d m shiftType(1,i) shiftAmount(1,i)", "DDI 0406C A8.8.96").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("LSR_r_T2", "11111010001Snnnn1111dddd0000mmmm", "LSR{S}<c>.W <Rd>, <Rn>, <Rm>", "movShiftedByRegister S d n 1 m", "DDI 0406C A8.8.97").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("ASR_i_T2", "11101010010S1111(0)iiiddddii10mmmm", "ASR{S}<c>.W <Rd>, <Rm>, #<shiftAmount(2,i)>", "movRegister S d m shiftType(2,i) shiftAmount(2,i)", "DDI 0406C A8.8.16").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("ASR_r_T2", "11111010010Snnnn1111dddd0000mmmm", "ASR{S}<c>.W <Rd>, <Rn>, <Rm>", "movShiftedByRegister S d n 2 m", "DDI 0406C A8.8.17").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("ROR_i_T1", "11101010010S1111(0)iiiddddii11mmmm", "ROR{S}<c>.W <Rd>, <Rm>, #<shiftAmount(3,i)>", "movRegister S d m shiftType(3,i) shiftAmount(3,i)", "DDI 0406C A8.8.149").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("ROR_r_T2", "11111010011Snnnn1111dddd0000mmmm", "ROR{S}<c>.W <Rd>, <Rn>, <Rm>", "movShiftedByRegister S d n 3 m", "DDI 0406C A8.8.150").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("MOV_r_T3", "11101010010S1111(0)000dddd0000mmmm", "MOV{S}<c>.W <Rd>, <Rm>", "movRegister S d m 0 0", "DDI 0406C A8.8.104").unpredictable("S=1 & d=13 | S=1 & m=13 | d=15 | m=15 | d=13 & m=13");
        t.row("RRX_T1", "11101010010S1111(0)000dddd0011mmmm", "RRX{S}<c>.W <Rd>, <Rm>", "movRegister S d m 4 1", "DDI 0406C A8.8.151").unpredictable("d=13 | d=15 | m=13 | m=15");
    }
    // spotless:on
}
