package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 media, saturating, packing and bit-field instructions (DDI 0406C A5.4, A5.2.6). */
final class A32Media {
    private A32Media() {}

    static void rows(Rows t) {
        parallel(t);
        others(t);
    }

    // spotless:off
    private static void parallel(Rows t) {
        t.row("SADD16_A1", "cccc01100001nnnndddd(1)(1)(1)(1)0001mmmm", "SADD16<c> <Rd>, <Rn>, <Rm>", "sadd16 d n m", "DDI 0406C A8.8.158").unpredictable("d=15 | n=15 | m=15");
        t.row("SASX_A1", "cccc01100001nnnndddd(1)(1)(1)(1)0011mmmm", "SASX<c> <Rd>, <Rn>, <Rm>", "sasx d n m", "DDI 0406C A8.8.160").unpredictable("d=15 | n=15 | m=15");
        t.row("SSAX_A1", "cccc01100001nnnndddd(1)(1)(1)(1)0101mmmm", "SSAX<c> <Rd>, <Rn>, <Rm>", "ssax d n m", "DDI 0406C A8.8.193").unpredictable("d=15 | n=15 | m=15");
        t.row("SSUB16_A1", "cccc01100001nnnndddd(1)(1)(1)(1)0111mmmm", "SSUB16<c> <Rd>, <Rn>, <Rm>", "ssub16 d n m", "DDI 0406C A8.8.196").unpredictable("d=15 | n=15 | m=15");
        t.row("SADD8_A1", "cccc01100001nnnndddd(1)(1)(1)(1)1001mmmm", "SADD8<c> <Rd>, <Rn>, <Rm>", "sadd8 d n m", "DDI 0406C A8.8.159").unpredictable("d=15 | n=15 | m=15");
        t.row("SSUB8_A1", "cccc01100001nnnndddd(1)(1)(1)(1)1111mmmm", "SSUB8<c> <Rd>, <Rn>, <Rm>", "ssub8 d n m", "DDI 0406C A8.8.197").unpredictable("d=15 | n=15 | m=15");
        t.row("QADD16_A1", "cccc01100010nnnndddd(1)(1)(1)(1)0001mmmm", "QADD16<c> <Rd>, <Rn>, <Rm>", "qadd16 d n m", "DDI 0406C A8.8.135").unpredictable("d=15 | n=15 | m=15");
        t.row("QASX_A1", "cccc01100010nnnndddd(1)(1)(1)(1)0011mmmm", "QASX<c> <Rd>, <Rn>, <Rm>", "qasx d n m", "DDI 0406C A8.8.137").unpredictable("d=15 | n=15 | m=15");
        t.row("QSAX_A1", "cccc01100010nnnndddd(1)(1)(1)(1)0101mmmm", "QSAX<c> <Rd>, <Rn>, <Rm>", "qsax d n m", "DDI 0406C A8.8.140").unpredictable("d=15 | n=15 | m=15");
        t.row("QSUB16_A1", "cccc01100010nnnndddd(1)(1)(1)(1)0111mmmm", "QSUB16<c> <Rd>, <Rn>, <Rm>", "qsub16 d n m", "DDI 0406C A8.8.142").unpredictable("d=15 | n=15 | m=15");
        t.row("QADD8_A1", "cccc01100010nnnndddd(1)(1)(1)(1)1001mmmm", "QADD8<c> <Rd>, <Rn>, <Rm>", "qadd8 d n m", "DDI 0406C A8.8.136").unpredictable("d=15 | n=15 | m=15");
        t.row("QSUB8_A1", "cccc01100010nnnndddd(1)(1)(1)(1)1111mmmm", "QSUB8<c> <Rd>, <Rn>, <Rm>", "qsub8 d n m", "DDI 0406C A8.8.143").unpredictable("d=15 | n=15 | m=15");
        t.row("SHADD16_A1", "cccc01100011nnnndddd(1)(1)(1)(1)0001mmmm", "SHADD16<c> <Rd>, <Rn>, <Rm>", "shadd16 d n m", "DDI 0406C A8.8.169").unpredictable("d=15 | n=15 | m=15");
        t.row("SHASX_A1", "cccc01100011nnnndddd(1)(1)(1)(1)0011mmmm", "SHASX<c> <Rd>, <Rn>, <Rm>", "shasx d n m", "DDI 0406C A8.8.171").unpredictable("d=15 | n=15 | m=15");
        t.row("SHSAX_A1", "cccc01100011nnnndddd(1)(1)(1)(1)0101mmmm", "SHSAX<c> <Rd>, <Rn>, <Rm>", "shsax d n m", "DDI 0406C A8.8.172").unpredictable("d=15 | n=15 | m=15");
        t.row("SHSUB16_A1", "cccc01100011nnnndddd(1)(1)(1)(1)0111mmmm", "SHSUB16<c> <Rd>, <Rn>, <Rm>", "shsub16 d n m", "DDI 0406C A8.8.173").unpredictable("d=15 | n=15 | m=15");
        t.row("SHADD8_A1", "cccc01100011nnnndddd(1)(1)(1)(1)1001mmmm", "SHADD8<c> <Rd>, <Rn>, <Rm>", "shadd8 d n m", "DDI 0406C A8.8.170").unpredictable("d=15 | n=15 | m=15");
        t.row("SHSUB8_A1", "cccc01100011nnnndddd(1)(1)(1)(1)1111mmmm", "SHSUB8<c> <Rd>, <Rn>, <Rm>", "shsub8 d n m", "DDI 0406C A8.8.174").unpredictable("d=15 | n=15 | m=15");
        t.row("UADD16_A1", "cccc01100101nnnndddd(1)(1)(1)(1)0001mmmm", "UADD16<c> <Rd>, <Rn>, <Rm>", "uadd16 d n m", "DDI 0406C A8.8.243").unpredictable("d=15 | n=15 | m=15");
        t.row("UASX_A1", "cccc01100101nnnndddd(1)(1)(1)(1)0011mmmm", "UASX<c> <Rd>, <Rn>, <Rm>", "uasx d n m", "DDI 0406C A8.8.245").unpredictable("d=15 | n=15 | m=15");
        t.row("USAX_A1", "cccc01100101nnnndddd(1)(1)(1)(1)0101mmmm", "USAX<c> <Rd>, <Rn>, <Rm>", "usax d n m", "DDI 0406C A8.8.260").unpredictable("d=15 | n=15 | m=15");
        t.row("USUB16_A1", "cccc01100101nnnndddd(1)(1)(1)(1)0111mmmm", "USUB16<c> <Rd>, <Rn>, <Rm>", "usub16 d n m", "DDI 0406C A8.8.261").unpredictable("d=15 | n=15 | m=15");
        t.row("UADD8_A1", "cccc01100101nnnndddd(1)(1)(1)(1)1001mmmm", "UADD8<c> <Rd>, <Rn>, <Rm>", "uadd8 d n m", "DDI 0406C A8.8.244").unpredictable("d=15 | n=15 | m=15");
        t.row("USUB8_A1", "cccc01100101nnnndddd(1)(1)(1)(1)1111mmmm", "USUB8<c> <Rd>, <Rn>, <Rm>", "usub8 d n m", "DDI 0406C A8.8.262").unpredictable("d=15 | n=15 | m=15");
        t.row("UQADD16_A1", "cccc01100110nnnndddd(1)(1)(1)(1)0001mmmm", "UQADD16<c> <Rd>, <Rn>, <Rm>", "uqadd16 d n m", "DDI 0406C A8.8.258").unpredictable("d=15 | n=15 | m=15");
        t.row("UQASX_A1", "cccc01100110nnnndddd(1)(1)(1)(1)0011mmmm", "UQASX<c> <Rd>, <Rn>, <Rm>", "uqasx d n m", "DDI 0406C A8.8.260").unpredictable("d=15 | n=15 | m=15");
        t.row("UQSAX_A1", "cccc01100110nnnndddd(1)(1)(1)(1)0101mmmm", "UQSAX<c> <Rd>, <Rn>, <Rm>", "uqsax d n m", "DDI 0406C A8.8.261").unpredictable("d=15 | n=15 | m=15");
        t.row("UQSUB16_A1", "cccc01100110nnnndddd(1)(1)(1)(1)0111mmmm", "UQSUB16<c> <Rd>, <Rn>, <Rm>", "uqsub16 d n m", "DDI 0406C A8.8.262").unpredictable("d=15 | n=15 | m=15");
        t.row("UQADD8_A1", "cccc01100110nnnndddd(1)(1)(1)(1)1001mmmm", "UQADD8<c> <Rd>, <Rn>, <Rm>", "uqadd8 d n m", "DDI 0406C A8.8.259").unpredictable("d=15 | n=15 | m=15");
        t.row("UQSUB8_A1", "cccc01100110nnnndddd(1)(1)(1)(1)1111mmmm", "UQSUB8<c> <Rd>, <Rn>, <Rm>", "uqsub8 d n m", "DDI 0406C A8.8.263").unpredictable("d=15 | n=15 | m=15");
        t.row("UHADD16_A1", "cccc01100111nnnndddd(1)(1)(1)(1)0001mmmm", "UHADD16<c> <Rd>, <Rn>, <Rm>", "uhadd16 d n m", "DDI 0406C A8.8.249").unpredictable("d=15 | n=15 | m=15");
        t.row("UHASX_A1", "cccc01100111nnnndddd(1)(1)(1)(1)0011mmmm", "UHASX<c> <Rd>, <Rn>, <Rm>", "uhasx d n m", "DDI 0406C A8.8.251").unpredictable("d=15 | n=15 | m=15");
        t.row("UHSAX_A1", "cccc01100111nnnndddd(1)(1)(1)(1)0101mmmm", "UHSAX<c> <Rd>, <Rn>, <Rm>", "uhsax d n m", "DDI 0406C A8.8.252").unpredictable("d=15 | n=15 | m=15");
        t.row("UHSUB16_A1", "cccc01100111nnnndddd(1)(1)(1)(1)0111mmmm", "UHSUB16<c> <Rd>, <Rn>, <Rm>", "uhsub16 d n m", "DDI 0406C A8.8.253").unpredictable("d=15 | n=15 | m=15");
        t.row("UHADD8_A1", "cccc01100111nnnndddd(1)(1)(1)(1)1001mmmm", "UHADD8<c> <Rd>, <Rn>, <Rm>", "uhadd8 d n m", "DDI 0406C A8.8.250").unpredictable("d=15 | n=15 | m=15");
        t.row("UHSUB8_A1", "cccc01100111nnnndddd(1)(1)(1)(1)1111mmmm", "UHSUB8<c> <Rd>, <Rn>, <Rm>", "uhsub8 d n m", "DDI 0406C A8.8.254").unpredictable("d=15 | n=15 | m=15");
    }

