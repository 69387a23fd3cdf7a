package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/** ITSTATE (DDI 0406C A2.5.2). */
public final class ItBlock {
    private ItBlock() {}

    /** ITAdvance(). */
    public static int advance(int it) {
        return (it & 7) == 0 ? 0 : it & 0xe0 | it << 1 & 0x1f;
    }

    /** Steps ITSTATE on before an exception that returns behind the instruction it is taken by. */
    static void step(Cpu s) {
        if (s.thumb && s.it != 0) {
            s.it = advance(s.it);
        }
    }

    /** The condition an instruction executes under: its own, or in an IT block the block's. */
    static int condition(Cpu s, int cond) {
        return s.thumb && s.it != 0 ? s.it >>> 4 : cond;
    }
}
