package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 exclusives, swaps, unprivileged accesses, and what else A5.2.10 to A5.2.12 hold. */
final class A32Exclusive {
    private A32Exclusive() {}

    static void rows(Rows t) {
        others(t);
        unprivileged(t);
        exclusive(t);
    }

    // spotless:off
    private static void others(Rows t) {
        t.row("BLX_r_A1", "cccc00010010(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)0011mmmm", "BLX<c> <Rm>", "branchLinkExchangeRegister m", "DDI 0406C A8.8.26").unpredictable("m=15");
        t.row("BXJ_A1", "cccc00010010(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)0010mmmm", "BXJ<c> <Rm>", "branchExchange m", "DDI 0406C A8.8.28").unpredictable("m=15");
        t.row("MRS_b_A1", "cccc00010r00mmmmdddd(0)(0)1M0000(0)(0)(0)(0)", "MRS<c> <Rd>, <banked r,M,m>", "mrsBanked d r M m", "DDI 0406C B9.3.9").unpredictable("d=15 | banked(r,M,m)=0");
        t.row("MSR_b_A1", "cccc00010r10mmmm(1)(1)(1)(1)(0)(0)1M0000nnnn", "MSR<c> <banked r,M,m>, <Rn>", "msrBanked r M m n", "DDI 0406C B9.3.10").unpredictable("n=15 | banked(r,M,m)=0");
    }

    private static void unprivileged(Rows t) {
        t.row("STRT_A1", "cccc0100u010nnnnttttiiiiiiiiiiii", "STRT<c> <Rt>, [<Rn>]<offset12 i,u>", "strUnprivilegedIndexed t n offset12(i,u)", "DDI 0406C A8.8.220").unpredictable("t=15 | n=15 | n=t");
        t.row("STRT_A2", "cccc0110u010nnnnttttiiiiiyy0mmmm", "STRT<c> <Rt>, [<Rn>], <minus u><Rm><shift y,i>", "strUnprivilegedRegister t n m u shiftType(y,i) shiftAmount(y,i)", "DDI 0406C A8.8.220").unpredictable("t=15 | n=15 | n=t | m=15");
        t.row("LDRT_A1", "cccc0100u011nnnnttttiiiiiiiiiiii", "LDRT<c> <Rt>, [<Rn>]<offset12 i,u>", "ldrUnprivilegedIndexed t n offset12(i,u)", "DDI 0406C A8.8.92").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRT_A2", "cccc0110u011nnnnttttiiiiiyy0mmmm", "LDRT<c> <Rt>, [<Rn>], <minus u><Rm><shift y,i>", "ldrUnprivilegedRegister t n m u shiftType(y,i) shiftAmount(y,i)", "DDI 0406C A8.8.92").unpredictable("t=15 | n=15 | n=t | m=15");
        t.row("STRBT_A1", "cccc0100u110nnnnttttiiiiiiiiiiii", "STRBT<c> <Rt>, [<Rn>]<offset12 i,u>", "strbUnprivilegedIndexed t n offset12(i,u)", "DDI 0406C A8.8.209").unpredictable("t=15 | n=15 | n=t");
        t.row("STRBT_A2", "cccc0110u110nnnnttttiiiiiyy0mmmm", "STRBT<c> <Rt>, [<Rn>], <minus u><Rm><shift y,i>", "strbUnprivilegedRegister t n m u shiftType(y,i) shiftAmount(y,i)", "DDI 0406C A8.8.209").unpredictable("t=15 | n=15 | n=t | m=15");
        t.row("LDRBT_A1", "cccc0100u111nnnnttttiiiiiiiiiiii", "LDRBT<c> <Rt>, [<Rn>]<offset12 i,u>", "ldrbUnprivilegedIndexed t n offset12(i,u)", "DDI 0406C A8.8.71").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRBT_A2", "cccc0110u111nnnnttttiiiiiyy0mmmm", "LDRBT<c> <Rt>, [<Rn>], <minus u><Rm><shift y,i>", "ldrbUnprivilegedRegister t n m u shiftType(y,i) shiftAmount(y,i)", "DDI 0406C A8.8.71").unpredictable("t=15 | n=15 | n=t | m=15");
        t.row("STRHT_A1", "cccc0000u110nnnnttttiiii1011iiii", "STRHT<c> <Rt>, [<Rn>]<offset8 i,u>", "strhUnprivilegedIndexed t n offset8(i,u)", "DDI 0406C A8.8.219").unpredictable("t=15 | n=15 | n=t");
        t.row("STRHT_A2", "cccc0000u010nnnntttt(0)(0)(0)(0)1011mmmm", "STRHT<c> <Rt>, [<Rn>], <minus u><Rm>", "strhUnprivilegedRegister t n m u 0 0", "DDI 0406C A8.8.219").unpredictable("t=15 | n=15 | n=t | m=15");
        t.row("LDRHT_A1", "cccc0000u111nnnnttttiiii1011iiii", "LDRHT<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrhUnprivilegedIndexed t n offset8(i,u)", "DDI 0406C A8.8.83").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRHT_A2", "cccc0000u011nnnntttt(0)(0)(0)(0)1011mmmm", "LDRHT<c> <Rt>, [<Rn>], <minus u><Rm>", "ldrhUnprivilegedRegister t n m u 0 0", "DDI 0406C A8.8.83").unpredictable("t=15 | n=15 | n=t | m=15");
        t.row("LDRSBT_A1", "cccc0000u111nnnnttttiiii1101iiii", "LDRSBT<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrsbUnprivilegedIndexed t n offset8(i,u)", "DDI 0406C A8.8.87").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRSBT_A2", "cccc0000u011nnnntttt(0)(0)(0)(0)1101mmmm", "LDRSBT<c> <Rt>, [<Rn>], <minus u><Rm>", "ldrsbUnprivilegedRegister t n m u 0 0", "DDI 0406C A8.8.87").unpredictable("t=15 | n=15 | n=t | m=15");
        t.row("LDRSHT_A1", "cccc0000u111nnnnttttiiii1111iiii", "LDRSHT<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrshUnprivilegedIndexed t n offset8(i,u)", "DDI 0406C A8.8.91").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRSHT_A2", "cccc0000u011nnnntttt(0)(0)(0)(0)1111mmmm", "LDRSHT<c> <Rt>, [<Rn>], <minus u><Rm>", "ldrshUnprivilegedRegister t n m u 0 0", "DDI 0406C A8.8.91").unpredictable("t=15 | n=15 | n=t | m=15");
    }

