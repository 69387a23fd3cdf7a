package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 status, system call, coprocessor and hint instructions (DDI 0406C A5.2.11, A5.2.12, A5.6, A5.7). */
final class A32System {
    private A32System() {}

    static void rows(Rows t) {
        status(t);
        calls(t);
        coprocessor(t);
        coprocessorTransfers(t);
        hints(t);
    }

    // spotless:off
    static void status(Rows t) {
        t.row("MRS_A1",      "cccc00010000(1)(1)(1)(1)dddd(0)(0)0(0)0000(0)(0)(0)(0)", "MRS<c> <Rd>, CPSR", "mrsCpsr d", "DDI 0406C A8.8.109, B9.3.8").unpredictable("d=15");
        t.row("MRS_s_A1",    "cccc00010100(1)(1)(1)(1)dddd(0)(0)0(0)0000(0)(0)(0)(0)", "MRS<c> <Rd>, SPSR", "mrsSpsr d", "DDI 0406C B9.3.8").unpredictable("d=15");
        t.row("MSR_i_A1",    "cccc00110r10mmmm(1)(1)(1)(1)iiiiiiiiiiii", "MSR<c> <psr r,m>, #<armExpandImm(i)>", "msrImmediate r m armExpandImm(i)", "DDI 0406C B9.3.11").unless("r=0 & m=0").unpredictable("m=0");
        t.row("MSR_r_A1",    "cccc00010r10mmmm(1)(1)(1)(1)(0)(0)0(0)0000nnnn", "MSR<c> <psr r,m>, <Rn>", "msrRegister r m n", "DDI 0406C B9.3.12").unpredictable("m=0 | n=15");
        t.row("CPS_A1",      "111100010000ppM0(0)(0)(0)(0)(0)(0)(0)AIF0mmmmm", "CPS<imod p> <cpsflags p,A,I,F,M,m>", "cps p A I F M m", "DDI 0406C B9.3.2").unpredictable("m!=0 & M=0 | p=1 | p=0 & M=0 | bit(p,1)=1 & A=0 & I=0 & F=0 | bit(p,1)=0 & A=1 | bit(p,1)=0 & I=1 | bit(p,1)=0 & F=1");
        t.row("SETEND_A1",   "111100010000(0)(0)(0)1(0)(0)(0)(0)(0)(0)e(0)0000(0)(0)(0)(0)", "SETEND <endian e>", "setend e", "DDI 0406C A8.8.157");
    }

    static void calls(Rows t) {
        t.row("SVC_A1",      "cccc1111iiiiiiiiiiiiiiiiiiiiiiii", "SVC<c> #<i>", "svc i", "DDI 0406C A8.8.228");
        t.row("HVC_A1",      "cccc00010100iiiiiiiiiiii0111iiii", "HVC #<i>", "hvc i", "DDI 0406C B9.3.4").unpredictable("c!=14");
        t.row("SMC_A1",      "cccc00010110(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)0111iiii", "SMC<c> #<i>", "smc", "DDI 0406C B9.3.14");
        t.row("BKPT_A1",     "cccc00010010iiiiiiiiiiii0111iiii", "BKPT #<i>", "bkpt", "DDI 0406C A8.8.24").unpredictable("c!=14");
        t.row("UDF_A1",      "111001111111iiiiiiiiiiii1111iiii", "UDF #<i>", "undefined", "DDI 0406C A8.8.247");
        t.row("ERET_A1",     "cccc00010110(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)0110(1)(1)(1)(0)", "ERET<c>", "eret", "DDI 0406C B9.3.3");
        t.row("RFE_A1",      "1111100pu0w1nnnn(0)(0)(0)(0)(1)(0)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0)", "RFE<ldmmode p,u> <Rn><wback w>", "rfe n p u w", "DDI 0406C B9.3.13").unpredictable("n=15");
        t.row("SRS_A1",      "1111100pu1w0(1)(1)(0)(1)(0)(0)(0)(0)(0)(1)(0)(1)(0)(0)(0)mmmmm", "SRS<ldmmode p,u> SP<wback w>, #<m>", "srs m p u w", "DDI 0406C B9.3.16");
    }

