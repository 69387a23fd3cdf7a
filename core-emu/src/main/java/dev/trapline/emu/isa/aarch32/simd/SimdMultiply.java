package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FpRegisters;

/**
 * Meanings of the Advanced SIMD integer and polynomial multiplications. By-scalar forms take the scalar as register and
 * index, and multiply by a register full of it.
 */
public final class SimdMultiply {
    private SimdMultiply() {}

    public static void vmulI(Cpu s, int d, int n, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, products(s.d(n + i), s.d(m + i), size));
        }
    }

    public static void vmlaI(Cpu s, int d, int n, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.add(s.d(d + i), products(s.d(n + i), s.d(m + i), size), size));
        }
    }

    public static void vmlsI(Cpu s, int d, int n, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.sub(s.d(d + i), products(s.d(n + i), s.d(m + i), size), size));
        }
    }

    public static void vmulIScalar(Cpu s, int d, int n, int m, int index, int size, int q) {
        FpAccess.simd(s);
        long scalar = scalar(s, m, index, size);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, products(s.d(n + i), scalar, size));
        }
    }

    public static void vmlaIScalar(Cpu s, int d, int n, int m, int index, int size, int q) {
        FpAccess.simd(s);
        long scalar = scalar(s, m, index, size);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.add(s.d(d + i), products(s.d(n + i), scalar, size), size));
        }
    }

    public static void vmlsIScalar(Cpu s, int d, int n, int m, int index, int size, int q) {
        FpAccess.simd(s);
        long scalar = scalar(s, m, index, size);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.sub(s.d(d + i), products(s.d(n + i), scalar, size), size));
        }
    }

    /** Whether signed or not, the lower half of a product is the same. */
    private static long products(long a, long b, int size) {
        int bits = 8 << size;
        long mask = -1L >>> 64 - bits;
        long result = 0;
        for (int at = 0; at < 64; at += bits) {
            result |= ((a >>> at) * (b >>> at) & mask) << at;
        }
        return result;
    }

    static long scalar(Cpu s, int m, int index, int size) {
        return Lanes.repeat(Lanes.get(s.d(m), size, index, true), size);
    }

    // Long forms: the size is that of the operands.

    public static void vmull(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long a = s.d(n);
        long b = s.d(m);
        s.d(d, longProducts(a, b, size, unsigned));
        s.d(d + 1, longProducts(a >>> 32, b >>> 32, size, unsigned));
    }

    public static void vmlal(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        accumulate(s, d, s.d(n), s.d(m), size, unsigned);
    }

    public static void vmlsl(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        deduct(s, d, s.d(n), s.d(m), size, unsigned);
    }

    public static void vmullScalar(Cpu s, int d, int n, int m, int index, int size, boolean unsigned) {
        FpAccess.simd(s);
        long a = s.d(n);
        long b = scalar(s, m, index, size);
        s.d(d, longProducts(a, b, size, unsigned));
        s.d(d + 1, longProducts(a >>> 32, b, size, unsigned));
    }

    public static void vmlalScalar(Cpu s, int d, int n, int m, int index, int size, boolean unsigned) {
        FpAccess.simd(s);
        accumulate(s, d, s.d(n), scalar(s, m, index, size), size, unsigned);
    }

    public static void vmlslScalar(Cpu s, int d, int n, int m, int index, int size, boolean unsigned) {
        FpAccess.simd(s);
        deduct(s, d, s.d(n), scalar(s, m, index, size), size, unsigned);
    }

    private static void accumulate(Cpu s, int d, long a, long b, int size, boolean unsigned) {
        s.d(d, Lanes.add(s.d(d), longProducts(a, b, size, unsigned), size + 1));
        s.d(d + 1, Lanes.add(s.d(d + 1), longProducts(a >>> 32, b >>> 32, size, unsigned), size + 1));
    }

    private static void deduct(Cpu s, int d, long a, long b, int size, boolean unsigned) {
        s.d(d, Lanes.sub(s.d(d), longProducts(a, b, size, unsigned), size + 1));
        s.d(d + 1, Lanes.sub(s.d(d + 1), longProducts(a >>> 32, b >>> 32, size, unsigned), size + 1));
    }

    /** Products of the elements in bits 31 to 0, twice as wide. */
    private static long longProducts(long a, long b, int size, boolean unsigned) {
        int bits = 8 << size;
        long mask = -1L >>> 64 - 2 * bits;
        long result = 0;
        for (int at = 0; at < 32; at += bits) {
            long product = Lanes.at(a, at, bits, unsigned) * Lanes.at(b, at, bits, unsigned);
            result |= (product & mask) << 2 * at;
        }
        return result;
    }

    // Polynomials over {0, 1}, 8 bits only.

    public static void vmulP(Cpu s, int d, int n, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long a = s.d(n + i);
            long b = s.d(m + i);
            long low = polynomialProducts(a, b);
            s.d(d + i, Lanes.narrow(low, polynomialProducts(a >>> 32, b >>> 32), 0));
        }
    }

    public static void vmullP(Cpu s, int d, int n, int m) {
        FpAccess.simd(s);
        long a = s.d(n);
        long b = s.d(m);
        s.d(d, polynomialProducts(a, b));
        s.d(d + 1, polynomialProducts(a >>> 32, b >>> 32));
    }

    /** Four products of 16 bits: addition without carries, so all are found at once. */
    private static long polynomialProducts(long a, long b) {
        long x = Lanes.widen(a, 0, true);
        long y = Lanes.widen(b, 0, true);
        long result = 0;
        for (int i = 0; i < 8; i++) {
            result ^= (x & Lanes.spread(y << 15 - i, 1)) << i;
        }
        return result;
    }

    // Saturating doubling forms, 16 and 32 bits only.

    public static void vqdmulh(Cpu s, int d, int n, int m, int size, boolean round, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, doubledHighHalves(s.fp, s.d(n + i), s.d(m + i), size, round));
        }
    }

    public static void vqdmulhScalar(Cpu s, int d, int n, int m, int index, int size, boolean round, int q) {
        FpAccess.simd(s);
        long scalar = scalar(s, m, index, size);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, doubledHighHalves(s.fp, s.d(n + i), scalar, size, round));
        }
    }

    private static long doubledHighHalves(FpRegisters fp, long a, long b, int size, boolean round) {
        int bits = 8 << size;
        long mask = -1L >>> 64 - bits;
        // Half of what the manual adds to the doubled product, which need not fit 64 bits.
        long half = round ? 1L << bits - 2 : 0;
        long result = 0;
        for (int at = 0; at < 64; at += bits) {
            long product = Lanes.at(a, at, bits, false) * Lanes.at(b, at, bits, false);
            result |= (Saturation.clamp(fp, product + half >> bits - 1, bits, false) & mask) << at;
        }
        return result;
    }

    public static void vqdmull(Cpu s, int d, int n, int m, int size) {
        FpAccess.simd(s);
        doubled(s, d, s.d(n), s.d(m), size);
    }

    public static void vqdmlal(Cpu s, int d, int n, int m, int size) {
        FpAccess.simd(s);
        accumulateDoubled(s, d, s.d(n), s.d(m), size, false);
    }

    public static void vqdmlsl(Cpu s, int d, int n, int m, int size) {
        FpAccess.simd(s);
        accumulateDoubled(s, d, s.d(n), s.d(m), size, true);
    }

    public static void vqdmullScalar(Cpu s, int d, int n, int m, int index, int size) {
        FpAccess.simd(s);
        doubled(s, d, s.d(n), scalar(s, m, index, size), size);
    }

    public static void vqdmlalScalar(Cpu s, int d, int n, int m, int index, int size) {
        FpAccess.simd(s);
        accumulateDoubled(s, d, s.d(n), scalar(s, m, index, size), size, false);
    }

    public static void vqdmlslScalar(Cpu s, int d, int n, int m, int index, int size) {
        FpAccess.simd(s);
        accumulateDoubled(s, d, s.d(n), scalar(s, m, index, size), size, true);
    }

    private static void doubled(Cpu s, int d, long a, long b, int size) {
        int bits = 8 << size;
        for (int r = 0; r < 2; r++) {
            long result = 0;
            for (int at = 0; at < 32; at += bits) {
                long product = doubledProduct(s.fp, a, b, 32 * r + at, bits);
                result |= (product & -1L >>> 64 - 2 * bits) << 2 * at;
            }
            s.d(d + r, result);
        }
    }

    private static void accumulateDoubled(Cpu s, int d, long a, long b, int size, boolean subtract) {
        int bits = 8 << size;
        int wide = 2 * bits;
        for (int r = 0; r < 2; r++) {
            long sums = s.d(d + r);
            long result = 0;
            for (int at = 0; at < 32; at += bits) {
                long product = doubledProduct(s.fp, a, b, 32 * r + at, bits);
                long sum = Lanes.at(sums, 2 * at, wide, false);
                long next = subtract
                        ? Saturation.sub(s.fp, sum, product, wide, false)
                        : Saturation.add(s.fp, sum, product, wide, false);
                result |= (next & -1L >>> 64 - wide) << 2 * at;
            }
            s.d(d + r, result);
        }
    }

    private static long doubledProduct(FpRegisters fp, long a, long b, int at, int bits) {
        long product = Lanes.at(a, at, bits, false) * Lanes.at(b, at, bits, false);
        return Saturation.add(fp, product, product, 2 * bits, false);
    }
}
