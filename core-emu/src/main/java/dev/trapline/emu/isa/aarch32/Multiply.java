package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/** Meanings of the multiplies and divides, shared by A32, T32 and T16. */
public final class Multiply {
    private Multiply() {}

    public static void mul(Cpu s, int[] r, boolean flags, int d, int n, int m) {
        int result = r[n] * r[m];
        r[d] = result;
        if (flags) {
            Alu.flagsNz(s, result);
        }
    }

    /** T16 MULS: flags outside an IT block only. */
    public static void mulUnlessIt(Cpu s, int[] r, int d, int n, int m) {
        mul(s, r, s.it == 0, d, n, m);
    }

    public static void mla(Cpu s, int[] r, boolean flags, int d, int n, int m, int a) {
        int result = r[n] * r[m] + r[a];
        r[d] = result;
        if (flags) {
            Alu.flagsNz(s, result);
        }
    }

    public static void mls(Cpu s, int[] r, int d, int n, int m, int a) {
        r[d] = r[a] - r[n] * r[m];
    }

    public static void umaal(Cpu s, int[] r, int h, int l, int n, int m) {
        long result = unsigned(r[n]) * unsigned(r[m]) + unsigned(r[h]) + unsigned(r[l]);
        r[h] = (int) (result >>> 32);
        r[l] = (int) result;
    }

    public static void umull(Cpu s, int[] r, boolean flags, int h, int l, int n, int m) {
        long result = unsigned(r[n]) * unsigned(r[m]);
        writeLong(s, r, flags, h, l, result);
    }

    public static void umlal(Cpu s, int[] r, boolean flags, int h, int l, int n, int m) {
        long result = unsigned(r[n]) * unsigned(r[m]) + pair(r, h, l);
        writeLong(s, r, flags, h, l, result);
    }

    public static void smull(Cpu s, int[] r, boolean flags, int h, int l, int n, int m) {
        long result = (long) r[n] * r[m];
        writeLong(s, r, flags, h, l, result);
    }

    public static void smlal(Cpu s, int[] r, boolean flags, int h, int l, int n, int m) {
        long result = (long) r[n] * r[m] + pair(r, h, l);
        writeLong(s, r, flags, h, l, result);
    }

    public static void smlaxy(Cpu s, int[] r, int d, int n, int m, int a, boolean nHigh, boolean mHigh) {
        addWithQ(s, r, d, half(r[n], nHigh) * half(r[m], mHigh), r[a]);
    }

    public static void smulxy(Cpu s, int[] r, int d, int n, int m, boolean nHigh, boolean mHigh) {
        r[d] = half(r[n], nHigh) * half(r[m], mHigh);
    }

    public static void smlawy(Cpu s, int[] r, int d, int n, int m, int a, boolean mHigh) {
        addWithQ(s, r, d, (int) ((long) r[n] * half(r[m], mHigh) >> 16), r[a]);
    }

    public static void smulwy(Cpu s, int[] r, int d, int n, int m, boolean mHigh) {
        r[d] = (int) ((long) r[n] * half(r[m], mHigh) >> 16);
    }

    public static void smlalxy(Cpu s, int[] r, int h, int l, int n, int m, boolean nHigh, boolean mHigh) {
        writeLong(s, r, false, h, l, pair(r, h, l) + half(r[n], nHigh) * half(r[m], mHigh));
    }

    public static void smlad(Cpu s, int[] r, int d, int n, int m, int a, boolean swap) {
        long result = dual(r, n, m, swap, false) + r[a];
        r[d] = (int) result;
        if (result != (int) result) {
            s.q = true;
        }
    }

    public static void smlsd(Cpu s, int[] r, int d, int n, int m, int a, boolean swap) {
        long result = dual(r, n, m, swap, true) + r[a];
        r[d] = (int) result;
        if (result != (int) result) {
            s.q = true;
        }
    }

    public static void smuad(Cpu s, int[] r, int d, int n, int m, boolean swap) {
        long result = dual(r, n, m, swap, false);
        r[d] = (int) result;
        if (result != (int) result) {
            s.q = true;
        }
    }

    public static void smusd(Cpu s, int[] r, int d, int n, int m, boolean swap) {
        r[d] = (int) dual(r, n, m, swap, true);
    }

    public static void smlald(Cpu s, int[] r, int h, int l, int n, int m, boolean swap) {
        writeLong(s, r, false, h, l, pair(r, h, l) + dual(r, n, m, swap, false));
    }

    public static void smlsld(Cpu s, int[] r, int h, int l, int n, int m, boolean swap) {
        writeLong(s, r, false, h, l, pair(r, h, l) + dual(r, n, m, swap, true));
    }

    public static void smmla(Cpu s, int[] r, int d, int n, int m, int a, boolean round) {
        r[d] = (int) (((long) r[a] << 32) + (long) r[n] * r[m] + (round ? 0x8000_0000L : 0) >> 32);
    }

    public static void smmls(Cpu s, int[] r, int d, int n, int m, int a, boolean round) {
        r[d] = (int) (((long) r[a] << 32) - (long) r[n] * r[m] + (round ? 0x8000_0000L : 0) >> 32);
    }

    public static void smmul(Cpu s, int[] r, int d, int n, int m, boolean round) {
        r[d] = (int) ((long) r[n] * r[m] + (round ? 0x8000_0000L : 0) >> 32);
    }

    public static void sdiv(Cpu s, int[] r, int d, int n, int m) {
        int divisor = r[m];
        // Division by zero gives zero here: SCTLR.DZ exists in the R profile only.
        r[d] = divisor == 0 ? 0 : r[n] / divisor;
    }

    public static void udiv(Cpu s, int[] r, int d, int n, int m) {
        int divisor = r[m];
        r[d] = divisor == 0 ? 0 : Integer.divideUnsigned(r[n], divisor);
    }

    private static long unsigned(int v) {
        return v & 0xffff_ffffL;
    }

    private static long pair(int[] r, int h, int l) {
        return (long) r[h] << 32 | unsigned(r[l]);
    }

    private static int half(int v, boolean high) {
        return high ? v >> 16 : (short) v;
    }

    private static void addWithQ(Cpu s, int[] r, int d, int product, int addend) {
        int result = product + addend;
        if (((product ^ result) & (addend ^ result)) < 0) {
            s.q = true;
        }
        r[d] = result;
    }

    /** Sum or difference of the two halfword products. */
    private static long dual(int[] r, int n, int m, boolean swap, boolean subtract) {
        int b = swap ? Integer.rotateRight(r[m], 16) : r[m];
        long low = (long) (short) r[n] * (short) b;
        long high = (long) (r[n] >> 16) * (b >> 16);
        return subtract ? low - high : low + high;
    }

    private static void writeLong(Cpu s, int[] r, boolean flags, int h, int l, long result) {
        r[h] = (int) (result >>> 32);
        r[l] = (int) result;
        if (flags) {
            s.nf = (int) (result >>> 32);
            s.zf = (int) (result | result >>> 32);
        }
    }
}
