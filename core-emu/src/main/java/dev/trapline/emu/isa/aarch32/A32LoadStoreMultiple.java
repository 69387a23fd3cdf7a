package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 loads and stores of several registers (DDI 0406C A5.5). */
final class A32LoadStoreMultiple {
    private A32LoadStoreMultiple() {}

    // spotless:off
    static void rows(Rows t) {
        t.row("LDM_A1",      "cccc100pu0w1nnnnllllllllllllllll", "LDM<ldmmode p,u><c> <Rn><wback w>, <list l>", "loadMultiple n l p u w", "DDI 0406C A8.8.58").unpredictable("n=15 | bitCount(l)=0 | w=1 & inList(n,l)=1");
        t.row("STM_A1",      "cccc100pu0w0nnnnllllllllllllllll", "STM<ldmmode p,u><c> <Rn><wback w>, <list l>", "storeMultiple n l p u w", "DDI 0406C A8.8.199").unpredictable("n=15 | bitCount(l)=0 | w=1 & inList(n,l)=1 & lowest(l)!=n");
        t.row("LDM_u_A1",    "cccc100pu1(0)1nnnn0lllllllllllllll", "LDM<ldmmode p,u><c> <Rn>, <list l>^", "loadMultipleUser n l p u", "DDI 0406C B9.3.6").unpredictable("n=15 | bitCount(l)=0");
        t.row("STM_u_A1",    "cccc100pu1(0)0nnnnllllllllllllllll", "STM<ldmmode p,u><c> <Rn>, <list l>^", "storeMultipleUser n l p u", "DDI 0406C B9.3.17").unpredictable("n=15 | bitCount(l)=0");
        t.row("LDM_e_A1",    "cccc100pu1w1nnnn1lllllllllllllll", "LDM<ldmmode p,u><c> <Rn><wback w>, <listpc l>^", "loadMultipleReturn n l p u w", "DDI 0406C B9.3.5").unpredictable("n=15 | w=1 & inList(n,l)=1");
    }
    // spotless:on
}