    static void coprocessor(Rows t) {
        t.row("MCR_A1",      "cccc1110ooo0nnnnttttppppqqq1mmmm", "MCR<c> <Pp>, #<o>, <Rt>, <Cn>, <Cm>, #<q>", "mcr p o n m q t c", "DDI 0406C A8.8.98").unless("p=10 | p=11").unpredictable("t=15");
        t.row("MRC_A1",      "cccc1110ooo1nnnnttttppppqqq1mmmm", "MRC<c> <Pp>, #<o>, <Rapsr t>, <Cn>, <Cm>, #<q>", "mrc p o n m q t c", "DDI 0406C A8.8.107").unless("p=10 | p=11");
        t.row("MCRR_A1",     "cccc11000100uuuuttttppppoooommmm", "MCRR<c> <Pp>, #<o>, <Rt>, <Ru>, <Cm>", "mcrr p o m t u c", "DDI 0406C A8.8.99").unless("p=10 | p=11").unpredictable("t=15 | u=15");
        t.row("MRRC_A1",     "cccc11000101uuuuttttppppoooommmm", "MRRC<c> <Pp>, #<o>, <Rt>, <Ru>, <Cm>", "mrrc p o m t u c", "DDI 0406C A8.8.108").unless("p=10 | p=11").unpredictable("t=15 | u=15 | t=u");
        t.row("CDP_A1",      "cccc1110oooonnnnddddppppqqq0mmmm", "CDP<c> <Pp>, #<o>, <Cd>, <Cn>, <Cm>, #<q>", "cdp p o d n m q", "DDI 0406C A8.8.30").unless("p=10 | p=11");
    }

    static void coprocessorTransfers(Rows t) {
        t.row("LDC_l_A1",      "cccc1101uL011111ddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, <literal offset8x4(i,u)>", "ldc p L d 15 i u 1 0 c", "DDI 0406C A8.8.56").unless("p=10 | p=11");
        t.row("LDC_i_A1",      "cccc1101uL01nnnnddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, [<Rn><offset8x4 i,u>]", "ldc p L d n i u 1 0 c", "DDI 0406C A8.8.55").unless("p=10 | p=11");
        t.row("LDC_i_A1_pre",  "cccc1101uL11nnnnddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, [<Rn><offset8x4 i,u>]!", "ldc p L d n i u 1 1 c", "DDI 0406C A8.8.55").unless("p=10 | p=11").unpredictable("n=15");
        t.row("LDC_i_A1_post", "cccc1100uL11nnnnddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, [<Rn>]<offset8x4 i,u>", "ldc p L d n i u 0 1 c", "DDI 0406C A8.8.55").unless("p=10 | p=11").unpredictable("n=15");
        t.row("LDC_i_A1_opt",  "cccc11001L01nnnnddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, [<Rn>], {<i>}", "ldc p L d n i 1 0 0 c", "DDI 0406C A8.8.55").unless("p=10 | p=11");
        t.row("STC_A1",        "cccc1101uL00nnnnddddppppiiiiiiii", "STC<long L><c> <Pp>, <Cd>, [<Rn><offset8x4 i,u>]", "stc p L d n i u 1 0 c", "DDI 0406C A8.8.198").unless("p=10 | p=11");
        t.row("STC_A1_pre",    "cccc1101uL10nnnnddddppppiiiiiiii", "STC<long L><c> <Pp>, <Cd>, [<Rn><offset8x4 i,u>]!", "stc p L d n i u 1 1 c", "DDI 0406C A8.8.198").unless("p=10 | p=11").unpredictable("n=15");
        t.row("STC_A1_post",   "cccc1100uL10nnnnddddppppiiiiiiii", "STC<long L><c> <Pp>, <Cd>, [<Rn>]<offset8x4 i,u>", "stc p L d n i u 0 1 c", "DDI 0406C A8.8.198").unless("p=10 | p=11").unpredictable("n=15");
        t.row("STC_A1_opt",    "cccc11001L00nnnnddddppppiiiiiiii", "STC<long L><c> <Pp>, <Cd>, [<Rn>], {<i>}", "stc p L d n i 1 0 0 c", "DDI 0406C A8.8.198").unless("p=10 | p=11");
    }

