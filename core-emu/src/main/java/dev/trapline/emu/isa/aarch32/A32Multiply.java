package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 multiplies and divides (DDI 0406C A5.2.5, A5.2.7, A5.4.4). */
final class A32Multiply {
    private A32Multiply() {}

    static void rows(Rows t) {
        all(t);
    }

    // spotless:off
    private static void all(Rows t) {
        t.row("MUL_A1", "cccc0000000Sdddd(0)(0)(0)(0)mmmm1001nnnn", "MUL{S}<c> <Rd>, <Rn>, <Rm>", "mul S d n m", "DDI 0406C A8.8.114").unpredictable("d=15 | n=15 | m=15");
        t.row("MLA_A1", "cccc0000001Sddddaaaammmm1001nnnn", "MLA{S}<c> <Rd>, <Rn>, <Rm>, <Ra>", "mla S d n m a", "DDI 0406C A8.8.100").unpredictable("d=15 | n=15 | m=15 | a=15");
        t.row("MLS_A1", "cccc00000110ddddaaaammmm1001nnnn", "MLS<c> <Rd>, <Rn>, <Rm>, <Ra>", "mls d n m a", "DDI 0406C A8.8.101").unpredictable("d=15 | n=15 | m=15 | a=15");
        t.row("UMAAL_A1", "cccc00000100hhhhllllmmmm1001nnnn", "UMAAL<c> <Rl>, <Rh>, <Rn>, <Rm>", "umaal h l n m", "DDI 0406C A8.8.255").unpredictable("h=15 | l=15 | n=15 | m=15 | h=l");
        t.row("UMULL_A1", "cccc0000100Shhhhllllmmmm1001nnnn", "UMULL{S}<c> <Rl>, <Rh>, <Rn>, <Rm>", "umull S h l n m", "DDI 0406C A8.8.257").unpredictable("h=15 | l=15 | n=15 | m=15 | h=l");
        t.row("UMLAL_A1", "cccc0000101Shhhhllllmmmm1001nnnn", "UMLAL{S}<c> <Rl>, <Rh>, <Rn>, <Rm>", "umlal S h l n m", "DDI 0406C A8.8.256").unpredictable("h=15 | l=15 | n=15 | m=15 | h=l");
        t.row("SMULL_A1", "cccc0000110Shhhhllllmmmm1001nnnn", "SMULL{S}<c> <Rl>, <Rh>, <Rn>, <Rm>", "smull S h l n m", "DDI 0406C A8.8.189").unpredictable("h=15 | l=15 | n=15 | m=15 | h=l");
        t.row("SMLAL_A1", "cccc0000111Shhhhllllmmmm1001nnnn", "SMLAL{S}<c> <Rl>, <Rh>, <Rn>, <Rm>", "smlal S h l n m", "DDI 0406C A8.8.178").unpredictable("h=15 | l=15 | n=15 | m=15 | h=l");
        t.row("SMLAxy_A1", "cccc00010000ddddaaaammmm1MN0nnnn", "SMLA<x N><x M><c> <Rd>, <Rn>, <Rm>, <Ra>", "smlaxy d n m a N M", "DDI 0406C A8.8.176").unpredictable("d=15 | n=15 | m=15 | a=15");
        t.row("SMULxy_A1", "cccc00010110dddd(0)(0)(0)(0)mmmm1MN0nnnn", "SMUL<x N><x M><c> <Rd>, <Rn>, <Rm>", "smulxy d n m N M", "DDI 0406C A8.8.188").unpredictable("d=15 | n=15 | m=15");
        t.row("SMLAWy_A1", "cccc00010010ddddaaaammmm1M00nnnn", "SMLAW<x M><c> <Rd>, <Rn>, <Rm>, <Ra>", "smlawy d n m a M", "DDI 0406C A8.8.180").unpredictable("d=15 | n=15 | m=15 | a=15");
        t.row("SMULWy_A1", "cccc00010010dddd(0)(0)(0)(0)mmmm1M10nnnn", "SMULW<x M><c> <Rd>, <Rn>, <Rm>", "smulwy d n m M", "DDI 0406C A8.8.190").unpredictable("d=15 | n=15 | m=15");
        t.row("SMLALxy_A1", "cccc00010100hhhhllllmmmm1MN0nnnn", "SMLAL<x N><x M><c> <Rl>, <Rh>, <Rn>, <Rm>", "smlalxy h l n m N M", "DDI 0406C A8.8.179").unpredictable("h=15 | l=15 | n=15 | m=15 | h=l");
        t.row("SMLAD_A1", "cccc01110000ddddaaaammmm00M1nnnn", "SMLAD<xx M><c> <Rd>, <Rn>, <Rm>, <Ra>", "smlad d n m a M", "DDI 0406C A8.8.177").unpredictable("d=15 | n=15 | m=15");
        t.row("SMUAD_A1", "cccc01110000dddd1111mmmm00M1nnnn", "SMUAD<xx M><c> <Rd>, <Rn>, <Rm>", "smuad d n m M", "DDI 0406C A8.8.186").unpredictable("d=15 | n=15 | m=15");
        t.row("SMLSD_A1", "cccc01110000ddddaaaammmm01M1nnnn", "SMLSD<xx M><c> <Rd>, <Rn>, <Rm>, <Ra>", "smlsd d n m a M", "DDI 0406C A8.8.182").unpredictable("d=15 | n=15 | m=15");
        t.row("SMUSD_A1", "cccc01110000dddd1111mmmm01M1nnnn", "SMUSD<xx M><c> <Rd>, <Rn>, <Rm>", "smusd d n m M", "DDI 0406C A8.8.191").unpredictable("d=15 | n=15 | m=15");
        t.row("SMLALD_A1", "cccc01110100hhhhllllmmmm00M1nnnn", "SMLALD<xx M><c> <Rl>, <Rh>, <Rn>, <Rm>", "smlald h l n m M", "DDI 0406C A8.8.181").unpredictable("h=15 | l=15 | n=15 | m=15 | h=l");
        t.row("SMLSLD_A1", "cccc01110100hhhhllllmmmm01M1nnnn", "SMLSLD<xx M><c> <Rl>, <Rh>, <Rn>, <Rm>", "smlsld h l n m M", "DDI 0406C A8.8.183").unpredictable("h=15 | l=15 | n=15 | m=15 | h=l");
        t.row("SMMLA_A1", "cccc01110101ddddaaaammmm00r1nnnn", "SMMLA<r r><c> <Rd>, <Rn>, <Rm>, <Ra>", "smmla d n m a r", "DDI 0406C A8.8.184").unpredictable("d=15 | n=15 | m=15");
        t.row("SMMUL_A1", "cccc01110101dddd1111mmmm00r1nnnn", "SMMUL<r r><c> <Rd>, <Rn>, <Rm>", "smmul d n m r", "DDI 0406C A8.8.187").unpredictable("d=15 | n=15 | m=15");
        t.row("SMMLS_A1", "cccc01110101ddddaaaammmm11r1nnnn", "SMMLS<r r><c> <Rd>, <Rn>, <Rm>, <Ra>", "smmls d n m a r", "DDI 0406C A8.8.185").unpredictable("d=15 | n=15 | m=15 | a=15");
        t.row("SDIV_A1", "cccc01110001dddd(1)(1)(1)(1)mmmm0001nnnn", "SDIV<c> <Rd>, <Rn>, <Rm>", "sdiv d n m", "DDI 0406C A8.8.165").unpredictable("d=15 | n=15 | m=15");
        t.row("UDIV_A1", "cccc01110011dddd(1)(1)(1)(1)mmmm0001nnnn", "UDIV<c> <Rd>, <Rn>, <Rm>", "udiv d n m", "DDI 0406C A8.8.248").unpredictable("d=15 | n=15 | m=15");
        t.row("USAD8_A1", "cccc01111000dddd1111mmmm0001nnnn", "USAD8<c> <Rd>, <Rn>, <Rm>", "usad8 d n m", "DDI 0406C A8.8.253").unpredictable("d=15 | n=15 | m=15");
        t.row("USADA8_A1", "cccc01111000ddddaaaammmm0001nnnn", "USADA8<c> <Rd>, <Rn>, <Rm>, <Ra>", "usada8 d n m a", "DDI 0406C A8.8.254").unpredictable("d=15 | n=15 | m=15");
    }
    // spotless:on
}
