package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Mode;

/** The registers MRS and MSR (Banked register) reach (DDI 0406C B9.2.3, tables B9-1 and B9-2). */
final class BankedRegister {
    static final int NONE = 0;
    static final int SPSR = 16;
    static final int ELR = 17;

    private static final int[] PAIRS = {Mode.IRQ, Mode.SVC, Mode.ABT, Mode.UND};

    private BankedRegister() {}

    /** Register number, {@link #SPSR} or {@link #ELR} in bits 8 and up, the mode in bits 0 to 4; or {@link #NONE}. */
    static int of(boolean spsr, int high, int low) {
        if (spsr) {
            if (high == 0) {
                return low == 14 ? SPSR << 8 | Mode.FIQ : NONE;
            }
            if (low < 8) {
                return (low & 1) == 0 ? SPSR << 8 | PAIRS[low >> 1] : NONE;
            }
            return low == 14 ? SPSR << 8 | Mode.HYP : NONE;
        }
        if (high == 0) {
            int mode = low < 8 ? Mode.USR : Mode.FIQ;
            return (low & 7) == 7 ? NONE : 8 + (low & 7) << 8 | mode;
        }
        if (low < 8) {
            return ((low & 1) == 0 ? 14 : 13) << 8 | PAIRS[low >> 1];
        }
        return switch (low) {
            case 14 -> ELR << 8 | Mode.HYP;
            case 15 -> 13 << 8 | Mode.HYP;
            default -> NONE;
        };
    }
}
