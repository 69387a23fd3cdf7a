package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** T32 media, saturating, packing and bit-field instructions (DDI 0406C A6.3.3, A6.3.12 to A6.3.15). */
final class T32Media {
    private T32Media() {}

    static void rows(Rows t) {
        parallel(t);
        others(t);
    }

    // spotless:off
    private static void parallel(Rows t) {
        t.row("SADD16_T1", "111110101001nnnn1111dddd0000mmmm", "SADD16<c> <Rd>, <Rn>, <Rm>", "sadd16 d n m", "DDI 0406C A8.8.158").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SASX_T1", "111110101010nnnn1111dddd0000mmmm", "SASX<c> <Rd>, <Rn>, <Rm>", "sasx d n m", "DDI 0406C A8.8.160").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SSAX_T1", "111110101110nnnn1111dddd0000mmmm", "SSAX<c> <Rd>, <Rn>, <Rm>", "ssax d n m", "DDI 0406C A8.8.193").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SSUB16_T1", "111110101101nnnn1111dddd0000mmmm", "SSUB16<c> <Rd>, <Rn>, <Rm>", "ssub16 d n m", "DDI 0406C A8.8.196").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SADD8_T1", "111110101000nnnn1111dddd0000mmmm", "SADD8<c> <Rd>, <Rn>, <Rm>", "sadd8 d n m", "DDI 0406C A8.8.159").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SSUB8_T1", "111110101100nnnn1111dddd0000mmmm", "SSUB8<c> <Rd>, <Rn>, <Rm>", "ssub8 d n m", "DDI 0406C A8.8.197").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QADD16_T1", "111110101001nnnn1111dddd0001mmmm", "QADD16<c> <Rd>, <Rn>, <Rm>", "qadd16 d n m", "DDI 0406C A8.8.135").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QASX_T1", "111110101010nnnn1111dddd0001mmmm", "QASX<c> <Rd>, <Rn>, <Rm>", "qasx d n m", "DDI 0406C A8.8.137").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QSAX_T1", "111110101110nnnn1111dddd0001mmmm", "QSAX<c> <Rd>, <Rn>, <Rm>", "qsax d n m", "DDI 0406C A8.8.140").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QSUB16_T1", "111110101101nnnn1111dddd0001mmmm", "QSUB16<c> <Rd>, <Rn>, <Rm>", "qsub16 d n m", "DDI 0406C A8.8.142").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QADD8_T1", "111110101000nnnn1111dddd0001mmmm", "QADD8<c> <Rd>, <Rn>, <Rm>", "qadd8 d n m", "DDI 0406C A8.8.136").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QSUB8_T1", "111110101100nnnn1111dddd0001mmmm", "QSUB8<c> <Rd>, <Rn>, <Rm>", "qsub8 d n m", "DDI 0406C A8.8.143").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SHADD16_T1", "111110101001nnnn1111dddd0010mmmm", "SHADD16<c> <Rd>, <Rn>, <Rm>", "shadd16 d n m", "DDI 0406C A8.8.169").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SHASX_T1", "111110101010nnnn1111dddd0010mmmm", "SHASX<c> <Rd>, <Rn>, <Rm>", "shasx d n m", "DDI 0406C A8.8.171").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SHSAX_T1", "111110101110nnnn1111dddd0010mmmm", "SHSAX<c> <Rd>, <Rn>, <Rm>", "shsax d n m", "DDI 0406C A8.8.172").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SHSUB16_T1", "111110101101nnnn1111dddd0010mmmm", "SHSUB16<c> <Rd>, <Rn>, <Rm>", "shsub16 d n m", "DDI 0406C A8.8.173").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SHADD8_T1", "111110101000nnnn1111dddd0010mmmm", "SHADD8<c> <Rd>, <Rn>, <Rm>", "shadd8 d n m", "DDI 0406C A8.8.170").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SHSUB8_T1", "111110101100nnnn1111dddd0010mmmm", "SHSUB8<c> <Rd>, <Rn>, <Rm>", "shsub8 d n m", "DDI 0406C A8.8.174").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UADD16_T1", "111110101001nnnn1111dddd0100mmmm", "UADD16<c> <Rd>, <Rn>, <Rm>", "uadd16 d n m", "DDI 0406C A8.8.243").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UASX_T1", "111110101010nnnn1111dddd0100mmmm", "UASX<c> <Rd>, <Rn>, <Rm>", "uasx d n m", "DDI 0406C A8.8.245").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("USAX_T1", "111110101110nnnn1111dddd0100mmmm", "USAX<c> <Rd>, <Rn>, <Rm>", "usax d n m", "DDI 0406C A8.8.260").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("USUB16_T1", "111110101101nnnn1111dddd0100mmmm", "USUB16<c> <Rd>, <Rn>, <Rm>", "usub16 d n m", "DDI 0406C A8.8.261").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UADD8_T1", "111110101000nnnn1111dddd0100mmmm", "UADD8<c> <Rd>, <Rn>, <Rm>", "uadd8 d n m", "DDI 0406C A8.8.244").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("USUB8_T1", "111110101100nnnn1111dddd0100mmmm", "USUB8<c> <Rd>, <Rn>, <Rm>", "usub8 d n m", "DDI 0406C A8.8.262").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UQADD16_T1", "111110101001nnnn1111dddd0101mmmm", "UQADD16<c> <Rd>, <Rn>, <Rm>", "uqadd16 d n m", "DDI 0406C A8.8.258").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UQASX_T1", "111110101010nnnn1111dddd0101mmmm", "UQASX<c> <Rd>, <Rn>, <Rm>", "uqasx d n m", "DDI 0406C A8.8.260").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UQSAX_T1", "111110101110nnnn1111dddd0101mmmm", "UQSAX<c> <Rd>, <Rn>, <Rm>", "uqsax d n m", "DDI 0406C A8.8.261").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UQSUB16_T1", "111110101101nnnn1111dddd0101mmmm", "UQSUB16<c> <Rd>, <Rn>, <Rm>", "uqsub16 d n m", "DDI 0406C A8.8.262").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UQADD8_T1", "111110101000nnnn1111dddd0101mmmm", "UQADD8<c> <Rd>, <Rn>, <Rm>", "uqadd8 d n m", "DDI 0406C A8.8.259").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UQSUB8_T1", "111110101100nnnn1111dddd0101mmmm", "UQSUB8<c> <Rd>, <Rn>, <Rm>", "uqsub8 d n m", "DDI 0406C A8.8.263").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UHADD16_T1", "111110101001nnnn1111dddd0110mmmm", "UHADD16<c> <Rd>, <Rn>, <Rm>", "uhadd16 d n m", "DDI 0406C A8.8.249").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UHASX_T1", "111110101010nnnn1111dddd0110mmmm", "UHASX<c> <Rd>, <Rn>, <Rm>", "uhasx d n m", "DDI 0406C A8.8.251").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UHSAX_T1", "111110101110nnnn1111dddd0110mmmm", "UHSAX<c> <Rd>, <Rn>, <Rm>", "uhsax d n m", "DDI 0406C A8.8.252").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UHSUB16_T1", "111110101101nnnn1111dddd0110mmmm", "UHSUB16<c> <Rd>, <Rn>, <Rm>", "uhsub16 d n m", "DDI 0406C A8.8.253").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UHADD8_T1", "111110101000nnnn1111dddd0110mmmm", "UHADD8<c> <Rd>, <Rn>, <Rm>", "uhadd8 d n m", "DDI 0406C A8.8.250").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UHSUB8_T1", "111110101100nnnn1111dddd0110mmmm", "UHSUB8<c> <Rd>, <Rn>, <Rm>", "uhsub8 d n m", "DDI 0406C A8.8.254").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
    }

    private static void others(Rows t) {
        t.row("QADD_T1", "111110101000nnnn1111dddd1000mmmm", "QADD<c> <Rd>, <Rm>, <Rn>", "qadd d m n", "DDI 0406C A8.8.134").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QSUB_T1", "111110101000nnnn1111dddd1010mmmm", "QSUB<c> <Rd>, <Rm>, <Rn>", "qsub d m n", "DDI 0406C A8.8.141").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QDADD_T1", "111110101000nnnn1111dddd1001mmmm", "QDADD<c> <Rd>, <Rm>, <Rn>", "qdadd d m n", "DDI 0406C A8.8.138").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("QDSUB_T1", "111110101000nnnn1111dddd1011mmmm", "QDSUB<c> <Rd>, <Rm>, <Rn>", "qdsub d m n", "DDI 0406C A8.8.139").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("PKHBT_T1", "111010101100nnnn(0)iiiddddii00mmmm", "PKHBT<c> <Rd>, <Rn>, <Rm><shift 0,i>", "pkhbt d n m i", "DDI 0406C A8.8.125").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("PKHTB_T1", "111010101100nnnn(0)iiiddddii10mmmm", "PKHTB<c> <Rd>, <Rn>, <Rm><shift 2,i>", "pkhtb d n m shiftAmount(2,i)", "DDI 0406C A8.8.125").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SEL_T1", "111110101010nnnn1111dddd1000mmmm", "SEL<c> <Rd>, <Rn>, <Rm>", "sel d n m", "DDI 0406C A8.8.156").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SSAT_LSL_T1", "11110(0)110000nnnn0iiiddddii(0)sssss", "SSAT<c> <Rd>, #<plus1(s)>, <Rn><shift 0,i>", "ssat d n plus1(s) 0 i", "DDI 0406C A8.8.193").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("SSAT_ASR_T1", "11110(0)110010nnnn0iiiddddii(0)sssss", "SSAT<c> <Rd>, #<plus1(s)>, <Rn><shift 2,i>", "ssat d n plus1(s) 2 i", "DDI 0406C A8.8.193").unless("i=0").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("SSAT16_T1", "11110(0)110010nnnn0000dddd00(0)(0)ssss", "SSAT16<c> <Rd>, #<plus1(s)>, <Rn>", "ssat16 d n plus1(s)", "DDI 0406C A8.8.194").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("USAT_LSL_T1", "11110(0)111000nnnn0iiiddddii(0)sssss", "USAT<c> <Rd>, #<s>, <Rn><shift 0,i>", "usat d n s 0 i", "DDI 0406C A8.8.264").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("USAT_ASR_T1", "11110(0)111010nnnn0iiiddddii(0)sssss", "USAT<c> <Rd>, #<s>, <Rn><shift 2,i>", "usat d n s 2 i", "DDI 0406C A8.8.264").unless("i=0").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("USAT16_T1", "11110(0)111010nnnn0000dddd00(0)(0)ssss", "USAT16<c> <Rd>, #<s>, <Rn>", "usat16 d n s", "DDI 0406C A8.8.265").unpredictable("d=13 | d=15 | n=13 | n=15");
        t.row("SXTAB16_T1", "111110100010nnnn1111dddd1(0)rrmmmm", "SXTAB16<c> <Rd>, <Rn>, <Rm><rotate r>", "sxtab16 d n m r", "DDI 0406C A8.8.231").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13");
        t.row("SXTB16_T2", "11111010001011111111dddd1(0)rrmmmm", "SXTB16<c> <Rd>, <Rm><rotate r>", "sxtb16 d m r", "DDI 0406C A8.8.234").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("SXTAB_T1", "111110100100nnnn1111dddd1(0)rrmmmm", "SXTAB<c> <Rd>, <Rn>, <Rm><rotate r>", "sxtab d n m r", "DDI 0406C A8.8.230").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13");
        t.row("SXTB_T2", "11111010010011111111dddd1(0)rrmmmm", "SXTB<c>.W <Rd>, <Rm><rotate r>", "sxtb d m r", "DDI 0406C A8.8.233").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("SXTAH_T1", "111110100000nnnn1111dddd1(0)rrmmmm", "SXTAH<c> <Rd>, <Rn>, <Rm><rotate r>", "sxtah d n m r", "DDI 0406C A8.8.232").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13");
        t.row("SXTH_T2", "11111010000011111111dddd1(0)rrmmmm", "SXTH<c>.W <Rd>, <Rm><rotate r>", "sxth d m r", "DDI 0406C A8.8.235").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("UXTAB16_T1", "111110100011nnnn1111dddd1(0)rrmmmm", "UXTAB16<c> <Rd>, <Rn>, <Rm><rotate r>", "uxtab16 d n m r", "DDI 0406C A8.8.272").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13");
        t.row("UXTB16_T2", "11111010001111111111dddd1(0)rrmmmm", "UXTB16<c> <Rd>, <Rm><rotate r>", "uxtb16 d m r", "DDI 0406C A8.8.275").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("UXTAB_T1", "111110100101nnnn1111dddd1(0)rrmmmm", "UXTAB<c> <Rd>, <Rn>, <Rm><rotate r>", "uxtab d n m r", "DDI 0406C A8.8.271").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13");
        t.row("UXTB_T2", "11111010010111111111dddd1(0)rrmmmm", "UXTB<c>.W <Rd>, <Rm><rotate r>", "uxtb d m r", "DDI 0406C A8.8.274").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("UXTAH_T1", "111110100001nnnn1111dddd1(0)rrmmmm", "UXTAH<c> <Rd>, <Rn>, <Rm><rotate r>", "uxtah d n m r", "DDI 0406C A8.8.273").unpredictable("d=13 | d=15 | m=13 | m=15 | n=13");
        t.row("UXTH_T2", "11111010000111111111dddd1(0)rrmmmm", "UXTH<c>.W <Rd>, <Rm><rotate r>", "uxth d m r", "DDI 0406C A8.8.276").unpredictable("d=13 | d=15 | m=13 | m=15");
        t.row("REV_T2", "111110101001kkkk1111dddd1000mmmm", "REV<c>.W <Rd>, <Rm>", "rev d m", "DDI 0406C A8.8.145").unpredictable("d=13 | d=15 | m=13 | m=15 | k!=m");
        t.row("REV16_T2", "111110101001kkkk1111dddd1001mmmm", "REV16<c>.W <Rd>, <Rm>", "rev16 d m", "DDI 0406C A8.8.146").unpredictable("d=13 | d=15 | m=13 | m=15 | k!=m");
        t.row("RBIT_T1", "111110101001kkkk1111dddd1010mmmm", "RBIT<c> <Rd>, <Rm>", "rbit d m", "DDI 0406C A8.8.144").unpredictable("d=13 | d=15 | m=13 | m=15 | k!=m");
        t.row("REVSH_T2", "111110101001kkkk1111dddd1011mmmm", "REVSH<c>.W <Rd>, <Rm>", "revsh d m", "DDI 0406C A8.8.147").unpredictable("d=13 | d=15 | m=13 | m=15 | k!=m");
        t.row("CLZ_T1", "111110101011kkkk1111dddd1000mmmm", "CLZ<c> <Rd>, <Rm>", "clz d m", "DDI 0406C A8.8.33").unpredictable("d=13 | d=15 | m=13 | m=15 | k!=m");
        t.row("SBFX_T1", "11110(0)110100nnnn0lllddddll(0)wwwww", "SBFX<c> <Rd>, <Rn>, #<l>, #<plus1(w)>", "sbfx d n l w", "DDI 0406C A8.8.164").unpredictable("d=13 | d=15 | n=13 | n=15 | plus(l,w)>31");
        t.row("UBFX_T1", "11110(0)111100nnnn0lllddddll(0)wwwww", "UBFX<c> <Rd>, <Rn>, #<l>, #<plus1(w)>", "ubfx d n l w", "DDI 0406C A8.8.246").unpredictable("d=13 | d=15 | n=13 | n=15 | plus(l,w)>31");
        t.row("BFI_T1", "11110(0)110110nnnn0lllddddll(0)mmmmm", "BFI<c> <Rd>, <Rn>, #<l>, #<width m,l>", "bfi d n l m", "DDI 0406C A8.8.20").unpredictable("d=13 | d=15 | n=13 | m<l");
        t.row("BFC_T1", "11110(0)11011011110lllddddll(0)mmmmm", "BFC<c> <Rd>, #<l>, #<width m,l>", "bfc d l m", "DDI 0406C A8.8.19").unpredictable("d=13 | d=15 | m<l");
    }
    // spotless:on
}
