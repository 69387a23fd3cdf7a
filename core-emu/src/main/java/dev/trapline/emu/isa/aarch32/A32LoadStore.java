package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 loads and stores of one register or two (DDI 0406C A5.3 and A5.2.8). */
final class A32LoadStore {
    private A32LoadStore() {}

    static void rows(Rows t) {
        wordAndByte(t);
        halfwordAndDual(t);
    }

    // spotless:off
    static void wordAndByte(Rows t) {
        t.row("STR_i_A1", "cccc0101u000nnnnttttiiiiiiiiiiii", "STR<c> <Rt>, [<Rn><offset12 i,u>]", "strOffset t n offset12(i,u)", "DDI 0406C A8.8.204");
        t.row("STR_i_A1_pre", "cccc0101u010nnnnttttiiiiiiiiiiii", "STR<c> <Rt>, [<Rn><offset12 i,u>]!", "strIndexed t n offset12(i,u) 1", "DDI 0406C A8.8.204").unpredictable("n=15 | n=t");
        t.row("STR_i_A1_post", "cccc0100u000nnnnttttiiiiiiiiiiii", "STR<c> <Rt>, [<Rn>]<offset12 i,u>", "strIndexed t n offset12(i,u) 0", "DDI 0406C A8.8.204").unpredictable("n=15 | n=t");
        t.row("STR_r_A1", "cccc0111u000nnnnttttiiiiiyy0mmmm", "STR<c> <Rt>, [<Rn>, <minus u><Rm><shift y,i>]", "strRegister t n m u shiftType(y,i) shiftAmount(y,i)", "DDI 0406C A8.8.205").unpredictable("m=15");
        t.row("STR_r_A1_pre", "cccc0111u010nnnnttttiiiiiyy0mmmm", "STR<c> <Rt>, [<Rn>, <minus u><Rm><shift y,i>]!", "strRegisterIndexed t n m u shiftType(y,i) shiftAmount(y,i) 1", "DDI 0406C A8.8.205").unpredictable("m=15 | n=15 | n=t");
        t.row("STR_r_A1_post", "cccc0110u000nnnnttttiiiiiyy0mmmm", "STR<c> <Rt>, [<Rn>], <minus u><Rm><shift y,i>", "strRegisterIndexed t n m u shiftType(y,i) shiftAmount(y,i) 0", "DDI 0406C A8.8.205").unpredictable("m=15 | n=15 | n=t");
        t.row("LDR_l_A1", "cccc0101u0011111ttttiiiiiiiiiiii", "LDR<c> <Rt>, <literal offset12(i,u)>", "ldrOffset t 15 offset12(i,u)", "DDI 0406C A8.8.64");
        t.row("LDR_i_A1", "cccc0101u001nnnnttttiiiiiiiiiiii", "LDR<c> <Rt>, [<Rn><offset12 i,u>]", "ldrOffset t n offset12(i,u)", "DDI 0406C A8.8.63");
        t.row("LDR_i_A1_pre", "cccc0101u011nnnnttttiiiiiiiiiiii", "LDR<c> <Rt>, [<Rn><offset12 i,u>]!", "ldrIndexed t n offset12(i,u) 1", "DDI 0406C A8.8.63").unpredictable("n=15 | n=t");
        t.row("LDR_i_A1_post", "cccc0100u001nnnnttttiiiiiiiiiiii", "LDR<c> <Rt>, [<Rn>]<offset12 i,u>", "ldrIndexed t n offset12(i,u) 0", "DDI 0406C A8.8.63").unpredictable("n=15 | n=t");
        t.row("LDR_r_A1", "cccc0111u001nnnnttttiiiiiyy0mmmm", "LDR<c> <Rt>, [<Rn>, <minus u><Rm><shift y,i>]", "ldrRegister t n m u shiftType(y,i) shiftAmount(y,i)", "DDI 0406C A8.8.65").unpredictable("m=15");
        t.row("LDR_r_A1_pre", "cccc0111u011nnnnttttiiiiiyy0mmmm", "LDR<c> <Rt>, [<Rn>, <minus u><Rm><shift y,i>]!", "ldrRegisterIndexed t n m u shiftType(y,i) shiftAmount(y,i) 1", "DDI 0406C A8.8.65").unpredictable("m=15 | n=15 | n=t");
        t.row("LDR_r_A1_post", "cccc0110u001nnnnttttiiiiiyy0mmmm", "LDR<c> <Rt>, [<Rn>], <minus u><Rm><shift y,i>", "ldrRegisterIndexed t n m u shiftType(y,i) shiftAmount(y,i) 0", "DDI 0406C A8.8.65").unpredictable("m=15 | n=15 | n=t");
        t.row("STRB_i_A1", "cccc0101u100nnnnttttiiiiiiiiiiii", "STRB<c> <Rt>, [<Rn><offset12 i,u>]", "strbOffset t n offset12(i,u)", "DDI 0406C A8.8.207").unpredictable("t=15");
        t.row("STRB_i_A1_pre", "cccc0101u110nnnnttttiiiiiiiiiiii", "STRB<c> <Rt>, [<Rn><offset12 i,u>]!", "strbIndexed t n offset12(i,u) 1", "DDI 0406C A8.8.207").unpredictable("t=15 | n=15 | n=t");
        t.row("STRB_i_A1_post", "cccc0100u100nnnnttttiiiiiiiiiiii", "STRB<c> <Rt>, [<Rn>]<offset12 i,u>", "strbIndexed t n offset12(i,u) 0", "DDI 0406C A8.8.207").unpredictable("t=15 | n=15 | n=t");
        t.row("STRB_r_A1", "cccc0111u100nnnnttttiiiiiyy0mmmm", "STRB<c> <Rt>, [<Rn>, <minus u><Rm><shift y,i>]", "strbRegister t n m u shiftType(y,i) shiftAmount(y,i)", "DDI 0406C A8.8.208").unpredictable("t=15 | m=15");
        t.row("STRB_r_A1_pre", "cccc0111u110nnnnttttiiiiiyy0mmmm", "STRB<c> <Rt>, [<Rn>, <minus u><Rm><shift y,i>]!", "strbRegisterIndexed t n m u shiftType(y,i) shiftAmount(y,i) 1", "DDI 0406C A8.8.208").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("STRB_r_A1_post", "cccc0110u100nnnnttttiiiiiyy0mmmm", "STRB<c> <Rt>, [<Rn>], <minus u><Rm><shift y,i>", "strbRegisterIndexed t n m u shiftType(y,i) shiftAmount(y,i) 0", "DDI 0406C A8.8.208").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRB_l_A1", "cccc0101u1011111ttttiiiiiiiiiiii", "LDRB<c> <Rt>, <literal offset12(i,u)>", "ldrbOffset t 15 offset12(i,u)", "DDI 0406C A8.8.69").unpredictable("t=15");
        t.row("LDRB_i_A1", "cccc0101u101nnnnttttiiiiiiiiiiii", "LDRB<c> <Rt>, [<Rn><offset12 i,u>]", "ldrbOffset t n offset12(i,u)", "DDI 0406C A8.8.68").unpredictable("t=15");
        t.row("LDRB_i_A1_pre", "cccc0101u111nnnnttttiiiiiiiiiiii", "LDRB<c> <Rt>, [<Rn><offset12 i,u>]!", "ldrbIndexed t n offset12(i,u) 1", "DDI 0406C A8.8.68").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRB_i_A1_post", "cccc0100u101nnnnttttiiiiiiiiiiii", "LDRB<c> <Rt>, [<Rn>]<offset12 i,u>", "ldrbIndexed t n offset12(i,u) 0", "DDI 0406C A8.8.68").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRB_r_A1", "cccc0111u101nnnnttttiiiiiyy0mmmm", "LDRB<c> <Rt>, [<Rn>, <minus u><Rm><shift y,i>]", "ldrbRegister t n m u shiftType(y,i) shiftAmount(y,i)", "DDI 0406C A8.8.70").unpredictable("t=15 | m=15");
        t.row("LDRB_r_A1_pre", "cccc0111u111nnnnttttiiiiiyy0mmmm", "LDRB<c> <Rt>, [<Rn>, <minus u><Rm><shift y,i>]!", "ldrbRegisterIndexed t n m u shiftType(y,i) shiftAmount(y,i) 1", "DDI 0406C A8.8.70").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRB_r_A1_post", "cccc0110u101nnnnttttiiiiiyy0mmmm", "LDRB<c> <Rt>, [<Rn>], <minus u><Rm><shift y,i>", "ldrbRegisterIndexed t n m u shiftType(y,i) shiftAmount(y,i) 0", "DDI 0406C A8.8.70").unpredictable("t=15 | m=15 | n=15 | n=t");
    }

    static void halfwordAndDual(Rows t) {
        t.row("STRH_i_A1", "cccc0001u100nnnnttttiiii1011iiii", "STRH<c> <Rt>, [<Rn><offset8 i,u>]", "strhOffset t n offset8(i,u)", "DDI 0406C A8.8.217").unpredictable("t=15");
        t.row("STRH_i_A1_pre", "cccc0001u110nnnnttttiiii1011iiii", "STRH<c> <Rt>, [<Rn><offset8 i,u>]!", "strhIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.217").unpredictable("t=15 | n=15 | n=t");
        t.row("STRH_i_A1_post", "cccc0000u100nnnnttttiiii1011iiii", "STRH<c> <Rt>, [<Rn>]<offset8 i,u>", "strhIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.217").unpredictable("t=15 | n=15 | n=t");
        t.row("STRH_r_A1", "cccc0001u000nnnntttt(0)(0)(0)(0)1011mmmm", "STRH<c> <Rt>, [<Rn>, <minus u><Rm>]", "strhRegister t n m u 0 0", "DDI 0406C A8.8.218").unpredictable("t=15 | m=15");
        t.row("STRH_r_A1_pre", "cccc0001u010nnnntttt(0)(0)(0)(0)1011mmmm", "STRH<c> <Rt>, [<Rn>, <minus u><Rm>]!", "strhRegisterIndexed t n m u 0 0 1", "DDI 0406C A8.8.218").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("STRH_r_A1_post", "cccc0000u000nnnntttt(0)(0)(0)(0)1011mmmm", "STRH<c> <Rt>, [<Rn>], <minus u><Rm>", "strhRegisterIndexed t n m u 0 0 0", "DDI 0406C A8.8.218").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRH_l_A1", "cccc0001u1011111ttttiiii1011iiii", "LDRH<c> <Rt>, <literal offset8(i,u)>", "ldrhOffset t 15 offset8(i,u)", "DDI 0406C A8.8.81").unpredictable("t=15");
        t.row("LDRH_i_A1", "cccc0001u101nnnnttttiiii1011iiii", "LDRH<c> <Rt>, [<Rn><offset8 i,u>]", "ldrhOffset t n offset8(i,u)", "DDI 0406C A8.8.80").unpredictable("t=15");
        t.row("LDRH_i_A1_pre", "cccc0001u111nnnnttttiiii1011iiii", "LDRH<c> <Rt>, [<Rn><offset8 i,u>]!", "ldrhIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.80").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRH_i_A1_post", "cccc0000u101nnnnttttiiii1011iiii", "LDRH<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrhIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.80").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRH_r_A1", "cccc0001u001nnnntttt(0)(0)(0)(0)1011mmmm", "LDRH<c> <Rt>, [<Rn>, <minus u><Rm>]", "ldrhRegister t n m u 0 0", "DDI 0406C A8.8.82").unpredictable("t=15 | m=15");
        t.row("LDRH_r_A1_pre", "cccc0001u011nnnntttt(0)(0)(0)(0)1011mmmm", "LDRH<c> <Rt>, [<Rn>, <minus u><Rm>]!", "ldrhRegisterIndexed t n m u 0 0 1", "DDI 0406C A8.8.82").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRH_r_A1_post", "cccc0000u001nnnntttt(0)(0)(0)(0)1011mmmm", "LDRH<c> <Rt>, [<Rn>], <minus u><Rm>", "ldrhRegisterIndexed t n m u 0 0 0", "DDI 0406C A8.8.82").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRSB_l_A1", "cccc0001u1011111ttttiiii1101iiii", "LDRSB<c> <Rt>, <literal offset8(i,u)>", "ldrsbOffset t 15 offset8(i,u)", "DDI 0406C A8.8.85").unpredictable("t=15");
        t.row("LDRSB_i_A1", "cccc0001u101nnnnttttiiii1101iiii", "LDRSB<c> <Rt>, [<Rn><offset8 i,u>]", "ldrsbOffset t n offset8(i,u)", "DDI 0406C A8.8.84").unpredictable("t=15");
        t.row("LDRSB_i_A1_pre", "cccc0001u111nnnnttttiiii1101iiii", "LDRSB<c> <Rt>, [<Rn><offset8 i,u>]!", "ldrsbIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.84").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRSB_i_A1_post", "cccc0000u101nnnnttttiiii1101iiii", "LDRSB<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrsbIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.84").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRSB_r_A1", "cccc0001u001nnnntttt(0)(0)(0)(0)1101mmmm", "LDRSB<c> <Rt>, [<Rn>, <minus u><Rm>]", "ldrsbRegister t n m u 0 0", "DDI 0406C A8.8.86").unpredictable("t=15 | m=15");
        t.row("LDRSB_r_A1_pre", "cccc0001u011nnnntttt(0)(0)(0)(0)1101mmmm", "LDRSB<c> <Rt>, [<Rn>, <minus u><Rm>]!", "ldrsbRegisterIndexed t n m u 0 0 1", "DDI 0406C A8.8.86").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRSB_r_A1_post", "cccc0000u001nnnntttt(0)(0)(0)(0)1101mmmm", "LDRSB<c> <Rt>, [<Rn>], <minus u><Rm>", "ldrsbRegisterIndexed t n m u 0 0 0", "DDI 0406C A8.8.86").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRSH_l_A1", "cccc0001u1011111ttttiiii1111iiii", "LDRSH<c> <Rt>, <literal offset8(i,u)>", "ldrshOffset t 15 offset8(i,u)", "DDI 0406C A8.8.89").unpredictable("t=15");
        t.row("LDRSH_i_A1", "cccc0001u101nnnnttttiiii1111iiii", "LDRSH<c> <Rt>, [<Rn><offset8 i,u>]", "ldrshOffset t n offset8(i,u)", "DDI 0406C A8.8.88").unpredictable("t=15");
        t.row("LDRSH_i_A1_pre", "cccc0001u111nnnnttttiiii1111iiii", "LDRSH<c> <Rt>, [<Rn><offset8 i,u>]!", "ldrshIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.88").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRSH_i_A1_post", "cccc0000u101nnnnttttiiii1111iiii", "LDRSH<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrshIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.88").unpredictable("t=15 | n=15 | n=t");
        t.row("LDRSH_r_A1", "cccc0001u001nnnntttt(0)(0)(0)(0)1111mmmm", "LDRSH<c> <Rt>, [<Rn>, <minus u><Rm>]", "ldrshRegister t n m u 0 0", "DDI 0406C A8.8.90").unpredictable("t=15 | m=15");
        t.row("LDRSH_r_A1_pre", "cccc0001u011nnnntttt(0)(0)(0)(0)1111mmmm", "LDRSH<c> <Rt>, [<Rn>, <minus u><Rm>]!", "ldrshRegisterIndexed t n m u 0 0 1", "DDI 0406C A8.8.90").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRSH_r_A1_post", "cccc0000u001nnnntttt(0)(0)(0)(0)1111mmmm", "LDRSH<c> <Rt>, [<Rn>], <minus u><Rm>", "ldrshRegisterIndexed t n m u 0 0 0", "DDI 0406C A8.8.90").unpredictable("t=15 | m=15 | n=15 | n=t");
        t.row("LDRD_l_A1", "cccc0001u1001111ttttiiii1101iiii", "LDRD<c> <Rt>, <R next(t)>, <literal offset8(i,u)>", "ldrdOffset t next(t) 15 offset8(i,u)", "DDI 0406C A8.8.73").unpredictable("bit(t,0)=1 | t=14");
        t.row("LDRD_i_A1", "cccc0001u100nnnnttttiiii1101iiii", "LDRD<c> <Rt>, <R next(t)>, [<Rn><offset8 i,u>]", "ldrdOffset t next(t) n offset8(i,u)", "DDI 0406C A8.8.72").unpredictable("bit(t,0)=1 | t=14");
        t.row("LDRD_i_A1_pre", "cccc0001u110nnnnttttiiii1101iiii", "LDRD<c> <Rt>, <R next(t)>, [<Rn><offset8 i,u>]!", "ldrdIndexed t next(t) n offset8(i,u) 1", "DDI 0406C A8.8.72").unpredictable("bit(t,0)=1 | t=14 | n=15 | n=t | n=next(t)");
        t.row("LDRD_i_A1_post", "cccc0000u100nnnnttttiiii1101iiii", "LDRD<c> <Rt>, <R next(t)>, [<Rn>]<offset8 i,u>", "ldrdIndexed t next(t) n offset8(i,u) 0", "DDI 0406C A8.8.72").unpredictable("bit(t,0)=1 | t=14 | n=15 | n=t | n=next(t)");
        t.row("LDRD_r_A1", "cccc0001u000nnnntttt(0)(0)(0)(0)1101mmmm", "LDRD<c> <Rt>, <R next(t)>, [<Rn>, <minus u><Rm>]", "ldrdRegister t next(t) n m u 0 0", "DDI 0406C A8.8.74").unpredictable("bit(t,0)=1 | t=14 | m=15 | m=t | m=next(t)");
        t.row("LDRD_r_A1_pre", "cccc0001u010nnnntttt(0)(0)(0)(0)1101mmmm", "LDRD<c> <Rt>, <R next(t)>, [<Rn>, <minus u><Rm>]!", "ldrdRegisterIndexed t next(t) n m u 0 0 1", "DDI 0406C A8.8.74").unpredictable("bit(t,0)=1 | t=14 | m=15 | m=t | m=next(t) | n=15 | n=t | n=next(t)");
        t.row("LDRD_r_A1_post", "cccc0000u000nnnntttt(0)(0)(0)(0)1101mmmm", "LDRD<c> <Rt>, <R next(t)>, [<Rn>], <minus u><Rm>", "ldrdRegisterIndexed t next(t) n m u 0 0 0", "DDI 0406C A8.8.74").unpredictable("bit(t,0)=1 | t=14 | m=15 | m=t | m=next(t) | n=15 | n=t | n=next(t)");
        t.row("STRD_i_A1", "cccc0001u100nnnnttttiiii1111iiii", "STRD<c> <Rt>, <R next(t)>, [<Rn><offset8 i,u>]", "strdOffset t next(t) n offset8(i,u)", "DDI 0406C A8.8.210").unpredictable("bit(t,0)=1 | t=14");
        t.row("STRD_i_A1_pre", "cccc0001u110nnnnttttiiii1111iiii", "STRD<c> <Rt>, <R next(t)>, [<Rn><offset8 i,u>]!", "strdIndexed t next(t) n offset8(i,u) 1", "DDI 0406C A8.8.210").unpredictable("bit(t,0)=1 | t=14 | n=15 | n=t | n=next(t)");
        t.row("STRD_i_A1_post", "cccc0000u100nnnnttttiiii1111iiii", "STRD<c> <Rt>, <R next(t)>, [<Rn>]<offset8 i,u>", "strdIndexed t next(t) n offset8(i,u) 0", "DDI 0406C A8.8.210").unpredictable("bit(t,0)=1 | t=14 | n=15 | n=t | n=next(t)");
        t.row("STRD_r_A1", "cccc0001u000nnnntttt(0)(0)(0)(0)1111mmmm", "STRD<c> <Rt>, <R next(t)>, [<Rn>, <minus u><Rm>]", "strdRegister t next(t) n m u 0 0", "DDI 0406C A8.8.211").unpredictable("bit(t,0)=1 | t=14 | m=15");
        t.row("STRD_r_A1_pre", "cccc0001u010nnnntttt(0)(0)(0)(0)1111mmmm", "STRD<c> <Rt>, <R next(t)>, [<Rn>, <minus u><Rm>]!", "strdRegisterIndexed t next(t) n m u 0 0 1", "DDI 0406C A8.8.211").unpredictable("bit(t,0)=1 | t=14 | m=15 | n=15 | n=t | n=next(t)");
        t.row("STRD_r_A1_post", "cccc0000u000nnnntttt(0)(0)(0)(0)1111mmmm", "STRD<c> <Rt>, <R next(t)>, [<Rn>], <minus u><Rm>", "strdRegisterIndexed t next(t) n m u 0 0 0", "DDI 0406C A8.8.211").unpredictable("bit(t,0)=1 | t=14 | m=15 | n=15 | n=t | n=next(t)");
    }
    // spotless:on
}