    private static void others(Rows t) {
        t.row("QADD_A1", "cccc00010000nnnndddd(0)(0)(0)(0)0101mmmm", "QADD<c> <Rd>, <Rm>, <Rn>", "qadd d m n", "DDI 0406C A8.8.134").unpredictable("d=15 | n=15 | m=15");
        t.row("QSUB_A1", "cccc00010010nnnndddd(0)(0)(0)(0)0101mmmm", "QSUB<c> <Rd>, <Rm>, <Rn>", "qsub d m n", "DDI 0406C A8.8.141").unpredictable("d=15 | n=15 | m=15");
        t.row("QDADD_A1", "cccc00010100nnnndddd(0)(0)(0)(0)0101mmmm", "QDADD<c> <Rd>, <Rm>, <Rn>", "qdadd d m n", "DDI 0406C A8.8.138").unpredictable("d=15 | n=15 | m=15");
        t.row("QDSUB_A1", "cccc00010110nnnndddd(0)(0)(0)(0)0101mmmm", "QDSUB<c> <Rd>, <Rm>, <Rn>", "qdsub d m n", "DDI 0406C A8.8.139").unpredictable("d=15 | n=15 | m=15");
        t.row("PKHBT_A1", "cccc01101000nnnnddddiiiii001mmmm", "PKHBT<c> <Rd>, <Rn>, <Rm><shift 0,i>", "pkhbt d n m i", "DDI 0406C A8.8.125").unpredictable("d=15 | n=15 | m=15");
        t.row("PKHTB_A1", "cccc01101000nnnnddddiiiii101mmmm", "PKHTB<c> <Rd>, <Rn>, <Rm><shift 2,i>", "pkhtb d n m shiftAmount(2,i)", "DDI 0406C A8.8.125").unpredictable("d=15 | n=15 | m=15");
        t.row("SEL_A1", "cccc01101000nnnndddd(1)(1)(1)(1)1011mmmm", "SEL<c> <Rd>, <Rn>, <Rm>", "sel d n m", "DDI 0406C A8.8.156").unpredictable("d=15 | n=15 | m=15");
        t.row("SSAT_LSL_A1", "cccc0110101sssssddddiiiii001nnnn", "SSAT<c> <Rd>, #<plus1(s)>, <Rn><shift 0,i>", "ssat d n plus1(s) 0 i", "DDI 0406C A8.8.193").unpredictable("d=15 | n=15");
        t.row("SSAT_ASR_A1", "cccc0110101sssssddddiiiii101nnnn", "SSAT<c> <Rd>, #<plus1(s)>, <Rn><shift 2,i>", "ssat d n plus1(s) 2 shiftAmount(2,i)", "DDI 0406C A8.8.193").unpredictable("d=15 | n=15");
        t.row("SSAT16_A1", "cccc01101010ssssdddd(1)(1)(1)(1)0011nnnn", "SSAT16<c> <Rd>, #<plus1(s)>, <Rn>", "ssat16 d n plus1(s)", "DDI 0406C A8.8.194").unpredictable("d=15 | n=15");
        t.row("USAT_LSL_A1", "cccc0110111sssssddddiiiii001nnnn", "USAT<c> <Rd>, #<s>, <Rn><shift 0,i>", "usat d n s 0 i", "DDI 0406C A8.8.264").unpredictable("d=15 | n=15");
        t.row("USAT_ASR_A1", "cccc0110111sssssddddiiiii101nnnn", "USAT<c> <Rd>, #<s>, <Rn><shift 2,i>", "usat d n s 2 shiftAmount(2,i)", "DDI 0406C A8.8.264").unpredictable("d=15 | n=15");
        t.row("USAT16_A1", "cccc01101110ssssdddd(1)(1)(1)(1)0011nnnn", "USAT16<c> <Rd>, #<s>, <Rn>", "usat16 d n s", "DDI 0406C A8.8.265").unpredictable("d=15 | n=15");
        t.row("SXTAB16_A1", "cccc01101000nnnnddddrr(0)(0)0111mmmm", "SXTAB16<c> <Rd>, <Rn>, <Rm><rotate r>", "sxtab16 d n m r", "DDI 0406C A8.8.231").unpredictable("d=15 | m=15");
        t.row("SXTB16_A1", "cccc011010001111ddddrr(0)(0)0111mmmm", "SXTB16<c> <Rd>, <Rm><rotate r>", "sxtb16 d m r", "DDI 0406C A8.8.234").unpredictable("d=15 | m=15");
        t.row("SXTAB_A1", "cccc01101010nnnnddddrr(0)(0)0111mmmm", "SXTAB<c> <Rd>, <Rn>, <Rm><rotate r>", "sxtab d n m r", "DDI 0406C A8.8.230").unpredictable("d=15 | m=15");
        t.row("SXTB_A1", "cccc011010101111ddddrr(0)(0)0111mmmm", "SXTB<c> <Rd>, <Rm><rotate r>", "sxtb d m r", "DDI 0406C A8.8.233").unpredictable("d=15 | m=15");
        t.row("SXTAH_A1", "cccc01101011nnnnddddrr(0)(0)0111mmmm", "SXTAH<c> <Rd>, <Rn>, <Rm><rotate r>", "sxtah d n m r", "DDI 0406C A8.8.232").unpredictable("d=15 | m=15");
        t.row("SXTH_A1", "cccc011010111111ddddrr(0)(0)0111mmmm", "SXTH<c> <Rd>, <Rm><rotate r>", "sxth d m r", "DDI 0406C A8.8.235").unpredictable("d=15 | m=15");
        t.row("UXTAB16_A1", "cccc01101100nnnnddddrr(0)(0)0111mmmm", "UXTAB16<c> <Rd>, <Rn>, <Rm><rotate r>", "uxtab16 d n m r", "DDI 0406C A8.8.272").unpredictable("d=15 | m=15");
        t.row("UXTB16_A1", "cccc011011001111ddddrr(0)(0)0111mmmm", "UXTB16<c> <Rd>, <Rm><rotate r>", "uxtb16 d m r", "DDI 0406C A8.8.275").unpredictable("d=15 | m=15");
        t.row("UXTAB_A1", "cccc01101110nnnnddddrr(0)(0)0111mmmm", "UXTAB<c> <Rd>, <Rn>, <Rm><rotate r>", "uxtab d n m r", "DDI 0406C A8.8.271").unpredictable("d=15 | m=15");
        t.row("UXTB_A1", "cccc011011101111ddddrr(0)(0)0111mmmm", "UXTB<c> <Rd>, <Rm><rotate r>", "uxtb d m r", "DDI 0406C A8.8.274").unpredictable("d=15 | m=15");
        t.row("UXTAH_A1", "cccc01101111nnnnddddrr(0)(0)0111mmmm", "UXTAH<c> <Rd>, <Rn>, <Rm><rotate r>", "uxtah d n m r", "DDI 0406C A8.8.273").unpredictable("d=15 | m=15");
        t.row("UXTH_A1", "cccc011011111111ddddrr(0)(0)0111mmmm", "UXTH<c> <Rd>, <Rm><rotate r>", "uxth d m r", "DDI 0406C A8.8.276").unpredictable("d=15 | m=15");
        t.row("REV_A1", "cccc01101011(1)(1)(1)(1)dddd(1)(1)(1)(1)0011mmmm", "REV<c> <Rd>, <Rm>", "rev d m", "DDI 0406C A8.8.145").unpredictable("d=15 | m=15");
        t.row("REV16_A1", "cccc01101011(1)(1)(1)(1)dddd(1)(1)(1)(1)1011mmmm", "REV16<c> <Rd>, <Rm>", "rev16 d m", "DDI 0406C A8.8.146").unpredictable("d=15 | m=15");
        t.row("RBIT_A1", "cccc01101111(1)(1)(1)(1)dddd(1)(1)(1)(1)0011mmmm", "RBIT<c> <Rd>, <Rm>", "rbit d m", "DDI 0406C A8.8.144").unpredictable("d=15 | m=15");
        t.row("REVSH_A1", "cccc01101111(1)(1)(1)(1)dddd(1)(1)(1)(1)1011mmmm", "REVSH<c> <Rd>, <Rm>", "revsh d m", "DDI 0406C A8.8.147").unpredictable("d=15 | m=15");
        t.row("CLZ_A1", "cccc00010110(1)(1)(1)(1)dddd(1)(1)(1)(1)0001mmmm", "CLZ<c> <Rd>, <Rm>", "clz d m", "DDI 0406C A8.8.33").unpredictable("d=15 | m=15");
        t.row("SBFX_A1", "cccc0111101wwwwwddddlllll101nnnn", "SBFX<c> <Rd>, <Rn>, #<l>, #<plus1(w)>", "sbfx d n l w", "DDI 0406C A8.8.164").unpredictable("d=15 | n=15 | plus(l,w)>31");
        t.row("UBFX_A1", "cccc0111111wwwwwddddlllll101nnnn", "UBFX<c> <Rd>, <Rn>, #<l>, #<plus1(w)>", "ubfx d n l w", "DDI 0406C A8.8.246").unpredictable("d=15 | n=15 | plus(l,w)>31");
        t.row("BFI_A1", "cccc0111110mmmmmddddlllll001nnnn", "BFI<c> <Rd>, <Rn>, #<l>, #<width m,l>", "bfi d n l m", "DDI 0406C A8.8.20").unpredictable("d=15 | m<l");
        t.row("BFC_A1", "cccc0111110mmmmmddddlllll0011111", "BFC<c> <Rd>, #<l>, #<width m,l>", "bfc d l m", "DDI 0406C A8.8.19").unpredictable("d=15 | m<l");
    }
    // spotless:on
}
