package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** The 32-bit T32 branches, status, system and coprocessor instructions (DDI 0406C A6.3.4, A6.3.18). */
final class T32System {
    private T32System() {}

    static void rows(Rows t) {
        branchesAndControl(t);
        coprocessor(t);
        coprocessorTransfers(t);
    }

    // spotless:off
    private static void branchesAndControl(Rows t) {
        t.row("B_T3", "11110sccccpppppp10j0klllllllllll", "B<c>.W <label branch20(s,k,j,p,l)>", "branch branch20(s,k,j,p,l)", "DDI 0406C A8.8.18").unless("c=14 | c=15");
        t.row("B_T4", "11110spppppppppp10j1klllllllllll", "B<c>.W <label branch24(s,j,k,p,l)>", "branch branch24(s,j,k,p,l)", "DDI 0406C A8.8.18");
        t.row("BL_i_T1", "11110spppppppppp11j1klllllllllll", "BL<c> <label branch24(s,j,k,p,l)>", "branchWithLink branch24(s,j,k,p,l)", "DDI 0406C A8.8.25");
        t.row("BLX_i_T2", "11110spppppppppp11j0kllllllllll0", "BLX<c> <literal branch24x(s,j,k,p,l)>", "branchWithLinkExchange branch24x(s,j,k,p,l)", "DDI 0406C A8.8.25");
        t.row("BXJ_T1", "111100111100mmmm10(0)0(1)(1)(1)(1)(0)(0)(0)(0)(0)(0)(0)(0)", "BXJ<c> <Rm>", "branchExchange m", "DDI 0406C A8.8.28").unpredictable("m=13 | m=15");
        t.row("MSR_r_T1", "11110011100rnnnn10(0)0mmmm(0)(0)0(0)(0)(0)(0)(0)", "MSR<c> <psr r,m>, <Rn>", "msrRegister r m n", "DDI 0406C B9.3.12").unpredictable("m=0 | n=13 | n=15");
        t.row("MSR_b_T1", "11110011100rnnnn10(0)0mmmm(0)(0)1M(0)(0)(0)(0)", "MSR<c> <banked r,M,m>, <Rn>", "msrBanked r M m n", "DDI 0406C B9.3.10").unpredictable("n=13 | n=15 | banked(r,M,m)=0");
        t.row("MRS_T1", "111100111110(1)(1)(1)(1)10(0)0dddd(0)(0)0(0)(0)(0)(0)(0)", "MRS<c> <Rd>, CPSR", "mrsCpsr d", "DDI 0406C A8.8.109").unpredictable("d=13 | d=15");
        t.row("MRS_s_T1", "111100111111(1)(1)(1)(1)10(0)0dddd(0)(0)0(0)(0)(0)(0)(0)", "MRS<c> <Rd>, SPSR", "mrsSpsr d", "DDI 0406C B9.3.8").unpredictable("d=13 | d=15");
        t.row("MRS_b_T1", "11110011111rmmmm10(0)0dddd(0)(0)1M(0)(0)(0)(0)", "MRS<c> <Rd>, <banked r,M,m>", "mrsBanked d r M m", "DDI 0406C B9.3.9").unpredictable("d=13 | d=15 | banked(r,M,m)=0");
        t.row("CPS_T2", "111100111010(1)(1)(1)(1)10(0)0(0)ppMAIFmmmmm", "CPS<imod p>.W <cpsflags p,A,I,F,M,m>", "cps p A I F M m", "DDI 0406C B9.3.1").unpredictable("m!=0 & M=0 | p=1 | bit(p,1)=1 & A=0 & I=0 & F=0 | bit(p,1)=0 & A=1 | bit(p,1)=0 & I=1 | bit(p,1)=0 & F=1");
        t.row("NOP_T2", "111100111010(1)(1)(1)(1)10(0)0(0)000hhhhhhhh", "<hint h><c>.W<hintnumber h>", "nop", "DDI 0406C A8.8.119");
        t.row("WFE_T2", "111100111010(1)(1)(1)(1)10(0)0(0)00000000010", "WFE<c>.W", "wfe 14", "DDI 0406C A8.8.424");
        t.row("WFI_T2", "111100111010(1)(1)(1)(1)10(0)0(0)00000000011", "WFI<c>.W", "wfi 14", "DDI 0406C A8.8.425");
        t.row("SEV_T2", "111100111010(1)(1)(1)(1)10(0)0(0)00000000100", "SEV<c>.W", "sev", "DDI 0406C A8.8.168");
        t.row("DBG_T1", "111100111010(1)(1)(1)(1)10(0)0(0)0001111oooo", "DBG<c> #<o>", "nop", "DDI 0406C A8.8.42");
        t.row("DSB_T1", "111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0100oooo", "DSB<c> <barrier o>", "nop", "DDI 0406C A8.8.44");
        t.row("DMB_T1", "111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0101oooo", "DMB<c> <barrier o>", "nop", "DDI 0406C A8.8.43");
        t.row("ISB_T1", "111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0110oooo", "ISB<c> <isb o>", "nop", "DDI 0406C A8.8.53");
        t.row("CLREX_T1", "111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0010(1)(1)(1)(1)", "CLREX<c>", "clrex", "DDI 0406C A8.8.32");
        t.row("HVC_T1", "111101111110iiii1000iiiiiiiiiiii", "HVC #<i>", "hvc i", "DDI 0406C B9.3.4");
        t.row("SMC_T1", "111101111111iiii1000(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)", "SMC<c> #<i>", "smc", "DDI 0406C B9.3.14");
        t.row("UDF_T2", "111101111111iiii1010iiiiiiiiiiii", "UDF.W #<i>", "undefined", "DDI 0406C A8.8.247");
    }

