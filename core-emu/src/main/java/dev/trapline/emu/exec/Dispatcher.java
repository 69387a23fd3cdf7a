package dev.trapline.emu.exec;

import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.jit.CompiledCode;
import dev.trapline.emu.state.Cpu;

/** Executes one decoded instruction: a switch over operation numbers, generated from the tables. */
public abstract class Dispatcher {
    /** Unpacks the arguments of {@code packed} and calls the operation's static method; {@code r} is {@code s.r}. */
    public abstract void execute(Cpu s, int[] r, long packed);

    /** Executes compiled code from here on, as a word with the number 0 says; the generated switch calls it. */
    final void enter(Cpu s, int[] r, long packed) {
        CompiledCode compiled = s.compiled;
        if (compiled == null) {
            throw new IllegalStateException("an entry to compiled code, and none is there");
        }
        long own = compiled.enter(s, r, packed);
        if (own != 0) {
            int cond = (int) (own >>> Operation.CONDITION_SHIFT) & 15;
            // In an IT block the caller has looked at the block's condition; A32 has none, though ITSTATE may have come
            // along.
            if (cond == 0 || s.it != 0 && s.thumb || s.holds(cond ^ 14)) {
                execute(s, r, own);
            }
        }
    }
}
