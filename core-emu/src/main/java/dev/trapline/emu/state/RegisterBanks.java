package dev.trapline.emu.state;

import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;

/**
 * The banked registers of the modes a pCPU is not in (DDI 0406C B1.3.2); those of the present mode are where
 * instructions find them, in {@link Cpu#r} and {@link Cpu#spsr}. Banks are numbered by {@link Mode#bank}.
 */
final class RegisterBanks {
    private static final int BANKS = 7;
    private static final int USR = 0;
    private static final int FIQ = 1;
    private static final int HYP = 6;

    private final int[] r13 = new int[BANKS];
    private final int[] r14 = new int[BANKS];
    private final int[] spsr = new int[BANKS];
    /** R8 to R12 of the side that is not current: FIQ's outside FIQ mode, the others' in it. */
    private final int[] otherR8to12 = new int[5];

    void reset() {
        Arrays.fill(r13, 0);
        Arrays.fill(r14, 0);
        Arrays.fill(spsr, 0);
        Arrays.fill(otherR8to12, 0);
    }

    /** Hyp mode has no LR of its own: R14 is the USR bank's (B1.3.2). */
    private static int lr(int bank) {
        return bank == HYP ? USR : bank;
    }

    /** Changes the mode's registers in {@code r}; takes the SPSR of the one left and returns that of the one entered. */
    int swap(int[] r, int spsrNow, int fromMode, int toMode) {
        int from = Mode.bank(fromMode);
        int to = Mode.bank(toMode);
        if (from == to) {
            return spsrNow;
        }
        r13[from] = r[13];
        spsr[from] = spsrNow;
        r[13] = r13[to];
        r14[lr(from)] = r[14];
        r[14] = r14[lr(to)];
        if ((from == FIQ) != (to == FIQ)) {
            for (int i = 0; i < 5; i++) {
                int t = r[8 + i];
                r[8 + i] = otherR8to12[i];
                otherR8to12[i] = t;
            }
        }
        return spsr[to];
    }

    /** Register {@code n} (0 to 14) as {@code ofMode} sees it, the pCPU being in {@code mode}. */
    int register(int[] r, int mode, int n, int ofMode) {
        if (n < 8 || n > 14) {
            return r[n];
        }
        if (n <= 12) {
            return (ofMode == Mode.FIQ) == (mode == Mode.FIQ) ? r[n] : otherR8to12[n - 8];
        }
        int bank = Mode.bank(ofMode);
        int now = Mode.bank(mode);
        if (n == 14) {
            return lr(bank) == lr(now) ? r[14] : r14[lr(bank)];
        }
        return bank == now ? r[13] : r13[bank];
    }

    void setRegister(int[] r, int mode, int n, int ofMode, int value) {
        if (n < 8 || n > 14) {
            r[n] = value;
            return;
        }
        if (n <= 12) {
            if ((ofMode == Mode.FIQ) == (mode == Mode.FIQ)) {
                r[n] = value;
            } else {
                otherR8to12[n - 8] = value;
            }
            return;
        }
        int bank = Mode.bank(ofMode);
        int now = Mode.bank(mode);
        if (n == 14 ? lr(bank) == lr(now) : bank == now) {
            r[n] = value;
        } else if (n == 14) {
            r14[lr(bank)] = value;
        } else {
            r13[bank] = value;
        }
    }

    /** SPSR of a mode that is not current. */
    int spsr(int ofMode) {
        return spsr[Mode.bank(ofMode)];
    }

    void setSpsr(int ofMode, int value) {
        spsr[Mode.bank(ofMode)] = value;
    }

    /** Slots of the present mode are stale by design: they are written as what they will be when it is left. */
    void save(StateWriter out, int[] r, int spsrNow, int mode) {
        int now = Mode.bank(mode);
        for (int b = 0; b < BANKS; b++) {
            out.int32(b == now ? r[13] : r13[b]);
            out.int32(b == lr(now) ? r[14] : b == HYP ? 0 : r14[b]);
            out.int32(b == now ? spsrNow : spsr[b]);
        }
        out.int32s(otherR8to12);
    }

    void restore(StateReader in) {
        for (int b = 0; b < BANKS; b++) {
            r13[b] = in.int32();
            r14[b] = in.int32();
            spsr[b] = in.int32();
        }
        in.int32s(otherR8to12);
    }
}
