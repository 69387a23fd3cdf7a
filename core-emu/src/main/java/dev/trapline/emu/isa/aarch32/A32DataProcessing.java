package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding.Rows;

/** A32 data-processing instructions (DDI 0406C A5.2.1 to A5.2.3). */
final class A32DataProcessing {
    private A32DataProcessing() {}

    // spotless:off
    static void rows(Rows t) {
        t.row("ADD_i_A1", "cccc0010100Snnnnddddiiiiiiiiiiii", "ADD{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "addImmediate S d n armExpandImm(i)", "DDI 0406C A8.8.5");
        t.row("SUB_i_A1", "cccc0010010Snnnnddddiiiiiiiiiiii", "SUB{S}<c> <Rd>, <Rn>, #<armExpandImm(i)>", "subImmediate S d n armExpandImm(i)", "DDI 0406C A8.8.222");
        t.row("MOV_i_A1", "cccc0011101S(0)(0)(0)(0)ddddiiiiiiiiiiii", "MOV{S}<c> <Rd>, #<armExpandImm(i)>", "movImmediate S d armExpandImm(i) armExpandImmC(i)", "DDI 0406C A8.8.102");
        t.row("ADD_r_A1", "cccc0000100Snnnnddddiiiiitt0mmmm", "ADD{S}<c> <Rd>, <Rn>, <Rm><shift t,i>", "addRegister S d n m shiftType(t,i) shiftAmount(t,i)", "DDI 0406C A8.8.7");
    }
    // spotless:on
}
