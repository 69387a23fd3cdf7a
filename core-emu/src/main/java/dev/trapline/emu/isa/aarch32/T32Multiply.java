package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** T32 multiplies and divides (DDI 0406C A6.3.16, A6.3.17). */
final class T32Multiply {
    private T32Multiply() {}

    static void rows(Rows t) {
        all(t);
    }

    // spotless:off
    private static void all(Rows t) {
        t.row("MUL_T2", "111110110000nnnn1111dddd0000mmmm", "MUL<c>.W <Rd>, <Rn>, <Rm>", "mul 0 d n m", "DDI 0406C A8.8.114").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("MLA_T1", "111110110000nnnnaaaadddd0000mmmm", "MLA<c> <Rd>, <Rn>, <Rm>, <Ra>", "mla 0 d n m a", "DDI 0406C A8.8.100").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15 | a=13");
        t.row("MLS_T1", "111110110000nnnnaaaadddd0001mmmm", "MLS<c> <Rd>, <Rn>, <Rm>, <Ra>", "mls d n m a", "DDI 0406C A8.8.101").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15 | a=13 | a=15");
        t.row("UMAAL_T1", "111110111110nnnnllllhhhh0110mmmm", "UMAAL<c> <Rl>, <Rh>, <Rn>, <Rm>", "umaal h l n m", "DDI 0406C A8.8.255").unpredictable("h=13 | h=15 | l=13 | l=15 | n=13 | n=15 | m=13 | m=15 | h=l");
        t.row("UMULL_T1", "111110111010nnnnllllhhhh0000mmmm", "UMULL<c> <Rl>, <Rh>, <Rn>, <Rm>", "umull 0 h l n m", "DDI 0406C A8.8.257").unpredictable("h=13 | h=15 | l=13 | l=15 | n=13 | n=15 | m=13 | m=15 | h=l");
        t.row("UMLAL_T1", "111110111110nnnnllllhhhh0000mmmm", "UMLAL<c> <Rl>, <Rh>, <Rn>, <Rm>", "umlal 0 h l n m", "DDI 0406C A8.8.256").unpredictable("h=13 | h=15 | l=13 | l=15 | n=13 | n=15 | m=13 | m=15 | h=l");
        t.row("SMULL_T1", "111110111000nnnnllllhhhh0000mmmm", "SMULL<c> <Rl>, <Rh>, <Rn>, <Rm>", "smull 0 h l n m", "DDI 0406C A8.8.189").unpredictable("h=13 | h=15 | l=13 | l=15 | n=13 | n=15 | m=13 | m=15 | h=l");
        t.row("SMLAL_T1", "111110111100nnnnllllhhhh0000mmmm", "SMLAL<c> <Rl>, <Rh>, <Rn>, <Rm>", "smlal 0 h l n m", "DDI 0406C A8.8.178").unpredictable("h=13 | h=15 | l=13 | l=15 | n=13 | n=15 | m=13 | m=15 | h=l");
        t.row("SMLAxy_T1", "111110110001nnnnaaaadddd00NMmmmm", "SMLA<x N><x M><c> <Rd>, <Rn>, <Rm>, <Ra>", "smlaxy d n m a N M", "DDI 0406C A8.8.176").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15 | a=13");
        t.row("SMULxy_T1", "111110110001nnnn1111dddd00NMmmmm", "SMUL<x N><x M><c> <Rd>, <Rn>, <Rm>", "smulxy d n m N M", "DDI 0406C A8.8.188").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SMLAWy_T1", "111110110011nnnnaaaadddd000Mmmmm", "SMLAW<x M><c> <Rd>, <Rn>, <Rm>, <Ra>", "smlawy d n m a M", "DDI 0406C A8.8.180").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15 | a=13");
        t.row("SMULWy_T1", "111110110011nnnn1111dddd000Mmmmm", "SMULW<x M><c> <Rd>, <Rn>, <Rm>", "smulwy d n m M", "DDI 0406C A8.8.190").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SMLALxy_T1", "111110111100nnnnllllhhhh10NMmmmm", "SMLAL<x N><x M><c> <Rl>, <Rh>, <Rn>, <Rm>", "smlalxy h l n m N M", "DDI 0406C A8.8.179").unpredictable("h=13 | h=15 | l=13 | l=15 | n=13 | n=15 | m=13 | m=15 | h=l");
        t.row("SMLAD_T1", "111110110010nnnnaaaadddd000Mmmmm", "SMLAD<xx M><c> <Rd>, <Rn>, <Rm>, <Ra>", "smlad d n m a M", "DDI 0406C A8.8.177").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SMUAD_T1", "111110110010nnnn1111dddd000Mmmmm", "SMUAD<xx M><c> <Rd>, <Rn>, <Rm>", "smuad d n m M", "DDI 0406C A8.8.186").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SMLSD_T1", "111110110100nnnnaaaadddd000Mmmmm", "SMLSD<xx M><c> <Rd>, <Rn>, <Rm>, <Ra>", "smlsd d n m a M", "DDI 0406C A8.8.182").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SMUSD_T1", "111110110100nnnn1111dddd000Mmmmm", "SMUSD<xx M><c> <Rd>, <Rn>, <Rm>", "smusd d n m M", "DDI 0406C A8.8.191").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SMLALD_T1", "111110111100nnnnllllhhhh110Mmmmm", "SMLALD<xx M><c> <Rl>, <Rh>, <Rn>, <Rm>", "smlald h l n m M", "DDI 0406C A8.8.181").unpredictable("h=13 | h=15 | l=13 | l=15 | n=13 | n=15 | m=13 | m=15 | h=l");
        t.row("SMLSLD_T1", "111110111101nnnnllllhhhh110Mmmmm", "SMLSLD<xx M><c> <Rl>, <Rh>, <Rn>, <Rm>", "smlsld h l n m M", "DDI 0406C A8.8.183").unpredictable("h=13 | h=15 | l=13 | l=15 | n=13 | n=15 | m=13 | m=15 | h=l");
        t.row("SMMLA_T1", "111110110101nnnnaaaadddd000rmmmm", "SMMLA<r r><c> <Rd>, <Rn>, <Rm>, <Ra>", "smmla d n m a r", "DDI 0406C A8.8.184").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SMMUL_T1", "111110110101nnnn1111dddd000rmmmm", "SMMUL<r r><c> <Rd>, <Rn>, <Rm>", "smmul d n m r", "DDI 0406C A8.8.187").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("SMMLS_T1", "111110110110nnnnaaaadddd000rmmmm", "SMMLS<r r><c> <Rd>, <Rn>, <Rm>, <Ra>", "smmls d n m a r", "DDI 0406C A8.8.185").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15 | a=13 | a=15");
        t.row("SDIV_T1", "111110111001nnnn(1)(1)(1)(1)dddd1111mmmm", "SDIV<c> <Rd>, <Rn>, <Rm>", "sdiv d n m", "DDI 0406C A8.8.165").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("UDIV_T1", "111110111011nnnn(1)(1)(1)(1)dddd1111mmmm", "UDIV<c> <Rd>, <Rn>, <Rm>", "udiv d n m", "DDI 0406C A8.8.248").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("USAD8_T1", "111110110111nnnn1111dddd0000mmmm", "USAD8<c> <Rd>, <Rn>, <Rm>", "usad8 d n m", "DDI 0406C A8.8.253").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
        t.row("USADA8_T1", "111110110111nnnnaaaadddd0000mmmm", "USADA8<c> <Rd>, <Rn>, <Rm>, <Ra>", "usada8 d n m a", "DDI 0406C A8.8.254").unpredictable("d=13 | d=15 | n=13 | n=15 | m=13 | m=15");
    }
    // spotless:on
}