    static void hints(Rows t) {
        t.row("NOP_A1",      "cccc001100100000(1)(1)(1)(1)(0)(0)(0)(0)hhhhhhhh", "<hint h><c><hintnumber h>", "nop", "DDI 0406C A8.8.119");
        t.row("WFE_A1",      "cccc001100100000(1)(1)(1)(1)(0)(0)(0)(0)00000010", "WFE<c>", "wfe c", "DDI 0406C A8.8.424");
        t.row("WFI_A1",      "cccc001100100000(1)(1)(1)(1)(0)(0)(0)(0)00000011", "WFI<c>", "wfi c", "DDI 0406C A8.8.425");
        t.row("SEV_A1",      "cccc001100100000(1)(1)(1)(1)(0)(0)(0)(0)00000100", "SEV<c>", "sev", "DDI 0406C A8.8.168");
        t.row("DBG_A1",      "cccc001100100000(1)(1)(1)(1)(0)(0)(0)(0)1111oooo", "DBG<c> #<o>", "nop", "DDI 0406C A8.8.42");
        t.row("CLREX_A1",    "111101010111(1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0)0001(1)(1)(1)(1)", "CLREX", "clrex", "DDI 0406C A8.8.32");
        t.row("DSB_A1",      "111101010111(1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0)0100oooo", "DSB <barrier o>", "nop", "DDI 0406C A8.8.44");
        t.row("DMB_A1",      "111101010111(1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0)0101oooo", "DMB <barrier o>", "nop", "DDI 0406C A8.8.43");
        t.row("ISB_A1",      "111101010111(1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0)0110oooo", "ISB <isb o>", "nop", "DDI 0406C A8.8.53");
        t.row("PLD_i_A1",    "11110101ur01nnnn(1)(1)(1)(1)iiiiiiiiiiii", "PLD<pldw r> [<Rn><offset12 i,u>]", "nop", "DDI 0406C A8.8.126").unpredictable("n=15 & r=0");
        t.row("PLD_r_A1",    "11110111ur01nnnn(1)(1)(1)(1)iiiiitt0mmmm", "PLD<pldw r> [<Rn>, <minus u><Rm><shift t,i>]", "nop", "DDI 0406C A8.8.128").unpredictable("m=15 | n=15 & r=0");
        t.row("PLI_i_A1",    "11110100u101nnnn(1)(1)(1)(1)iiiiiiiiiiii", "PLI [<Rn><offset12 i,u>]", "nop", "DDI 0406C A8.8.129");
        t.row("PLI_r_A1",    "11110110u101nnnn(1)(1)(1)(1)iiiiitt0mmmm", "PLI [<Rn>, <minus u><Rm><shift t,i>]", "nop", "DDI 0406C A8.8.130").unpredictable("m=15");
        // The two memory hints that nothing was given to: each does nothing, but is there (A5.7.1).
        t.row("HINT_mi_A1",  "11110100u001nnnniiiiiiiiiiiiiiii", "HINT [<Rn>]", "nop", "DDI 0406C A5.7.1");
        t.row("HINT_mr_A1",  "11110110u001nnnniiiiiiiiiii0mmmm", "HINT [<Rn>, <minus u><Rm>]", "nop", "DDI 0406C A5.7.1");
    }
    // spotless:on
}
