package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/** Meanings of the multiplies and divides, shared by A32, T32 and T16. */
public final class Multiply {
    private Multiply() {}

    public static void mul(Cpu s, boolean flags, int d, int n, int m) {
        int result = s.r[n] * s.r[m];
        s.r[d] = result;
        if (flags) {
            Alu.flagsNz(s, result);
        }
    }

    /** T16 MULS: flags outside an IT block only. */
    public static void mulUnlessIt(Cpu s, int d, int n, int m) {
        mul(s, s.it == 0, d, n, m);
    }

    public static void mla(Cpu s, boolean flags, int d, int n, int m, int a) {
        int result = s.r[n] * s.r[m] + s.r[a];
        s.r[d] = result;
        if (flags) {
            Alu.flagsNz(s, result);
        }
    }

    public static void mls(Cpu s, int d, int n, int m, int a) {
        s.r[d] = s.r[a] - s.r[n] * s.r[m];
    }

    public static void umaal(Cpu s, int h, int l, int n, int m) {
        long result = unsigned(s.r[n]) * unsigned(s.r[m]) + unsigned(s.r[h]) + unsigned(s.r[l]);
        s.r[h] = (int) (result >>> 32);
        s.r[l] = (int) result;
    }

    public static void umull(Cpu s, boolean flags, int h, int l, int n, int m) {
        long result = unsigned(s.r[n]) * unsigned(s.r[m]);
        writeLong(s, flags, h, l, result);
    }

    public static void umlal(Cpu s, boolean flags, int h, int l, int n, int m) {
        long result = unsigned(s.r[n]) * unsigned(s.r[m]) + pair(s, h, l);
        writeLong(s, flags, h, l, result);
    }

    public static void smull(Cpu s, boolean flags, int h, int l, int n, int m) {
        long result = (long) s.r[n] * s.r[m];
        writeLong(s, flags, h, l, result);
    }

    public static void smlal(Cpu s, boolean flags, int h, int l, int n, int m) {
        long result = (long) s.r[n] * s.r[m] + pair(s, h, l);
        writeLong(s, flags, h, l, result);
    }

    public static void smlaxy(Cpu s, int d, int n, int m, int a, boolean nHigh, boolean mHigh) {
        addWithQ(s, d, half(s.r[n], nHigh) * half(s.r[m], mHigh), s.r[a]);
    }

    public static void smulxy(Cpu s, int d, int n, int m, boolean nHigh, boolean mHigh) {
        s.r[d] = half(s.r[n], nHigh) * half(s.r[m], mHigh);
    }

    public static void smlawy(Cpu s, int d, int n, int m, int a, boolean mHigh) {
        addWithQ(s, d, (int) ((long) s.r[n] * half(s.r[m], mHigh) >> 16), s.r[a]);
    }

    public static void smulwy(Cpu s, int d, int n, int m, boolean mHigh) {
        s.r[d] = (int) ((long) s.r[n] * half(s.r[m], mHigh) >> 16);
    }

    public static void smlalxy(Cpu s, int h, int l, int n, int m, boolean nHigh, boolean mHigh) {
        writeLong(s, false, h, l, pair(s, h, l) + half(s.r[n], nHigh) * half(s.r[m], mHigh));
    }

    public static void smlad(Cpu s, int d, int n, int m, int a, boolean swap) {
        long result = dual(s, n, m, swap, false) + s.r[a];
        s.r[d] = (int) result;
        if (result != (int) result) {
            s.q = true;
        }
    }

    public static void smlsd(Cpu s, int d, int n, int m, int a, boolean swap) {
        long result = dual(s, n, m, swap, true) + s.r[a];
        s.r[d] = (int) result;
        if (result != (int) result) {
            s.q = true;
        }
    }

    public static void smuad(Cpu s, int d, int n, int m, boolean swap) {
        long result = dual(s, n, m, swap, false);
        s.r[d] = (int) result;
        if (result != (int) result) {
            s.q = true;
        }
    }

    public static void smusd(Cpu s, int d, int n, int m, boolean swap) {
        s.r[d] = (int) dual(s, n, m, swap, true);
    }

    public static void smlald(Cpu s, int h, int l, int n, int m, boolean swap) {
        writeLong(s, false, h, l, pair(s, h, l) + dual(s, n, m, swap, false));
    }

    public static void smlsld(Cpu s, int h, int l, int n, int m, boolean swap) {
        writeLong(s, false, h, l, pair(s, h, l) + dual(s, n, m, swap, true));
    }

    public static void smmla(Cpu s, int d, int n, int m, int a, boolean round) {
        s.r[d] = (int) (((long) s.r[a] << 32) + (long) s.r[n] * s.r[m] + (round ? 0x8000_0000L : 0) >> 32);
    }

    public static void smmls(Cpu s, int d, int n, int m, int a, boolean round) {
        s.r[d] = (int) (((long) s.r[a] << 32) - (long) s.r[n] * s.r[m] + (round ? 0x8000_0000L : 0) >> 32);
    }

    public static void smmul(Cpu s, int d, int n, int m, boolean round) {
        s.r[d] = (int) ((long) s.r[n] * s.r[m] + (round ? 0x8000_0000L : 0) >> 32);
    }

    public static void sdiv(Cpu s, int d, int n, int m) {
        int divisor = s.r[m];
        // Division by zero gives zero here: SCTLR.DZ exists in the R profile only.
        s.r[d] = divisor == 0 ? 0 : s.r[n] / divisor;
    }

    public static void udiv(Cpu s, int d, int n, int m) {
        int divisor = s.r[m];
        s.r[d] = divisor == 0 ? 0 : Integer.divideUnsigned(s.r[n], divisor);
    }

    private static long unsigned(int v) {
        return v & 0xffff_ffffL;
    }

    private static long pair(Cpu s, int h, int l) {
        return (long) s.r[h] << 32 | unsigned(s.r[l]);
    }

    private static int half(int v, boolean high) {
        return high ? v >> 16 : (short) v;
    }

    private static void addWithQ(Cpu s, int d, int product, int addend) {
        int result = product + addend;
        if (((product ^ result) & (addend ^ result)) < 0) {
            s.q = true;
        }
        s.r[d] = result;
    }

    /** Sum or difference of the two halfword products. */
    private static long dual(Cpu s, int n, int m, boolean swap, boolean subtract) {
        int b = swap ? Integer.rotateRight(s.r[m], 16) : s.r[m];
        long low = (long) (short) s.r[n] * (short) b;
        long high = (long) (s.r[n] >> 16) * (b >> 16);
        return subtract ? low - high : low + high;
    }

    private static void writeLong(Cpu s, boolean flags, int h, int l, long result) {
        s.r[h] = (int) (result >>> 32);
        s.r[l] = (int) result;
        if (flags) {
            s.nf = (int) (result >>> 32);
            s.zf = (int) (result | result >>> 32);
        }
    }
}
