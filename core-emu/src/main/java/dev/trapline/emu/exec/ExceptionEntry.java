package dev.trapline.emu.exec;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;

final class ExceptionEntry {
    static void take(Cpu s, GuestException e) {
        throw e;
    }
}
