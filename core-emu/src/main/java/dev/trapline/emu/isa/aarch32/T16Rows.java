package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** The 16-bit T32 instructions (DDI 0406C A6.2). */
final class T16Rows {
    private T16Rows() {}

    static void rows(Rows t) {
        dataProcessing(t);
        branchesAndSystem(t);
        loadsAndStores(t);
    }

    // spotless:off
    private static void dataProcessing(Rows t) {
        t.row("LSL_i_T1", "00000iiiiimmmddd", "LSL{S}<c> <Rd>, <Rm>, #<shiftAmount(0,i)>", "movRegister 2 d m 0 shiftAmount(0,i)", "DDI 0406C A8.8.94");
        t.row("LSR_i_T1", "00001iiiiimmmddd", "LSR{S}<c> <Rd>, <Rm>, #<shiftAmount(1,i)>", "movRegister 2 d m 1 shiftAmount(1,i)", "DDI 0406C A8.8.96");
        t.row("ASR_i_T1", "00010iiiiimmmddd", "ASR{S}<c> <Rd>, <Rm>, #<shiftAmount(2,i)>", "movRegister 2 d m 2 shiftAmount(2,i)", "DDI 0406C A8.8.16");
        t.row("MOV_r_T2", "0000000000mmmddd", "MOVS <Rd>, <Rm>", "movRegister 2 d m 0 0", "DDI 0406C A8.8.104");
        t.row("ADD_r_T1", "0001100mmmnnnddd", "ADD{S}<c> <Rd>, <Rn>, <Rm>", "addRegister 2 d n m 0 0", "DDI 0406C A8.8.7");
        t.row("SUB_r_T1", "0001101mmmnnnddd", "SUB{S}<c> <Rd>, <Rn>, <Rm>", "subRegister 2 d n m 0 0", "DDI 0406C A8.8.223");
        t.row("ADD_i_T1", "0001110iiinnnddd", "ADD{S}<c> <Rd>, <Rn>, #<i>", "addImmediate 2 d n i", "DDI 0406C A8.8.4");
        t.row("SUB_i_T1", "0001111iiinnnddd", "SUB{S}<c> <Rd>, <Rn>, #<i>", "subImmediate 2 d n i", "DDI 0406C A8.8.221");
        t.row("MOV_i_T1", "00100dddiiiiiiii", "MOV{S}<c> <Rd>, #<i>", "movImmediate 2 d i 2", "DDI 0406C A8.8.102");
        t.row("CMP_i_T1", "00101nnniiiiiiii", "CMP<c> <Rn>, #<i>", "cmpImmediate n i", "DDI 0406C A8.8.37");
        t.row("ADD_i_T2", "00110dddiiiiiiii", "ADD{S}<c> <Rd>, #<i>", "addImmediate 2 d d i", "DDI 0406C A8.8.4");
        t.row("SUB_i_T2", "00111dddiiiiiiii", "SUB{S}<c> <Rd>, #<i>", "subImmediate 2 d d i", "DDI 0406C A8.8.221");
        t.row("AND_r_T1", "0100000000mmmddd", "AND{S}<c> <Rd>, <Rm>", "andRegister 2 d d m 0 0", "DDI 0406C A8.8.14");
        t.row("EOR_r_T1", "0100000001mmmddd", "EOR{S}<c> <Rd>, <Rm>", "eorRegister 2 d d m 0 0", "DDI 0406C A8.8.47");
        t.row("LSL_r_T1", "0100000010mmmddd", "LSL{S}<c> <Rd>, <Rm>", "movShiftedByRegister 2 d d 0 m", "DDI 0406C A8.8.95");
        t.row("LSR_r_T1", "0100000011mmmddd", "LSR{S}<c> <Rd>, <Rm>", "movShiftedByRegister 2 d d 1 m", "DDI 0406C A8.8.97");
        t.row("ASR_r_T1", "0100000100mmmddd", "ASR{S}<c> <Rd>, <Rm>", "movShiftedByRegister 2 d d 2 m", "DDI 0406C A8.8.17");
        t.row("ADC_r_T1", "0100000101mmmddd", "ADC{S}<c> <Rd>, <Rm>", "adcRegister 2 d d m 0 0", "DDI 0406C A8.8.2");
        t.row("SBC_r_T1", "0100000110mmmddd", "SBC{S}<c> <Rd>, <Rm>", "sbcRegister 2 d d m 0 0", "DDI 0406C A8.8.162");
        t.row("ROR_r_T1", "0100000111mmmddd", "ROR{S}<c> <Rd>, <Rm>", "movShiftedByRegister 2 d d 3 m", "DDI 0406C A8.8.150");
        t.row("TST_r_T1", "0100001000mmmnnn", "TST<c> <Rn>, <Rm>", "tstRegister n m 0 0", "DDI 0406C A8.8.241");
        t.row("RSB_i_T1", "0100001001nnnddd", "RSB{S}<c> <Rd>, <Rn>, #0", "rsbImmediate 2 d n 0", "DDI 0406C A8.8.152");
        t.row("CMP_r_T1", "0100001010mmmnnn", "CMP<c> <Rn>, <Rm>", "cmpRegister n m 0 0", "DDI 0406C A8.8.38");
        t.row("CMN_r_T1", "0100001011mmmnnn", "CMN<c> <Rn>, <Rm>", "cmnRegister n m 0 0", "DDI 0406C A8.8.35");
        t.row("ORR_r_T1", "0100001100mmmddd", "ORR{S}<c> <Rd>, <Rm>", "orrRegister 2 d d m 0 0", "DDI 0406C A8.8.123");
        t.row("MUL_T1", "0100001101nnnddd", "MUL{S}<c> <Rd>, <Rn>, <Rd>", "mulUnlessIt d n d", "DDI 0406C A8.8.114");
        t.row("BIC_r_T1", "0100001110mmmddd", "BIC{S}<c> <Rd>, <Rm>", "bicRegister 2 d d m 0 0", "DDI 0406C A8.8.22");
        t.row("MVN_r_T1", "0100001111mmmddd", "MVN{S}<c> <Rd>, <Rm>", "mvnRegister 2 d m 0 0", "DDI 0406C A8.8.116");
        t.row("ADD_r_T2", "01000100dmmmmddd", "ADD<c> <Rd>, <Rm>", "addRegister 0 d d m 0 0", "DDI 0406C A8.8.7").unpredictable("d=15 & m=15");
        t.row("CMP_r_T2", "01000101nmmmmnnn", "CMP<c> <Rn>, <Rm>", "cmpRegister n m 0 0", "DDI 0406C A8.8.38").unpredictable("n<8 & m<8 | n=15 | m=15");
        t.row("MOV_r_T1", "01000110dmmmmddd", "MOV<c> <Rd>, <Rm>", "movRegister 0 d m 0 0", "DDI 0406C A8.8.104");
        t.row("ADR_T1", "10100dddiiiiiiii", "ADR<c> <Rd>, <literal times4(i)>", "adr d times4(i)", "DDI 0406C A8.8.12");
        t.row("ADD_SP_i_T1", "10101dddiiiiiiii", "ADD<c> <Rd>, SP, #<times4(i)>", "addImmediate 0 d 13 times4(i)", "DDI 0406C A8.8.9");
        t.row("ADD_SP_i_T2", "101100000iiiiiii", "ADD<c> SP, #<times4(i)>", "addImmediate 0 13 13 times4(i)", "DDI 0406C A8.8.9");
        t.row("SUB_SP_i_T1", "101100001iiiiiii", "SUB<c> SP, #<times4(i)>", "subImmediate 0 13 13 times4(i)", "DDI 0406C A8.8.225");
        t.row("SXTH_T1", "1011001000mmmddd", "SXTH<c> <Rd>, <Rm>", "sxth d m 0", "DDI 0406C A8.8.235");
        t.row("SXTB_T1", "1011001001mmmddd", "SXTB<c> <Rd>, <Rm>", "sxtb d m 0", "DDI 0406C A8.8.233");
        t.row("UXTH_T1", "1011001010mmmddd", "UXTH<c> <Rd>, <Rm>", "uxth d m 0", "DDI 0406C A8.8.276");
        t.row("UXTB_T1", "1011001011mmmddd", "UXTB<c> <Rd>, <Rm>", "uxtb d m 0", "DDI 0406C A8.8.274");
        t.row("REV_T1", "1011101000mmmddd", "REV<c> <Rd>, <Rm>", "rev d m", "DDI 0406C A8.8.145");
        t.row("REV16_T1", "1011101001mmmddd", "REV16<c> <Rd>, <Rm>", "rev16 d m", "DDI 0406C A8.8.146");
        t.row("REVSH_T1", "1011101011mmmddd", "REVSH<c> <Rd>, <Rm>", "revsh d m", "DDI 0406C A8.8.147");
    }

