package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 data-processing instructions (DDI 0406C A5.2.1 to A5.2.3). */
final class A32DataProcessing {
    private A32DataProcessing() {}

    static void rows(Rows t) {
        immediate(t);
        register(t);
        registerShiftedRegister(t);
        exceptionReturn(t);
    }

    // spotless:off
    static void immediate(Rows t) {
        t.row("AND_i_A1", "cccc0010000Snnnnddddiiiiiiiiiiii", "AND{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "andImmediate S d n armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.13");
        t.row("EOR_i_A1", "cccc0010001Snnnnddddiiiiiiiiiiii", "EOR{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "eorImmediate S d n armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.46");
        t.row("SUB_i_A1", "cccc0010010Snnnnddddiiiiiiiiiiii", "SUB{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "subImmediate S d n armExpandImm(i)", "DDI 0406C A8.8.222");
        t.row("RSB_i_A1", "cccc0010011Snnnnddddiiiiiiiiiiii", "RSB{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "rsbImmediate S d n armExpandImm(i)", "DDI 0406C A8.8.152");
        t.row("ADD_i_A1", "cccc0010100Snnnnddddiiiiiiiiiiii", "ADD{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "addImmediate S d n armExpandImm(i)", "DDI 0406C A8.8.5");
        t.row("ADC_i_A1", "cccc0010101Snnnnddddiiiiiiiiiiii", "ADC{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "adcImmediate S d n armExpandImm(i)", "DDI 0406C A8.8.1");
        t.row("SBC_i_A1", "cccc0010110Snnnnddddiiiiiiiiiiii", "SBC{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "sbcImmediate S d n armExpandImm(i)", "DDI 0406C A8.8.161");
        t.row("RSC_i_A1", "cccc0010111Snnnnddddiiiiiiiiiiii", "RSC{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "rscImmediate S d n armExpandImm(i)", "DDI 0406C A8.8.155");
        t.row("TST_i_A1", "cccc00110001nnnn(0)(0)(0)(0)iiiiiiiiiiii", "TST<c> <Rn>, #<armExpandImm(i)>", "tstImmediate n armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.240");
        t.row("TEQ_i_A1", "cccc00110011nnnn(0)(0)(0)(0)iiiiiiiiiiii", "TEQ<c> <Rn>, #<armExpandImm(i)>", "teqImmediate n armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.237");
        t.row("CMP_i_A1", "cccc00110101nnnn(0)(0)(0)(0)iiiiiiiiiiii", "CMP<c> <Rn>, #<armExpandImm(i)>", "cmpImmediate n armExpandImm(i)", "DDI 0406C A8.8.37");
        t.row("CMN_i_A1", "cccc00110111nnnn(0)(0)(0)(0)iiiiiiiiiiii", "CMN<c> <Rn>, #<armExpandImm(i)>", "cmnImmediate n armExpandImm(i)", "DDI 0406C A8.8.34");
        t.row("ORR_i_A1", "cccc0011100Snnnnddddiiiiiiiiiiii", "ORR{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "orrImmediate S d n armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.122");
        t.row("MOV_i_A1", "cccc0011101S(0)(0)(0)(0)ddddiiiiiiiiiiii", "MOV{S}<c> <Rd>, #<armExpandImm(i)>", "movImmediate S d armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.102");
        t.row("BIC_i_A1", "cccc0011110Snnnnddddiiiiiiiiiiii", "BIC{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "bicImmediate S d n armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.21");
        t.row("MVN_i_A1", "cccc0011111S(0)(0)(0)(0)ddddiiiiiiiiiiii", "MVN{S}<c> <Rd>, #<armExpandImm(i)>", "mvnImmediate S d armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.115");
        t.row("MOVW_A2", "cccc00110000iiiiddddiiiiiiiiiiii", "MOVW<c> <Rd>, #<i>", "movImmediate 0 d i 2", "DDI 0406C A8.8.102").unpredictable("d=15");
        t.row("MOVT_A1", "cccc00110100iiiiddddiiiiiiiiiiii", "MOVT<c> <Rd>, #<i>", "movTop d i", "DDI 0406C A8.8.106").unpredictable("d=15");
        t.row("ADR_A1", "cccc001010001111ddddiiiiiiiiiiii", "ADD<c> <Rd>, PC, #<armExpandImm(i)>", "addImmediate 0 d 15 armExpandImm(i)", "DDI 0406C A8.8.12");
        t.row("ADR_A2", "cccc001001001111ddddiiiiiiiiiiii", "SUB<c> <Rd>, PC, #<armExpandImm(i)>", "subImmediate 0 d 15 armExpandImm(i)", "DDI 0406C A8.8.12");
    }

    static void register(Rows t) {
        t.row("AND_r_A1", "cccc0000000Snnnnddddiiiiitt0mmmm", "AND{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "andRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.14");
        t.row("EOR_r_A1", "cccc0000001Snnnnddddiiiiitt0mmmm", "EOR{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "eorRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.47");
        t.row("SUB_r_A1", "cccc0000010Snnnnddddiiiiitt0mmmm", "SUB{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "subRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.223");
        t.row("RSB_r_A1", "cccc0000011Snnnnddddiiiiitt0mmmm", "RSB{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "rsbRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.153");
        t.row("ADD_r_A1", "cccc0000100Snnnnddddiiiiitt0mmmm", "ADD{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "addRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.7");
        t.row("ADC_r_A1", "cccc0000101Snnnnddddiiiiitt0mmmm", "ADC{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "adcRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.2");
        t.row("SBC_r_A1", "cccc0000110Snnnnddddiiiiitt0mmmm", "SBC{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "sbcRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.162");
        t.row("RSC_r_A1", "cccc0000111Snnnnddddiiiiitt0mmmm", "RSC{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "rscRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.156");
        t.row("TST_r_A1", "cccc00010001nnnn(0)(0)(0)(0)iiiiitt0mmmm", "TST<c> <Rn>, <Rm><shift t,i>", "tstRegister n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.241");
        t.row("TEQ_r_A1", "cccc00010011nnnn(0)(0)(0)(0)iiiiitt0mmmm", "TEQ<c> <Rn>, <Rm><shift t,i>", "teqRegister n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.238");
        t.row("CMP_r_A1", "cccc00010101nnnn(0)(0)(0)(0)iiiiitt0mmmm", "CMP<c> <Rn>, <Rm><shift t,i>", "cmpRegister n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.38");
        t.row("CMN_r_A1", "cccc00010111nnnn(0)(0)(0)(0)iiiiitt0mmmm", "CMN<c> <Rn>, <Rm><shift t,i>", "cmnRegister n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.35");
        t.row("ORR_r_A1", "cccc0001100Snnnnddddiiiiitt0mmmm", "ORR{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "orrRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.123");
        t.row("BIC_r_A1", "cccc0001110Snnnnddddiiiiitt0mmmm", "BIC{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "bicRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.22");
        t.row("MVN_r_A1", "cccc0001111S(0)(0)(0)(0)ddddiiiiitt0mmmm", "MVN{S}<c> <Rd>, <Rm><shift t,i>", "mvnRegister S d m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.116");
        t.row("LSL_i_A1", "cccc0001101S(0)(0)(0)(0)ddddiiiii000mmmm", "LSL{S}<c> <Rd>, <Rm>, #<shiftAmount(0,i)>", "movRegister S d m shiftType(0,i) shiftAmount(0,i)", "DDI 0406C A8.8.94").unless("S=1 & d=15");
        t.row("LSR_i_A1", "cccc0001101S(0)(0)(0)(0)ddddiiiii010mmmm", "LSR{S}<c> <Rd>, <Rm>, #<shiftAmount(1,i)>", "movRegister S d m shiftType(1,i) shiftAmount(1,i)", "DDI 0406C A8.8.96").unless("S=1 & d=15");
        t.row("ASR_i_A1", "cccc0001101S(0)(0)(0)(0)ddddiiiii100mmmm", "ASR{S}<c> <Rd>, <Rm>, #<shiftAmount(2,i)>", "movRegister S d m shiftType(2,i) shiftAmount(2,i)", "DDI 0406C A8.8.16").unless("S=1 & d=15");
        t.row("ROR_i_A1", "cccc0001101S(0)(0)(0)(0)ddddiiiii110mmmm", "ROR{S}<c> <Rd>, <Rm>, #<shiftAmount(3,i)>", "movRegister S d m shiftType(3,i) shiftAmount(3,i)", "DDI 0406C A8.8.149").unless("S=1 & d=15");
        t.row("MOV_r_A1", "cccc0001101S(0)(0)(0)(0)dddd00000000mmmm", "MOV{S}<c> <Rd>, <Rm>", "movRegister S d m 0 0", "DDI 0406C A8.8.104").unless("S=1 & d=15");
        t.row("RRX_A1", "cccc0001101S(0)(0)(0)(0)dddd00000110mmmm", "RRX{S}<c> <Rd>, <Rm>", "movRegister S d m 4 1", "DDI 0406C A8.8.151").unless("S=1 & d=15");
    }

    static void registerShiftedRegister(Rows t) {
        t.row("AND_rsr_A1", "cccc0000000Snnnnddddssss0tt1mmmm", "AND{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "andShiftedByRegister S d n m t s", "DDI 0406C A8.8.15").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("EOR_rsr_A1", "cccc0000001Snnnnddddssss0tt1mmmm", "EOR{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "eorShiftedByRegister S d n m t s", "DDI 0406C A8.8.48").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("SUB_rsr_A1", "cccc0000010Snnnnddddssss0tt1mmmm", "SUB{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "subShiftedByRegister S d n m t s", "DDI 0406C A8.8.224").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("RSB_rsr_A1", "cccc0000011Snnnnddddssss0tt1mmmm", "RSB{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "rsbShiftedByRegister S d n m t s", "DDI 0406C A8.8.154").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("ADD_rsr_A1", "cccc0000100Snnnnddddssss0tt1mmmm", "ADD{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "addShiftedByRegister S d n m t s", "DDI 0406C A8.8.8").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("ADC_rsr_A1", "cccc0000101Snnnnddddssss0tt1mmmm", "ADC{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "adcShiftedByRegister S d n m t s", "DDI 0406C A8.8.3").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("SBC_rsr_A1", "cccc0000110Snnnnddddssss0tt1mmmm", "SBC{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "sbcShiftedByRegister S d n m t s", "DDI 0406C A8.8.163").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("RSC_rsr_A1", "cccc0000111Snnnnddddssss0tt1mmmm", "RSC{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "rscShiftedByRegister S d n m t s", "DDI 0406C A8.8.157").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("TST_rsr_A1", "cccc00010001nnnn(0)(0)(0)(0)ssss0tt1mmmm", "TST<c> <Rn>, <Rm>, <shiftname t> <Rs>", "tstShiftedByRegister n m t s", "DDI 0406C A8.8.242").unpredictable("n=15 | m=15 | s=15");
        t.row("TEQ_rsr_A1", "cccc00010011nnnn(0)(0)(0)(0)ssss0tt1mmmm", "TEQ<c> <Rn>, <Rm>, <shiftname t> <Rs>", "teqShiftedByRegister n m t s", "DDI 0406C A8.8.239").unpredictable("n=15 | m=15 | s=15");
        t.row("CMP_rsr_A1", "cccc00010101nnnn(0)(0)(0)(0)ssss0tt1mmmm", "CMP<c> <Rn>, <Rm>, <shiftname t> <Rs>", "cmpShiftedByRegister n m t s", "DDI 0406C A8.8.39").unpredictable("n=15 | m=15 | s=15");
        t.row("CMN_rsr_A1", "cccc00010111nnnn(0)(0)(0)(0)ssss0tt1mmmm", "CMN<c> <Rn>, <Rm>, <shiftname t> <Rs>", "cmnShiftedByRegister n m t s", "DDI 0406C A8.8.36").unpredictable("n=15 | m=15 | s=15");
        t.row("ORR_rsr_A1", "cccc0001100Snnnnddddssss0tt1mmmm", "ORR{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "orrShiftedByRegister S d n m t s", "DDI 0406C A8.8.124").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("BIC_rsr_A1", "cccc0001110Snnnnddddssss0tt1mmmm", "BIC{S}<c> <Rd>, <Rn>, <Rm>, <shiftname t> <Rs>", "bicShiftedByRegister S d n m t s", "DDI 0406C A8.8.23").unpredictable("d=15 | n=15 | m=15 | s=15");
        t.row("MVN_rsr_A1", "cccc0001111S(0)(0)(0)(0)ddddssss0tt1mmmm", "MVN{S}<c> <Rd>, <Rm>, <shiftname t> <Rs>", "mvnShiftedByRegister S d m t s", "DDI 0406C A8.8.117").unpredictable("d=15 | m=15 | s=15");
        t.row("LSL_r_A1", "cccc0001101S(0)(0)(0)(0)ddddssss0001mmmm", "LSL{S}<c> <Rd>, <Rm>, <Rs>", "movShiftedByRegister S d m 0 s", "DDI 0406C A8.8.95").unpredictable("d=15 | m=15 | s=15");
        t.row("LSR_r_A1", "cccc0001101S(0)(0)(0)(0)ddddssss0011mmmm", "LSR{S}<c> <Rd>, <Rm>, <Rs>", "movShiftedByRegister S d m 1 s", "DDI 0406C A8.8.97").unpredictable("d=15 | m=15 | s=15");
        t.row("ASR_r_A1", "cccc0001101S(0)(0)(0)(0)ddddssss0101mmmm", "ASR{S}<c> <Rd>, <Rm>, <Rs>", "movShiftedByRegister S d m 2 s", "DDI 0406C A8.8.17").unpredictable("d=15 | m=15 | s=15");
        t.row("ROR_r_A1", "cccc0001101S(0)(0)(0)(0)ddddssss0111mmmm", "ROR{S}<c> <Rd>, <Rm>, <Rs>", "movShiftedByRegister S d m 3 s", "DDI 0406C A8.8.150").unpredictable("d=15 | m=15 | s=15");
    }

    static void exceptionReturn(Rows t) {
        t.row("SUBS_PC_LR_i_A1", "cccc001oooo1nnnn1111iiiiiiiiiiii", "<returnop o>S<c> PC, <returnreg o,n>#<armExpandImm(i)>", "exceptionReturnImmediate o n armExpandImm(i)", "DDI 0406C B9.3.20").unless("o=8 | o=9 | o=10 | o=11").unpredictable("o=13 & n!=0 | o=15 & n!=0");
        t.row("SUBS_PC_LR_r_A2", "cccc000oooo1nnnn1111iiiiitt0mmmm", "<returnop o>S<c> PC, <returnreg o,n><Rm><shift t,i>", "exceptionReturnRegister o n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C B9.3.20").unless("o=8 | o=9 | o=10 | o=11").unpredictable("o=13 & n!=0 | o=15 & n!=0");
    }
    // spotless:on
}
