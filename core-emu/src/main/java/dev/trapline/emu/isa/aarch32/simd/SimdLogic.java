package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;

/** Meanings of the Advanced SIMD bitwise operations, immediates, and integer comparisons. */
public final class SimdLogic {
    private SimdLogic() {}

    public static void vand(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, s.d(n + i) & s.d(m + i));
        }
    }

    public static void vbic(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, s.d(n + i) & ~s.d(m + i));
        }
    }

    public static void vorr(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, s.d(n + i) | s.d(m + i));
        }
    }

    public static void vorn(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, s.d(n + i) | ~s.d(m + i));
        }
    }

    public static void veor(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, s.d(n + i) ^ s.d(m + i));
        }
    }

    public static void vbsl(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.select(s.d(d + i), s.d(n + i), s.d(m + i)));
        }
    }

    public static void vbit(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.select(s.d(m + i), s.d(n + i), s.d(d + i)));
        }
    }

    public static void vbif(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.select(s.d(m + i), s.d(d + i), s.d(n + i)));
        }
    }

    /** VMOV of a register, which is VORR with itself. */
    public static void vmovSimd(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        s.d(d, s.d(m));
        s.d(d + q, s.d(m + q));
    }

    public static void vmvn(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, ~s.d(m + i));
        }
    }

    // Immediates: all but one kind repeat a word.

    public static void vmovImmediate(Cpu s, int d, int word, int q) {
        FpAccess.simd(s);
        long value = Lanes.repeat(word, 2);
        s.d(d, value);
        s.d(d + q, value);
    }

    /** VMOV.I64: every bit of the immediate is a byte of ones or zeros. */
    public static void vmovImmediateBytes(Cpu s, int d, int imm8, int q) {
        FpAccess.simd(s);
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits |= (imm8 >>> i & 1L) << 8 * i + 7;
        }
        long value = Lanes.spread(bits, 0);
        s.d(d, value);
        s.d(d + q, value);
    }

    public static void vorrImmediate(Cpu s, int d, int word, int q) {
        FpAccess.simd(s);
        long value = Lanes.repeat(word, 2);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, s.d(d + i) | value);
        }
    }

    public static void vbicImmediate(Cpu s, int d, int word, int q) {
        FpAccess.simd(s);
        long value = Lanes.repeat(word, 2);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, s.d(d + i) & ~value);
        }
    }

    // Comparisons, which give masks.

    public static void vceqI(Cpu s, int d, int n, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.equal(s.d(n + i), s.d(m + i), size));
        }
    }

    public static void vcgtI(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.less(s.d(m + i), s.d(n + i), size, unsigned));
        }
    }

    public static void vcgeI(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, ~Lanes.less(s.d(n + i), s.d(m + i), size, unsigned));
        }
    }

    public static void vtst(Cpu s, int d, int n, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, ~Lanes.equal(s.d(n + i) & s.d(m + i), 0, size));
        }
    }

    public static void vceqZeroI(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.equal(s.d(m + i), 0, size));
        }
    }

    public static void vcgtZeroI(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.less(0, s.d(m + i), size, false));
        }
    }

    public static void vcgeZeroI(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, ~Lanes.spread(s.d(m + i), size));
        }
    }

    public static void vcleZeroI(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, ~Lanes.less(0, s.d(m + i), size, false));
        }
    }

    public static void vcltZeroI(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.spread(s.d(m + i), size));
        }
    }
}