    private static void branchesAndSystem(Rows t) {
        t.row("BX_T1", "010001110mmmm(0)(0)(0)", "BX<c> <Rm>", "branchExchange m", "DDI 0406C A8.8.27");
        t.row("BLX_r_T1", "010001111mmmm(0)(0)(0)", "BLX<c> <Rm>", "branchLinkExchangeRegister m", "DDI 0406C A8.8.26").unpredictable("m=15");
        t.row("B_T1", "1101cccciiiiiiii", "B<c> <label sext8x2(i)>", "branch sext8x2(i)", "DDI 0406C A8.8.18");
        t.row("B_T2", "11100iiiiiiiiiii", "B<c> <label sext11x2(i)>", "branch sext11x2(i)", "DDI 0406C A8.8.18");
        t.row("CBZ_T1", "1011o0i1iiiiinnn", "CB<zero o>Z <Rn>, <label times2(i)>", "compareAndBranch n o times2(i)", "DDI 0406C A8.8.29");
        t.row("UDF_T1", "11011110iiiiiiii", "UDF #<i>", "undefined", "DDI 0406C A8.8.247");
        t.row("SVC_T1", "11011111iiiiiiii", "SVC<c> #<i>", "svc i", "DDI 0406C A8.8.228");
        t.row("BKPT_T1", "10111110iiiiiiii", "BKPT #<i>", "bkpt", "DDI 0406C A8.8.24");
        t.row("IT_T1", "10111111ffffmmmm", "IT<itmask f,m> <itcond f>", "it f m", "DDI 0406C A8.8.54").unless("m=0").unpredictable("f=15 | f=14 & bitCount(m)!=1");
        t.row("NOP_T1", "10111111hhhh0000", "<hint h><c><hintnumber h>", "nop", "DDI 0406C A8.8.119");
        t.row("WFE_T1", "1011111100100000", "WFE<c>", "wfe 14", "DDI 0406C A8.8.424");
        t.row("WFI_T1", "1011111100110000", "WFI<c>", "wfi 14", "DDI 0406C A8.8.425");
        t.row("SEV_T1", "1011111101000000", "SEV<c>", "sev", "DDI 0406C A8.8.168");
        t.row("SETEND_T1", "10110110010(1)e(0)(0)(0)", "SETEND <endian e>", "setend e", "DDI 0406C A8.8.157");
        t.row("CPS_T1", "10110110011m(0)AIF", "CPS<imod imod(m)> <cpsflags imod(m),A,I,F,0,0>", "cps imod(m) A I F 0 0", "DDI 0406C B9.3.1").unpredictable("A=0 & I=0 & F=0");
    }

