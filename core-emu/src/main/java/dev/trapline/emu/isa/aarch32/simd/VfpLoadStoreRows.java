package dev.trapline.emu.isa.aarch32.simd;

/** Extension register loads and stores (DDI 0406C A7.6). */
final class VfpLoadStoreRows {
    /** Doublewords: 1 to 16 of them, of 32; FLDMX and FSTMX, with an odd count of words, are the same but for writeback. */
    private static final String D_LIST = "half(i)=0 | half(i)>16 | plus(vreg(D,d),half(i))>32";

    private static final String S_LIST = "i=0 | plus(sreg(d,D),i)>32";

    private VfpLoadStoreRows() {}

    // spotless:off
    static void rows(SharedRows t) {
        t.row("VLDR32_A2",     "cccc1101UD01nnnndddd1010iiiiiiii", "VLDR<c> <S sreg(d,D)>, [<Rn><offset8x4 i,U>]", "vldrF32 sreg(d,D) n offset8x4(i,U)", "DDI 0406C A8.8.333");
        t.row("VLDR32_l_A2",   "cccc1101UD011111dddd1010iiiiiiii", "VLDR<c> <S sreg(d,D)>, <literal offset8x4(i,U)>", "vldrLiteralF32 sreg(d,D) offset8x4(i,U)", "DDI 0406C A8.8.333");
        t.row("VLDR64_A1",     "cccc1101UD01nnnndddd1011iiiiiiii", "VLDR<c> <D vreg(D,d)>, [<Rn><offset8x4 i,U>]", "vldrF64 vreg(D,d) n offset8x4(i,U)", "DDI 0406C A8.8.333");
        t.row("VLDR64_l_A1",   "cccc1101UD011111dddd1011iiiiiiii", "VLDR<c> <D vreg(D,d)>, <literal offset8x4(i,U)>", "vldrLiteralF64 vreg(D,d) offset8x4(i,U)", "DDI 0406C A8.8.333");
        t.row("VSTR32_A2",     "cccc1101UD00nnnndddd1010iiiiiiii", "VSTR<c> <S sreg(d,D)>, [<Rn><offset8x4 i,U>]", "vstrF32 sreg(d,D) n offset8x4(i,U)", "DDI 0406C A8.8.413").unpredictable("", "n=15");
        t.row("VSTR64_A1",     "cccc1101UD00nnnndddd1011iiiiiiii", "VSTR<c> <D vreg(D,d)>, [<Rn><offset8x4 i,U>]", "vstrF64 vreg(D,d) n offset8x4(i,U)", "DDI 0406C A8.8.413").unpredictable("", "n=15");
        t.row("VLDMIA64_A1",   "cccc11001DW1nnnndddd1011iiiiiiii", "<vf i>LDMIA<fx i><c> <Rn><wback W>, <dlist vreg(D,d),half(i),1>", "vldmF64 vreg(D,d) n half(i) 0 vldmMove(1,W,i)", "DDI 0406C A8.8.332").refused(D_LIST).refused("n=15 & W=1").unpredictable("", "n=15").unpredictable("bit(i,0)=1 & plus(vreg(D,d),half(i))>16");
        t.row("VLDMDB64_A1",   "cccc11010D11nnnndddd1011iiiiiiii", "<vf i>LDMDB<fx i><c> <Rn>!, <dlist vreg(D,d),half(i),1>", "vldmF64 vreg(D,d) n half(i) 1 vldmMove(0,1,i)", "DDI 0406C A8.8.332").refused(D_LIST).refused("n=15").unpredictable("bit(i,0)=1 & plus(vreg(D,d),half(i))>16");
        t.row("VPOP64_A1",     "cccc11001D111101dddd1011iiiiiiii", "VPOP<c> <dlist vreg(D,d),half(i),1>", "vldmF64 vreg(D,d) 13 half(i) 0 vldmMove(1,1,i)", "DDI 0406C A8.8.367").unless("bit(i,0)=1").refused(D_LIST);
        t.row("VLDMIA32_A2",   "cccc11001DW1nnnndddd1010iiiiiiii", "VLDMIA<c> <Rn><wback W>, <slist sreg(d,D),i>", "vldmF32 sreg(d,D) n i 0 vldmMove(1,W,i)", "DDI 0406C A8.8.332").refused(S_LIST).refused("n=15 & W=1").unpredictable("", "n=15");
        t.row("VLDMDB32_A2",   "cccc11010D11nnnndddd1010iiiiiiii", "VLDMDB<c> <Rn>!, <slist sreg(d,D),i>", "vldmF32 sreg(d,D) n i 1 vldmMove(0,1,i)", "DDI 0406C A8.8.332").refused(S_LIST).refused("n=15");
        t.row("VPOP32_A2",     "cccc11001D111101dddd1010iiiiiiii", "VPOP<c> <slist sreg(d,D),i>", "vldmF32 sreg(d,D) 13 i 0 vldmMove(1,1,i)", "DDI 0406C A8.8.367").refused(S_LIST);
        t.row("VSTMIA64_A1",   "cccc11001DW0nnnndddd1011iiiiiiii", "<vf i>STMIA<fx i><c> <Rn><wback W>, <dlist vreg(D,d),half(i),1>", "vstmF64 vreg(D,d) n half(i) 0 vldmMove(1,W,i)", "DDI 0406C A8.8.412").refused(D_LIST).refused("n=15 & W=1").unpredictable("", "n=15").unpredictable("bit(i,0)=1 & plus(vreg(D,d),half(i))>16");
        t.row("VSTMDB64_A1",   "cccc11010D10nnnndddd1011iiiiiiii", "<vf i>STMDB<fx i><c> <Rn>!, <dlist vreg(D,d),half(i),1>", "vstmF64 vreg(D,d) n half(i) 1 vldmMove(0,1,i)", "DDI 0406C A8.8.412").refused(D_LIST).refused("n=15").unpredictable("bit(i,0)=1 & plus(vreg(D,d),half(i))>16");
        t.row("VPUSH64_A1",    "cccc11010D101101dddd1011iiiiiiii", "VPUSH<c> <dlist vreg(D,d),half(i),1>", "vstmF64 vreg(D,d) 13 half(i) 1 vldmMove(0,1,i)", "DDI 0406C A8.8.368").unless("bit(i,0)=1").refused(D_LIST);
        t.row("VSTMIA32_A2",   "cccc11001DW0nnnndddd1010iiiiiiii", "VSTMIA<c> <Rn><wback W>, <slist sreg(d,D),i>", "vstmF32 sreg(d,D) n i 0 vldmMove(1,W,i)", "DDI 0406C A8.8.412").refused(S_LIST).refused("n=15 & W=1").unpredictable("", "n=15");
        t.row("VSTMDB32_A2",   "cccc11010D10nnnndddd1010iiiiiiii", "VSTMDB<c> <Rn>!, <slist sreg(d,D),i>", "vstmF32 sreg(d,D) n i 1 vldmMove(0,1,i)", "DDI 0406C A8.8.412").refused(S_LIST).refused("n=15");
        t.row("VPUSH32_A2",    "cccc11010D101101dddd1010iiiiiiii", "VPUSH<c> <slist sreg(d,D),i>", "vstmF32 sreg(d,D) 13 i 1 vldmMove(0,1,i)", "DDI 0406C A8.8.368").refused(S_LIST);
    }
    // spotless:on
}
