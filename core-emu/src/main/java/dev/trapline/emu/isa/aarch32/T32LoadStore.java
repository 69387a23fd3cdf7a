package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** The 32-bit T32 loads and stores (DDI 0406C A6.3.5 to A6.3.10). */
final class T32LoadStore {
    private T32LoadStore() {}

    static void rows(Rows t) {
        single(t);
        hints(t);
        multipleAndDual(t);
        exclusive(t);
    }

    // spotless:off
    private static void single(Rows t) {
        t.row("STRB_i12_T2", "111110001000nnnnttttiiiiiiiiiiii", "STRB<c>.W <Rt>, [<Rn>, #<i>]", "strbOffset t n i", "DDI 0406C A8.8.206").undefined("n=15").unpredictable("t=13 | t=15");
        t.row("STRB_i8_T4_neg", "111110000000nnnntttt1100iiiiiiii", "STRB<c> <Rt>, [<Rn>, #-<i>]", "strbOffset t n negative(i)", "DDI 0406C A8.8.206").undefined("n=15").unpredictable("t=13 | t=15");
        t.row("STRB_i8_T4_pre", "111110000000nnnntttt11u1iiiiiiii", "STRB<c> <Rt>, [<Rn><offset8 i,u>]!", "strbIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.206").undefined("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("STRB_i8_T4_post", "111110000000nnnntttt10u1iiiiiiii", "STRB<c> <Rt>, [<Rn>]<offset8 i,u>", "strbIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.206").undefined("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("STRBT_T1", "111110000000nnnntttt1110iiiiiiii", "STRBT<c> <Rt>, [<Rn>, #<i>]", "strbUnprivileged t n i", "DDI 0406C A8.8.209").undefined("n=15").unpredictable("t=13 | t=15");
        t.row("STRB_r_T2", "111110000000nnnntttt000000iimmmm", "STRB<c>.W <Rt>, [<Rn>, <Rm><shift 0,i>]", "strbRegister t n m 1 0 i", "DDI 0406C A8.8.208").undefined("n=15").unpredictable("t=13 | t=15 | m=13 | m=15");
        t.row("STRH_i12_T2", "111110001010nnnnttttiiiiiiiiiiii", "STRH<c>.W <Rt>, [<Rn>, #<i>]", "strhOffset t n i", "DDI 0406C A8.8.216").undefined("n=15").unpredictable("t=13 | t=15");
        t.row("STRH_i8_T4_neg", "111110000010nnnntttt1100iiiiiiii", "STRH<c> <Rt>, [<Rn>, #-<i>]", "strhOffset t n negative(i)", "DDI 0406C A8.8.216").undefined("n=15").unpredictable("t=13 | t=15");
        t.row("STRH_i8_T4_pre", "111110000010nnnntttt11u1iiiiiiii", "STRH<c> <Rt>, [<Rn><offset8 i,u>]!", "strhIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.216").undefined("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("STRH_i8_T4_post", "111110000010nnnntttt10u1iiiiiiii", "STRH<c> <Rt>, [<Rn>]<offset8 i,u>", "strhIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.216").undefined("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("STRHT_T1", "111110000010nnnntttt1110iiiiiiii", "STRHT<c> <Rt>, [<Rn>, #<i>]", "strhUnprivileged t n i", "DDI 0406C A8.8.219").undefined("n=15").unpredictable("t=13 | t=15");
        t.row("STRH_r_T2", "111110000010nnnntttt000000iimmmm", "STRH<c>.W <Rt>, [<Rn>, <Rm><shift 0,i>]", "strhRegister t n m 1 0 i", "DDI 0406C A8.8.218").undefined("n=15").unpredictable("t=13 | t=15 | m=13 | m=15");
        t.row("STR_i12_T3", "111110001100nnnnttttiiiiiiiiiiii", "STR<c>.W <Rt>, [<Rn>, #<i>]", "strOffset t n i", "DDI 0406C A8.8.203").undefined("n=15").unpredictable("t=15");
        t.row("STR_i8_T4_neg", "111110000100nnnntttt1100iiiiiiii", "STR<c> <Rt>, [<Rn>, #-<i>]", "strOffset t n negative(i)", "DDI 0406C A8.8.203").undefined("n=15").unpredictable("t=15");
        t.row("STR_i8_T4_pre", "111110000100nnnntttt11u1iiiiiiii", "STR<c> <Rt>, [<Rn><offset8 i,u>]!", "strIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.203").undefined("n=15").unpredictable("t=15 | n=t");
        t.row("STR_i8_T4_post", "111110000100nnnntttt10u1iiiiiiii", "STR<c> <Rt>, [<Rn>]<offset8 i,u>", "strIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.203").undefined("n=15").unpredictable("t=15 | n=t");
        t.row("STRT_T1", "111110000100nnnntttt1110iiiiiiii", "STRT<c> <Rt>, [<Rn>, #<i>]", "strUnprivileged t n i", "DDI 0406C A8.8.220").undefined("n=15").unpredictable("t=13 | t=15");
        t.row("STR_r_T2", "111110000100nnnntttt000000iimmmm", "STR<c>.W <Rt>, [<Rn>, <Rm><shift 0,i>]", "strRegister t n m 1 0 i", "DDI 0406C A8.8.205").undefined("n=15").unpredictable("t=15 | m=13 | m=15");
        t.row("LDRB_i12_T2", "111110001001nnnnttttiiiiiiiiiiii", "LDRB<c>.W <Rt>, [<Rn>, #<i>]", "ldrbOffset t n i", "DDI 0406C A8.8.67").unless("n=15").unpredictable("t=13");
        t.row("LDRB_i8_T4_neg", "111110000001nnnntttt1100iiiiiiii", "LDRB<c> <Rt>, [<Rn>, #-<i>]", "ldrbOffset t n negative(i)", "DDI 0406C A8.8.67").unless("n=15").unpredictable("t=13");
        t.row("LDRB_i8_T4_pre", "111110000001nnnntttt11u1iiiiiiii", "LDRB<c> <Rt>, [<Rn><offset8 i,u>]!", "ldrbIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.67").unless("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("LDRB_i8_T4_post", "111110000001nnnntttt10u1iiiiiiii", "LDRB<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrbIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.67").unless("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("LDRBT_T1", "111110000001nnnntttt1110iiiiiiii", "LDRBT<c> <Rt>, [<Rn>, #<i>]", "ldrbUnprivileged t n i", "DDI 0406C A8.8.71").unless("n=15").unpredictable("t=13 | t=15");
        t.row("LDRB_r_T2", "111110000001nnnntttt000000iimmmm", "LDRB<c>.W <Rt>, [<Rn>, <Rm><shift 0,i>]", "ldrbRegister t n m 1 0 i", "DDI 0406C A8.8.70").unless("n=15").unpredictable("t=13 | m=13 | m=15");
        t.row("LDRB_l_T1", "11111000u0011111ttttiiiiiiiiiiii", "LDRB<c>.W <Rt>, <literal offset12(i,u)>", "ldrbLiteral t offset12(i,u)", "DDI 0406C A8.8.69").unpredictable("t=13");
        t.row("LDRH_i12_T2", "111110001011nnnnttttiiiiiiiiiiii", "LDRH<c>.W <Rt>, [<Rn>, #<i>]", "ldrhOffset t n i", "DDI 0406C A8.8.79").unless("n=15").unpredictable("t=13");
        t.row("LDRH_i8_T4_neg", "111110000011nnnntttt1100iiiiiiii", "LDRH<c> <Rt>, [<Rn>, #-<i>]", "ldrhOffset t n negative(i)", "DDI 0406C A8.8.79").unless("n=15").unpredictable("t=13");
        t.row("LDRH_i8_T4_pre", "111110000011nnnntttt11u1iiiiiiii", "LDRH<c> <Rt>, [<Rn><offset8 i,u>]!", "ldrhIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.79").unless("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("LDRH_i8_T4_post", "111110000011nnnntttt10u1iiiiiiii", "LDRH<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrhIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.79").unless("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("LDRHT_T1", "111110000011nnnntttt1110iiiiiiii", "LDRHT<c> <Rt>, [<Rn>, #<i>]", "ldrhUnprivileged t n i", "DDI 0406C A8.8.83").unless("n=15").unpredictable("t=13 | t=15");
        t.row("LDRH_r_T2", "111110000011nnnntttt000000iimmmm", "LDRH<c>.W <Rt>, [<Rn>, <Rm><shift 0,i>]", "ldrhRegister t n m 1 0 i", "DDI 0406C A8.8.82").unless("n=15").unpredictable("t=13 | m=13 | m=15");
        t.row("LDRH_l_T1", "11111000u0111111ttttiiiiiiiiiiii", "LDRH<c>.W <Rt>, <literal offset12(i,u)>", "ldrhLiteral t offset12(i,u)", "DDI 0406C A8.8.81").unpredictable("t=13");
        t.row("LDR_i12_T3", "111110001101nnnnttttiiiiiiiiiiii", "LDR<c>.W <Rt>, [<Rn>, #<i>]", "ldrOffset t n i", "DDI 0406C A8.8.62").unless("n=15");
        t.row("LDR_i8_T4_neg", "111110000101nnnntttt1100iiiiiiii", "LDR<c> <Rt>, [<Rn>, #-<i>]", "ldrOffset t n negative(i)", "DDI 0406C A8.8.62").unless("n=15");
        t.row("LDR_i8_T4_pre", "111110000101nnnntttt11u1iiiiiiii", "LDR<c> <Rt>, [<Rn><offset8 i,u>]!", "ldrIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.62").unless("n=15").unpredictable("n=t");
        t.row("LDR_i8_T4_post", "111110000101nnnntttt10u1iiiiiiii", "LDR<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.62").unless("n=15").unpredictable("n=t");
        t.row("LDRT_T1", "111110000101nnnntttt1110iiiiiiii", "LDRT<c> <Rt>, [<Rn>, #<i>]", "ldrUnprivileged t n i", "DDI 0406C A8.8.92").unless("n=15").unpredictable("t=13 | t=15");
        t.row("LDR_r_T2", "111110000101nnnntttt000000iimmmm", "LDR<c>.W <Rt>, [<Rn>, <Rm><shift 0,i>]", "ldrRegister t n m 1 0 i", "DDI 0406C A8.8.66").unless("n=15").unpredictable("m=13 | m=15");
        t.row("LDR_l_T2", "11111000u1011111ttttiiiiiiiiiiii", "LDR<c>.W <Rt>, <literal offset12(i,u)>", "ldrLiteral t offset12(i,u)", "DDI 0406C A8.8.64");
        t.row("LDRSB_i12_T2", "111110011001nnnnttttiiiiiiiiiiii", "LDRSB<c>.W <Rt>, [<Rn>, #<i>]", "ldrsbOffset t n i", "DDI 0406C A8.8.83").unless("n=15").unpredictable("t=13");
        t.row("LDRSB_i8_T4_neg", "111110010001nnnntttt1100iiiiiiii", "LDRSB<c> <Rt>, [<Rn>, #-<i>]", "ldrsbOffset t n negative(i)", "DDI 0406C A8.8.83").unless("n=15").unpredictable("t=13");
        t.row("LDRSB_i8_T4_pre", "111110010001nnnntttt11u1iiiiiiii", "LDRSB<c> <Rt>, [<Rn><offset8 i,u>]!", "ldrsbIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.83").unless("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("LDRSB_i8_T4_post", "111110010001nnnntttt10u1iiiiiiii", "LDRSB<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrsbIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.83").unless("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("LDRSBT_T1", "111110010001nnnntttt1110iiiiiiii", "LDRSBT<c> <Rt>, [<Rn>, #<i>]", "ldrsbUnprivileged t n i", "DDI 0406C A8.8.87").unless("n=15").unpredictable("t=13 | t=15");
        t.row("LDRSB_r_T2", "111110010001nnnntttt000000iimmmm", "LDRSB<c>.W <Rt>, [<Rn>, <Rm><shift 0,i>]", "ldrsbRegister t n m 1 0 i", "DDI 0406C A8.8.86").unless("n=15").unpredictable("t=13 | m=13 | m=15");
        t.row("LDRSB_l_T1", "11111001u0011111ttttiiiiiiiiiiii", "LDRSB<c>.W <Rt>, <literal offset12(i,u)>", "ldrsbLiteral t offset12(i,u)", "DDI 0406C A8.8.85").unpredictable("t=13");
        t.row("LDRSH_i12_T2", "111110011011nnnnttttiiiiiiiiiiii", "LDRSH<c>.W <Rt>, [<Rn>, #<i>]", "ldrshOffset t n i", "DDI 0406C A8.8.87").unless("n=15").unpredictable("t=13");
        t.row("LDRSH_i8_T4_neg", "111110010011nnnntttt1100iiiiiiii", "LDRSH<c> <Rt>, [<Rn>, #-<i>]", "ldrshOffset t n negative(i)", "DDI 0406C A8.8.87").unless("n=15").unpredictable("t=13");
        t.row("LDRSH_i8_T4_pre", "111110010011nnnntttt11u1iiiiiiii", "LDRSH<c> <Rt>, [<Rn><offset8 i,u>]!", "ldrshIndexed t n offset8(i,u) 1", "DDI 0406C A8.8.87").unless("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("LDRSH_i8_T4_post", "111110010011nnnntttt10u1iiiiiiii", "LDRSH<c> <Rt>, [<Rn>]<offset8 i,u>", "ldrshIndexed t n offset8(i,u) 0", "DDI 0406C A8.8.87").unless("n=15").unpredictable("t=13 | t=15 | n=t");
        t.row("LDRSHT_T1", "111110010011nnnntttt1110iiiiiiii", "LDRSHT<c> <Rt>, [<Rn>, #<i>]", "ldrshUnprivileged t n i", "DDI 0406C A8.8.91").unless("n=15").unpredictable("t=13 | t=15");
        t.row("LDRSH_r_T2", "111110010011nnnntttt000000iimmmm", "LDRSH<c>.W <Rt>, [<Rn>, <Rm><shift 0,i>]", "ldrshRegister t n m 1 0 i", "DDI 0406C A8.8.90").unless("n=15").unpredictable("t=13 | m=13 | m=15");
        t.row("LDRSH_l_T1", "11111001u0111111ttttiiiiiiiiiiii", "LDRSH<c>.W <Rt>, <literal offset12(i,u)>", "ldrshLiteral t offset12(i,u)", "DDI 0406C A8.8.89").unpredictable("t=13");
    }

    private static void hints(Rows t) {
        t.row("PLD_i_T1", "111110001001nnnn1111iiiiiiiiiiii", "PLD<c> [<Rn>, #<i>]", "nop", "DDI 0406C A8.8.126").unless("n=15");
        t.row("PLD_i_T2", "111110000001nnnn11111100iiiiiiii", "PLD<c> [<Rn>, #-<i>]", "nop", "DDI 0406C A8.8.126").unless("n=15");
        t.row("PLD_r_T1", "111110000001nnnn1111000000iimmmm", "PLD<c> [<Rn>, <Rm><shift 0,i>]", "nop", "DDI 0406C A8.8.127").unless("n=15").unpredictable("m=13 | m=15");
        t.row("PLD_l_T3", "11111000u00111111111iiiiiiiiiiii", "PLD<c> <literal offset12(i,u)>", "nop", "DDI 0406C A8.8.127");
        t.row("PLDW_i_T1", "111110001011nnnn1111iiiiiiiiiiii", "PLDW<c> [<Rn>, #<i>]", "nop", "DDI 0406C A8.8.126").unless("n=15");
        t.row("PLDW_i_T2", "111110000011nnnn11111100iiiiiiii", "PLDW<c> [<Rn>, #-<i>]", "nop", "DDI 0406C A8.8.126").unless("n=15");
        t.row("PLDW_r_T1", "111110000011nnnn1111000000iimmmm", "PLDW<c> [<Rn>, <Rm><shift 0,i>]", "nop", "DDI 0406C A8.8.127").unless("n=15").unpredictable("m=13 | m=15");
        t.row("PLDW_l_T3", "11111000u01111111111iiiiiiiiiiii", "PLDW<c> <literal offset12(i,u)>", "nop", "DDI 0406C A8.8.127");
        t.row("PLI_i_T1", "111110011001nnnn1111iiiiiiiiiiii", "PLI<c> [<Rn>, #<i>]", "nop", "DDI 0406C A8.8.129").unless("n=15");
        t.row("PLI_i_T2", "111110010001nnnn11111100iiiiiiii", "PLI<c> [<Rn>, #-<i>]", "nop", "DDI 0406C A8.8.129").unless("n=15");
        t.row("PLI_r_T1", "111110010001nnnn1111000000iimmmm", "PLI<c> [<Rn>, <Rm><shift 0,i>]", "nop", "DDI 0406C A8.8.130").unless("n=15").unpredictable("m=13 | m=15");
        t.row("PLI_l_T3", "11111001u00111111111iiiiiiiiiiii", "PLI<c> <literal offset12(i,u)>", "nop", "DDI 0406C A8.8.130");
        t.row("PLI_unallocated_i_T1", "111110011011nnnn1111iiiiiiiiiiii", "LDRSH<c>.W PC, [<Rn>, #<i>]", "nop", "DDI 0406C A8.8.129").unless("n=15");
        t.row("PLI_unallocated_i_T2", "111110010011nnnn11111100iiiiiiii", "LDRSH<c>.W PC, [<Rn>, #-<i>]", "nop", "DDI 0406C A8.8.129").unless("n=15");
        t.row("PLI_unallocated_r_T1", "111110010011nnnn1111000000iimmmm", "LDRSH<c>.W PC, [<Rn>, <Rm><shift 0,i>]", "nop", "DDI 0406C A8.8.130").unless("n=15").unpredictable("m=13 | m=15");
        t.row("PLI_unallocated_l_T3", "11111001u01111111111iiiiiiiiiiii", "LDRSH<c>.W PC, <literal offset12(i,u)>", "nop", "DDI 0406C A8.8.130");
    }

    private static void multipleAndDual(Rows t) {
        t.row("LDM_T2", "1110100010w1nnnnllllllllllllllll", "LDM<c>.W <Rn><wback w>, <list l>", "loadMultiple n l 0 1 w", "DDI 0406C A8.8.57").unpredictable("n=15 | bitCount(l)<2 | bit(l,13)=1 | bit(l,15)=1 & bit(l,14)=1 | w=1 & inList(n,l)=1");
        t.row("STM_T2", "1110100010w0nnnnllllllllllllllll", "STM<c>.W <Rn><wback w>, <list l>", "storeMultiple n l 0 1 w", "DDI 0406C A8.8.199").unpredictable("n=15 | bitCount(l)<2 | bit(l,13)=1 | bit(l,15)=1 | w=1 & inList(n,l)=1");
        t.row("LDMDB_T1", "1110100100w1nnnnllllllllllllllll", "LDMDB<c> <Rn><wback w>, <list l>", "loadMultiple n l 1 0 w", "DDI 0406C A8.8.60").unpredictable("n=15 | bitCount(l)<2 | bit(l,13)=1 | bit(l,15)=1 & bit(l,14)=1 | w=1 & inList(n,l)=1");
        t.row("STMDB_T1", "1110100100w0nnnnllllllllllllllll", "STMDB<c> <Rn><wback w>, <list l>", "storeMultiple n l 1 0 w", "DDI 0406C A8.8.201").unpredictable("n=15 | bitCount(l)<2 | bit(l,13)=1 | bit(l,15)=1 | w=1 & inList(n,l)=1");
        t.row("RFEDB_T1", "1110100000w1nnnn(1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)", "RFEDB<c> <Rn><wback w>", "rfe n 1 0 w", "DDI 0406C B9.3.13").unpredictable("n=15");
        t.row("RFEIA_T2", "1110100110w1nnnn(1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)", "RFEIA<c> <Rn><wback w>", "rfe n 0 1 w", "DDI 0406C B9.3.13").unpredictable("n=15");
        t.row("SRSDB_T1", "1110100000w0(1)(1)(0)(1)(1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0)mmmmm", "SRSDB<c> SP<wback w>, #<m>", "srs m 1 0 w", "DDI 0406C B9.3.15");
        t.row("SRSIA_T2", "1110100110w0(1)(1)(0)(1)(1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0)mmmmm", "SRSIA<c> SP<wback w>, #<m>", "srs m 0 1 w", "DDI 0406C B9.3.15");
        t.row("LDRD_i_T1_offset", "11101001u101nnnnttttssssiiiiiiii", "LDRD<c> <Rt>, <Rs>, [<Rn><offset8x4 i,u>]", "ldrdOffset t s n offset8x4(i,u)", "DDI 0406C A8.8.72").unpredictable("t=13 | t=15 | s=13 | s=15 | t=s");
        t.row("LDRD_i_T1_pre", "11101001u111nnnnttttssssiiiiiiii", "LDRD<c> <Rt>, <Rs>, [<Rn><offset8x4 i,u>]!", "ldrdIndexed t s n offset8x4(i,u) 1", "DDI 0406C A8.8.72").unpredictable("t=13 | t=15 | s=13 | s=15 | t=s | n=15 | n=t | n=s");
        t.row("LDRD_i_T1_post", "11101000u111nnnnttttssssiiiiiiii", "LDRD<c> <Rt>, <Rs>, [<Rn>]<offset8x4 i,u>", "ldrdIndexed t s n offset8x4(i,u) 0", "DDI 0406C A8.8.72").unpredictable("t=13 | t=15 | s=13 | s=15 | t=s | n=15 | n=t | n=s");
        t.row("STRD_i_T1_offset", "11101001u100nnnnttttssssiiiiiiii", "STRD<c> <Rt>, <Rs>, [<Rn><offset8x4 i,u>]", "strdOffset t s n offset8x4(i,u)", "DDI 0406C A8.8.210").unpredictable("t=13 | t=15 | s=13 | s=15 | n=15");
        t.row("STRD_i_T1_pre", "11101001u110nnnnttttssssiiiiiiii", "STRD<c> <Rt>, <Rs>, [<Rn><offset8x4 i,u>]!", "strdIndexed t s n offset8x4(i,u) 1", "DDI 0406C A8.8.210").unpredictable("t=13 | t=15 | s=13 | s=15 | n=15 | n=t | n=s");
        t.row("STRD_i_T1_post", "11101000u110nnnnttttssssiiiiiiii", "STRD<c> <Rt>, <Rs>, [<Rn>]<offset8x4 i,u>", "strdIndexed t s n offset8x4(i,u) 0", "DDI 0406C A8.8.210").unpredictable("t=13 | t=15 | s=13 | s=15 | n=15 | n=t | n=s");
        t.row("LDRD_l_T1", "11101001u1011111ttttssssiiiiiiii", "LDRD<c> <Rt>, <Rs>, <literal offset8x4(i,u)>", "ldrdLiteral t s offset8x4(i,u)", "DDI 0406C A8.8.73").unpredictable("t=13 | t=15 | s=13 | s=15 | t=s");
    }

    private static void exclusive(Rows t) {
        t.row("STREX_T1", "111010000100nnnnttttddddiiiiiiii", "STREX<c> <Rd>, <Rt>, [<Rn>, #<times4(i)>]", "strex d t n times4(i)", "DDI 0406C A8.8.212").unpredictable("d=13 | d=15 | t=13 | t=15 | n=15 | d=n | d=t");
        t.row("LDREX_T1", "111010000101nnnntttt(1)(1)(1)(1)iiiiiiii", "LDREX<c> <Rt>, [<Rn>, #<times4(i)>]", "ldrex t n times4(i)", "DDI 0406C A8.8.75").unpredictable("t=13 | t=15 | n=15");
        t.row("STREXB_T1", "111010001100nnnntttt(1)(1)(1)(1)0100dddd", "STREXB<c> <Rd>, <Rt>, [<Rn>]", "strexb d t n", "DDI 0406C A8.8.213").unpredictable("d=13 | d=15 | t=13 | t=15 | n=15 | d=n | d=t");
        t.row("LDREXB_T1", "111010001101nnnntttt(1)(1)(1)(1)0100(1)(1)(1)(1)", "LDREXB<c> <Rt>, [<Rn>]", "ldrexb t n", "DDI 0406C A8.8.76").unpredictable("t=13 | t=15 | n=15");
        t.row("STREXH_T1", "111010001100nnnntttt(1)(1)(1)(1)0101dddd", "STREXH<c> <Rd>, <Rt>, [<Rn>]", "strexh d t n", "DDI 0406C A8.8.215").unpredictable("d=13 | d=15 | t=13 | t=15 | n=15 | d=n | d=t");
        t.row("LDREXH_T1", "111010001101nnnntttt(1)(1)(1)(1)0101(1)(1)(1)(1)", "LDREXH<c> <Rt>, [<Rn>]", "ldrexh t n", "DDI 0406C A8.8.78").unpredictable("t=13 | t=15 | n=15");
        t.row("STREXD_T1", "111010001100nnnnttttssss0111dddd", "STREXD<c> <Rd>, <Rt>, <Rs>, [<Rn>]", "strexd d t s n", "DDI 0406C A8.8.214").unpredictable("d=13 | d=15 | t=13 | t=15 | s=13 | s=15 | n=15 | d=n | d=t | d=s");
        t.row("LDREXD_T1", "111010001101nnnnttttssss0111(1)(1)(1)(1)", "LDREXD<c> <Rt>, <Rs>, [<Rn>]", "ldrexd t s n", "DDI 0406C A8.8.77").unpredictable("t=13 | t=15 | s=13 | s=15 | t=s | n=15");
        t.row("TBB_T1", "111010001101nnnn(1)(1)(1)(1)(0)(0)(0)(0)0000mmmm", "TBB<c> [<Rn>, <Rm>]", "tableBranchByte n m", "DDI 0406C A8.8.236").unpredictable("n=13 | m=13 | m=15");
        t.row("TBH_T1", "111010001101nnnn(1)(1)(1)(1)(0)(0)(0)(0)0001mmmm", "TBH<c> [<Rn>, <Rm>, LSL #1]", "tableBranchHalfword n m", "DDI 0406C A8.8.236").unpredictable("n=13 | m=13 | m=15");
    }
    // spotless:on
}