    private static void coprocessor(Rows t) {
        t.row("MCR_T1", "11101110ooo0nnnnttttppppqqq1mmmm", "MCR<c> <Pp>, #<o>, <Rt>, <Cn>, <Cm>, #<q>", "mcr p o n m q t 14", "DDI 0406C A8.8.98").unless("p=10 | p=11").unpredictable("t=13 | t=15");
        t.row("MRC_T1", "11101110ooo1nnnnttttppppqqq1mmmm", "MRC<c> <Pp>, #<o>, <Rapsr t>, <Cn>, <Cm>, #<q>", "mrc p o n m q t 14", "DDI 0406C A8.8.107").unless("p=10 | p=11").unpredictable("t=13");
        t.row("MCRR_T1", "111011000100uuuuttttppppoooommmm", "MCRR<c> <Pp>, #<o>, <Rt>, <Ru>, <Cm>", "mcrr p o m t u 14", "DDI 0406C A8.8.99").unless("p=10 | p=11").unpredictable("t=13 | t=15 | u=13 | u=15");
        t.row("MRRC_T1", "111011000101uuuuttttppppoooommmm", "MRRC<c> <Pp>, #<o>, <Rt>, <Ru>, <Cm>", "mrrc p o m t u 14", "DDI 0406C A8.8.108").unless("p=10 | p=11").unpredictable("t=13 | t=15 | u=13 | u=15 | t=u");
        t.row("CDP_T1", "11101110oooonnnnddddppppqqq0mmmm", "CDP<c> <Pp>, #<o>, <Cd>, <Cn>, <Cm>, #<q>", "cdp p o d n m q", "DDI 0406C A8.8.30").unless("p=10 | p=11");
    }

    private static void coprocessorTransfers(Rows t) {
        t.row("LDC_l_T1", "11101101uL011111ddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, <literal offset8x4(i,u)>", "ldc p L d 15 i u 1 0 14", "DDI 0406C A8.8.56").unless("p=10 | p=11");
        t.row("LDC_i_T1", "11101101uL01nnnnddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, [<Rn><offset8x4 i,u>]", "ldc p L d n i u 1 0 14", "DDI 0406C A8.8.55").unless("p=10 | p=11");
        t.row("LDC_i_T1_pre", "11101101uL11nnnnddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, [<Rn><offset8x4 i,u>]!", "ldc p L d n i u 1 1 14", "DDI 0406C A8.8.55").unless("p=10 | p=11").unpredictable("n=15");
        t.row("LDC_i_T1_post", "11101100uL11nnnnddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, [<Rn>]<offset8x4 i,u>", "ldc p L d n i u 0 1 14", "DDI 0406C A8.8.55").unless("p=10 | p=11").unpredictable("n=15");
        t.row("LDC_i_T1_opt", "111011001L01nnnnddddppppiiiiiiii", "LDC<long L><c> <Pp>, <Cd>, [<Rn>], {<i>}", "ldc p L d n i 1 0 0 14", "DDI 0406C A8.8.55").unless("p=10 | p=11").unpredictable("n=15");
        t.row("STC_T1", "11101101uL00nnnnddddppppiiiiiiii", "STC<long L><c> <Pp>, <Cd>, [<Rn><offset8x4 i,u>]", "stc p L d n i u 1 0 14", "DDI 0406C A8.8.198").unless("p=10 | p=11").unpredictable("n=15");
        t.row("STC_T1_pre", "11101101uL10nnnnddddppppiiiiiiii", "STC<long L><c> <Pp>, <Cd>, [<Rn><offset8x4 i,u>]!", "stc p L d n i u 1 1 14", "DDI 0406C A8.8.198").unless("p=10 | p=11").unpredictable("n=15");
        t.row("STC_T1_post", "11101100uL10nnnnddddppppiiiiiiii", "STC<long L><c> <Pp>, <Cd>, [<Rn>]<offset8x4 i,u>", "stc p L d n i u 0 1 14", "DDI 0406C A8.8.198").unless("p=10 | p=11").unpredictable("n=15");
        t.row("STC_T1_opt", "111011001L00nnnnddddppppiiiiiiii", "STC<long L><c> <Pp>, <Cd>, [<Rn>], {<i>}", "stc p L d n i 1 0 0 14", "DDI 0406C A8.8.198").unless("p=10 | p=11").unpredictable("n=15");
    }
    // spotless:on
}
