package dev.trapline.emu.mmu;

import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Sctlr;

/**
 * Numbers for the translation contexts of one pCPU: one pair for each distinct set of the values that decide a
 * translation, so that entries of many address spaces live in the software TLB side by side and a switch back finds
 * them. The first of a pair stands for PL1 (or Hyp mode), the second for PL0.
 *
 * <p>ASIDs and VMIDs are not among the values: what a table says does not depend on them, and no entry outlives a
 * change of its tables.
 */
final class Contexts {
    /** Numbers fit bits 2 to 11 of a tag; 0 is no context and 1023 the one that never hits. */
    static final int LAST_NUMBER = 1022;

    static final int NONE = -1;
    private static final int REMEMBERED = 64;
    private static final int FIELDS = 6;
    /** Bits of SCTLR that a walk or a permission check reads. */
    private static final int SCTLR_BITS = Sctlr.M | Sctlr.WXN | Sctlr.UWXN | Sctlr.EE | Sctlr.TRE | Sctlr.AFE;

    private static final long TTBR_BASE = 0xff_ffff_ffffL;
    /** Bits of TTBCR that a walk reads, in either format. */
    private static final int TTBCR_BITS = 0x8087_00b7;
    /** VTCR.SL0, S and T0SZ. */
    private static final int VTCR_BITS = 0xdf;
    // Above TTBCR's bits in the key's first word, where TTBCR has none.
    private static final long HYP_KEY = 1L << 62;
    private static final long STAGE2_BIG_ENDIAN_KEY = 1L << 61;
    private static final long STAGE2_KEY = 1L << 60;

    private final long[] keys = new long[REMEMBERED * FIELDS];
    private final int[] numbers = new int[REMEMBERED];
    private int used;
    private int victim;
    private int next = 1;

    // The key looked for.
    private long k0;
    private long k1;
    private long k2;
    private long k3;
    private long k4;
    private long k5;

    /** Forgets every context; numbers given out so far are not used again before {@link #restart}. */
    void forget() {
        used = 0;
        victim = 0;
    }

    /** Makes all numbers free again; no tag with an old one may remain. */
    void restart() {
        forget();
        next = 1;
    }

    /** The context's first number, a new one if it is not remembered, or NONE if there are no more. */
    int find(Cp15 c, boolean hyp) {
        if (hyp) {
            hypKey(c);
        } else {
            pl10Key(c);
        }
        for (int i = 0, at = 0; i < used; i++, at += FIELDS) {
            if (keys[at + 1] == k1
                    && keys[at] == k0
                    && keys[at + 2] == k2
                    && keys[at + 3] == k3
                    && keys[at + 4] == k4
                    && keys[at + 5] == k5) {
                return numbers[i];
            }
        }
        return next + 1 > LAST_NUMBER ? NONE : remember();
    }

    private int remember() {
        int i;
        if (used < REMEMBERED) {
            i = used++;
        } else {
            i = victim;
            victim = (victim + 1) % REMEMBERED;
        }
        int at = i * FIELDS;
        keys[at] = k0;
        keys[at + 1] = k1;
        keys[at + 2] = k2;
        keys[at + 3] = k3;
        keys[at + 4] = k4;
        keys[at + 5] = k5;
        numbers[i] = next;
        next += 2;
        return numbers[i];
    }

    private void hypKey(Cp15 c) {
        k0 = HYP_KEY | c.hsctlr & (Sctlr.M | Sctlr.WXN | Sctlr.EE);
        k1 = c.httbr & TTBR_BASE;
        k2 = c.htcr & 7;
        k3 = 0;
        k4 = pair(c.hmair0, c.hmair1);
        k5 = 0;
    }

    private void pl10Key(Cp15 c) {
        k0 = c.hcr & Hcr.DC;
        k1 = 0;
        k2 = 0;
        k3 = 0;
        k4 = 0;
        k5 = 0;
        if (Translator.stage1On(c)) {
            k0 |= c.sctlr & SCTLR_BITS | (long) (c.ttbcr & TTBCR_BITS) << 32;
            k1 = c.ttbr0 & TTBR_BASE;
            k2 = c.ttbr1 & TTBR_BASE;
            k3 = c.ttbcr < 0 ? 0 : c.dacr;
            k4 = pair(c.prrr, c.nmrr);
        }
        if (Translator.stage2On(c)) {
            k0 |= STAGE2_KEY | c.hcr & Hcr.PTW | ((c.hsctlr & Sctlr.EE) != 0 ? STAGE2_BIG_ENDIAN_KEY : 0);
            k5 = c.vttbr & TTBR_BASE | (long) (c.vtcr & VTCR_BITS) << 48;
        }
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | low & 0xffff_ffffL;
    }
}
