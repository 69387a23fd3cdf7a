package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;

/** What words mean that no row has, or for which a row says UNDEFINED. */
public final class Undefined {
    private Undefined() {}

    public static void undefined(Cpu s) {
        if (!SemihostingCalls.byHlt(s)) {
            throw GuestException.UNDEFINED;
        }
    }
}
