package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 branches (DDI 0406C A5.5 and A5.2.12). */
final class A32Branches {
    private A32Branches() {}

    // spotless:off
    static void rows(Rows t) {
        t.row("B_A1",       "cccc1010iiiiiiiiiiiiiiiiiiiiiiii", "B<c> <label sext24x4(i)>", "branch sext24x4(i)", "DDI 0406C A8.8.18");
        t.row("BL_i_A1",    "cccc1011iiiiiiiiiiiiiiiiiiiiiiii", "BL<c> <label sext24x4(i)>", "branchWithLink sext24x4(i)", "DDI 0406C A8.8.25");
        t.row("BLX_i_A2",   "1111101hiiiiiiiiiiiiiiiiiiiiiiii", "BLX <literal sext24x4h(i,h)>", "branchWithLinkExchange sext24x4h(i,h)", "DDI 0406C A8.8.25");
        t.row("BX_A1",      "cccc00010010(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)0001mmmm", "BX<c> <Rm>", "branchExchange m", "DDI 0406C A8.8.27");
    }
    // spotless:on
}
