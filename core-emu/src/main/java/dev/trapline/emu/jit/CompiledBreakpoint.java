package dev.trapline.emu.jit;

import dev.trapline.emu.exec.Breakpoints;
import dev.trapline.emu.state.Cpu;

/** What compiled code calls before an instruction at a breakpoint. */
public final class CompiledBreakpoint {
    private CompiledBreakpoint() {}

    /**
     * Throws {@link dev.trapline.emu.exec.StopBefore} if the machine is to be left before the instruction; the arguments are
     * those of {@link Access}.
     */
    public static void ask(Cpu s, long count, int base, int done, int r15, int next) {
        Breakpoints breakpoints = s.breakpoints;
        if (breakpoints != null) {
            Access.settle(s, count, base, done, r15, next);
            breakpoints.ask(s, s.thisPc());
        }
    }
}