    private static void exclusive(Rows t) {
        t.row("STREX_A1", "cccc00011000nnnndddd(1)(1)(1)(1)1001tttt", "STREX<c> <Rd>, <Rt>, [<Rn>]", "strex d t n 0", "DDI 0406C A8.8.212").unpredictable("d=15 | t=15 | n=15 | d=n | d=t");
        t.row("LDREX_A1", "cccc00011001nnnntttt(1)(1)(1)(1)1001(1)(1)(1)(1)", "LDREX<c> <Rt>, [<Rn>]", "ldrex t n 0", "DDI 0406C A8.8.75").unpredictable("t=15 | n=15");
        t.row("STREXD_A1", "cccc00011010nnnndddd(1)(1)(1)(1)1001tttt", "STREXD<c> <Rd>, <Rt>, <R next(t)>, [<Rn>]", "strexd d t next(t) n", "DDI 0406C A8.8.214").unpredictable("d=15 | bit(t,0)=1 | t=14 | n=15 | d=n | d=t | d=next(t)");
        t.row("LDREXD_A1", "cccc00011011nnnntttt(1)(1)(1)(1)1001(1)(1)(1)(1)", "LDREXD<c> <Rt>, <R next(t)>, [<Rn>]", "ldrexd t next(t) n", "DDI 0406C A8.8.77").unpredictable("bit(t,0)=1 | t=14 | n=15");
        t.row("STREXB_A1", "cccc00011100nnnndddd(1)(1)(1)(1)1001tttt", "STREXB<c> <Rd>, <Rt>, [<Rn>]", "strexb d t n", "DDI 0406C A8.8.213").unpredictable("d=15 | t=15 | n=15 | d=n | d=t");
        t.row("LDREXB_A1", "cccc00011101nnnntttt(1)(1)(1)(1)1001(1)(1)(1)(1)", "LDREXB<c> <Rt>, [<Rn>]", "ldrexb t n", "DDI 0406C A8.8.76").unpredictable("t=15 | n=15");
        t.row("STREXH_A1", "cccc00011110nnnndddd(1)(1)(1)(1)1001tttt", "STREXH<c> <Rd>, <Rt>, [<Rn>]", "strexh d t n", "DDI 0406C A8.8.215").unpredictable("d=15 | t=15 | n=15 | d=n | d=t");
        t.row("LDREXH_A1", "cccc00011111nnnntttt(1)(1)(1)(1)1001(1)(1)(1)(1)", "LDREXH<c> <Rt>, [<Rn>]", "ldrexh t n", "DDI 0406C A8.8.78").unpredictable("t=15 | n=15");
        t.row("SWP_A1", "cccc00010000nnnntttt(0)(0)(0)(0)1001mmmm", "SWP<c> <Rt>, <Rm>, [<Rn>]", "swp t m n", "DDI 0406C A8.8.229").unpredictable("t=15 | m=15 | n=15 | n=m | n=t");
        t.row("SWPB_A1", "cccc00010100nnnntttt(0)(0)(0)(0)1001mmmm", "SWPB<c> <Rt>, <Rm>, [<Rn>]", "swpb t m n", "DDI 0406C A8.8.229").unpredictable("t=15 | m=15 | n=15 | n=m | n=t");
    }
    // spotless:on
}