    private static void loadsAndStores(Rows t) {
        t.row("LDR_l_T1", "01001tttiiiiiiii", "LDR<c> <Rt>, <literal times4(i)>", "ldrLiteral t times4(i)", "DDI 0406C A8.8.64");
        t.row("STR_r_T1", "0101000mmmnnnttt", "STR<c> <Rt>, [<Rn>, <Rm>]", "strRegister t n m 1 0 0", "DDI 0406C A8.8.205");
        t.row("STRH_r_T1", "0101001mmmnnnttt", "STRH<c> <Rt>, [<Rn>, <Rm>]", "strhRegister t n m 1 0 0", "DDI 0406C A8.8.218");
        t.row("STRB_r_T1", "0101010mmmnnnttt", "STRB<c> <Rt>, [<Rn>, <Rm>]", "strbRegister t n m 1 0 0", "DDI 0406C A8.8.208");
        t.row("LDRSB_r_T1", "0101011mmmnnnttt", "LDRSB<c> <Rt>, [<Rn>, <Rm>]", "ldrsbRegister t n m 1 0 0", "DDI 0406C A8.8.86");
        t.row("LDR_r_T1", "0101100mmmnnnttt", "LDR<c> <Rt>, [<Rn>, <Rm>]", "ldrRegister t n m 1 0 0", "DDI 0406C A8.8.66");
        t.row("LDRH_r_T1", "0101101mmmnnnttt", "LDRH<c> <Rt>, [<Rn>, <Rm>]", "ldrhRegister t n m 1 0 0", "DDI 0406C A8.8.82");
        t.row("LDRB_r_T1", "0101110mmmnnnttt", "LDRB<c> <Rt>, [<Rn>, <Rm>]", "ldrbRegister t n m 1 0 0", "DDI 0406C A8.8.70");
        t.row("LDRSH_r_T1", "0101111mmmnnnttt", "LDRSH<c> <Rt>, [<Rn>, <Rm>]", "ldrshRegister t n m 1 0 0", "DDI 0406C A8.8.90");
        t.row("STR_i_T1", "01100iiiiinnnttt", "STR<c> <Rt>, [<Rn>, #<times4(i)>]", "strOffset t n times4(i)", "DDI 0406C A8.8.203");
        t.row("LDR_i_T1", "01101iiiiinnnttt", "LDR<c> <Rt>, [<Rn>, #<times4(i)>]", "ldrOffset t n times4(i)", "DDI 0406C A8.8.62");
        t.row("STRB_i_T1", "01110iiiiinnnttt", "STRB<c> <Rt>, [<Rn>, #<i>]", "strbOffset t n i", "DDI 0406C A8.8.206");
        t.row("LDRB_i_T1", "01111iiiiinnnttt", "LDRB<c> <Rt>, [<Rn>, #<i>]", "ldrbOffset t n i", "DDI 0406C A8.8.67");
        t.row("STRH_i_T1", "10000iiiiinnnttt", "STRH<c> <Rt>, [<Rn>, #<times2(i)>]", "strhOffset t n times2(i)", "DDI 0406C A8.8.216");
        t.row("LDRH_i_T1", "10001iiiiinnnttt", "LDRH<c> <Rt>, [<Rn>, #<times2(i)>]", "ldrhOffset t n times2(i)", "DDI 0406C A8.8.79");
        t.row("STR_i_T2", "10010tttiiiiiiii", "STR<c> <Rt>, [SP, #<times4(i)>]", "strOffset t 13 times4(i)", "DDI 0406C A8.8.203");
        t.row("LDR_i_T2", "10011tttiiiiiiii", "LDR<c> <Rt>, [SP, #<times4(i)>]", "ldrOffset t 13 times4(i)", "DDI 0406C A8.8.62");
        t.row("PUSH_T1", "1011010mllllllll", "PUSH<c> <list pushList(m,l)>", "storeMultiple 13 pushList(m,l) 1 0 1", "DDI 0406C A8.8.133").unpredictable("bitCount(l)=0 & m=0");
        t.row("POP_T1", "1011110pllllllll", "POP<c> <list popList(p,l)>", "loadMultiple 13 popList(p,l) 0 1 1", "DDI 0406C A8.8.131").unpredictable("bitCount(l)=0 & p=0");
        t.row("STM_T1", "11000nnnllllllll", "STM<c> <Rn>!, <list l>", "storeMultiple n l 0 1 1", "DDI 0406C A8.8.199").unpredictable("bitCount(l)=0 | inList(n,l)=1 & lowest(l)!=n");
        t.row("LDM_T1", "11001nnnllllllll", "LDM<c> <Rn><wback notInList(n,l)>, <list l>", "loadMultiple n l 0 1 notInList(n,l)", "DDI 0406C A8.8.57").unpredictable("bitCount(l)=0");
    }
    // spotless:on
}
