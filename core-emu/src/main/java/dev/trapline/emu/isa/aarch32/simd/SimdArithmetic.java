package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FpRegisters;

/**
 * Meanings of the Advanced SIMD integer additions and what is made of them. Registers are numbers of D registers; {@code q}
 * is 1 for quadwords, {@code size} 0 to 3 for elements of 8 to 64 bits.
 */
public final class SimdArithmetic {
    private SimdArithmetic() {}

    public static void vaddI(Cpu s, int d, int n, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.add(s.d(n + i), s.d(m + i), size));
        }
    }

    public static void vsubI(Cpu s, int d, int n, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.sub(s.d(n + i), s.d(m + i), size));
        }
    }

    public static void vhadd(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        // Numbers with an offset of half their range average as unsigned ones do.
        long flip = unsigned ? 0 : Lanes.high(size);
        for (int i = 0; i <= q; i++) {
            long a = s.d(n + i) ^ flip;
            long b = s.d(m + i) ^ flip;
            s.d(d + i, (a & b) + ((a ^ b) >>> 1 & ~Lanes.high(size)) ^ flip);
        }
    }

    public static void vrhadd(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        long flip = unsigned ? 0 : Lanes.high(size);
        for (int i = 0; i <= q; i++) {
            long a = s.d(n + i) ^ flip;
            long b = s.d(m + i) ^ flip;
            s.d(d + i, (a | b) - ((a ^ b) >>> 1 & ~Lanes.high(size)) ^ flip);
        }
    }

    public static void vhsub(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        int bits = 8 << size;
        for (int i = 0; i <= q; i++) {
            long a = s.d(n + i);
            long b = s.d(m + i);
            long result = 0;
            for (int at = 0; at < 64; at += bits) {
                long half = Lanes.at(a, at, bits, unsigned) - Lanes.at(b, at, bits, unsigned) >> 1;
                result |= (half & -1L >>> 64 - bits) << at;
            }
            s.d(d + i, result);
        }
    }

    public static void vqadd(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        int bits = 8 << size;
        for (int i = 0; i <= q; i++) {
            long a = s.d(n + i);
            long b = s.d(m + i);
            long result = 0;
            for (int at = 0; at < 64; at += bits) {
                long sum = Saturation.add(
                        s.fp, Lanes.at(a, at, bits, unsigned), Lanes.at(b, at, bits, unsigned), bits, unsigned);
                result |= (sum & -1L >>> 64 - bits) << at;
            }
            s.d(d + i, result);
        }
    }

    public static void vqsub(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        int bits = 8 << size;
        for (int i = 0; i <= q; i++) {
            long a = s.d(n + i);
            long b = s.d(m + i);
            long result = 0;
            for (int at = 0; at < 64; at += bits) {
                long difference = Saturation.sub(
                        s.fp, Lanes.at(a, at, bits, unsigned), Lanes.at(b, at, bits, unsigned), bits, unsigned);
                result |= (difference & -1L >>> 64 - bits) << at;
            }
            s.d(d + i, result);
        }
    }

    public static void vmaxI(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.max(s.d(n + i), s.d(m + i), size, unsigned));
        }
    }

    public static void vminI(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.min(s.d(n + i), s.d(m + i), size, unsigned));
        }
    }

    public static void vabdI(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.difference(s.d(n + i), s.d(m + i), size, unsigned));
        }
    }

    public static void vaba(Cpu s, int d, int n, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long difference = Lanes.difference(s.d(n + i), s.d(m + i), size, unsigned);
            s.d(d + i, Lanes.add(s.d(d + i), difference, size));
        }
    }

    // Pairs. The results of the first operand are the lower half of the register.

    public static void vpaddI(Cpu s, int d, int n, int m, int size) {
        FpAccess.simd(s);
        long a = s.d(n);
        long b = s.d(m);
        s.d(d, Lanes.add(even(a, b, size), odd(a, b, size), size));
    }

    public static void vpmaxI(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long a = s.d(n);
        long b = s.d(m);
        s.d(d, Lanes.max(even(a, b, size), odd(a, b, size), size, unsigned));
    }

    public static void vpminI(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long a = s.d(n);
        long b = s.d(m);
        s.d(d, Lanes.min(even(a, b, size), odd(a, b, size), size, unsigned));
    }

    /** Elements 0, 2, 4, ... of two doublewords. */
    static long even(long a, long b, int size) {
        return Lanes.narrow(a, b, size);
    }

    static long odd(long a, long b, int size) {
        int bits = 8 << size;
        return Lanes.narrow(a >>> bits, b >>> bits, size);
    }

    public static void vpaddl(Cpu s, int d, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, pairs(s.d(m + i), size, unsigned));
        }
    }

    public static void vpadal(Cpu s, int d, int m, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.add(s.d(d + i), pairs(s.d(m + i), size, unsigned), size + 1));
        }
    }

    /** Sums of neighbours, in elements twice as large. */
    private static long pairs(long a, int size, boolean unsigned) {
        int bits = 8 << size;
        int wide = size + 1;
        long right = Lanes.shiftRight(Lanes.shiftLeft(a, bits, wide), bits, wide, unsigned);
        return Lanes.add(right, Lanes.shiftRight(a, bits, wide, unsigned), wide);
    }

    // Long, wide and narrow: the size is that of the smaller elements.

    public static void vaddl(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long a = s.d(n);
        long b = s.d(m);
        int wide = size + 1;
        s.d(d, Lanes.add(Lanes.widen(a, size, unsigned), Lanes.widen(b, size, unsigned), wide));
        s.d(d + 1, Lanes.add(Lanes.widenHigh(a, size, unsigned), Lanes.widenHigh(b, size, unsigned), wide));
    }

    public static void vaddw(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long b = s.d(m);
        int wide = size + 1;
        s.d(d, Lanes.add(s.d(n), Lanes.widen(b, size, unsigned), wide));
        s.d(d + 1, Lanes.add(s.d(n + 1), Lanes.widenHigh(b, size, unsigned), wide));
    }

    public static void vsubl(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long a = s.d(n);
        long b = s.d(m);
        int wide = size + 1;
        s.d(d, Lanes.sub(Lanes.widen(a, size, unsigned), Lanes.widen(b, size, unsigned), wide));
        s.d(d + 1, Lanes.sub(Lanes.widenHigh(a, size, unsigned), Lanes.widenHigh(b, size, unsigned), wide));
    }

    public static void vsubw(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long b = s.d(m);
        int wide = size + 1;
        s.d(d, Lanes.sub(s.d(n), Lanes.widen(b, size, unsigned), wide));
        s.d(d + 1, Lanes.sub(s.d(n + 1), Lanes.widenHigh(b, size, unsigned), wide));
    }

    public static void vabdl(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long difference = Lanes.difference(s.d(n), s.d(m), size, unsigned);
        s.d(d, Lanes.widen(difference, size, true));
        s.d(d + 1, Lanes.widenHigh(difference, size, true));
    }

    public static void vabal(Cpu s, int d, int n, int m, int size, boolean unsigned) {
        FpAccess.simd(s);
        long difference = Lanes.difference(s.d(n), s.d(m), size, unsigned);
        s.d(d, Lanes.add(s.d(d), Lanes.widen(difference, size, true), size + 1));
        s.d(d + 1, Lanes.add(s.d(d + 1), Lanes.widenHigh(difference, size, true), size + 1));
    }

    /** VADDHN, and VRADDHN, which rounds. */
    public static void vaddhn(Cpu s, int d, int n, int m, int size, boolean round) {
        FpAccess.simd(s);
        int wide = size + 1;
        long low = Lanes.add(s.d(n), s.d(m), wide);
        s.d(d, highHalves(low, Lanes.add(s.d(n + 1), s.d(m + 1), wide), size, round));
    }

    /** VSUBHN, and VRSUBHN, which rounds. */
    public static void vsubhn(Cpu s, int d, int n, int m, int size, boolean round) {
        FpAccess.simd(s);
        int wide = size + 1;
        long low = Lanes.sub(s.d(n), s.d(m), wide);
        s.d(d, highHalves(low, Lanes.sub(s.d(n + 1), s.d(m + 1), wide), size, round));
    }

    private static long highHalves(long low, long high, int size, boolean round) {
        int bits = 8 << size;
        int wide = size + 1;
        long half = round ? Lanes.low(wide) << bits - 1 : 0;
        return Lanes.narrow(Lanes.add(low, half, wide) >>> bits, Lanes.add(high, half, wide) >>> bits, size);
    }

    // One operand.

    public static void vabsI(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            long negative = Lanes.spread(a, size);
            s.d(d + i, Lanes.sub(a ^ negative, negative, size));
        }
    }

    public static void vnegI(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.sub(0, s.d(m + i), size));
        }
    }

    public static void vqabs(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            long negative = Lanes.spread(a, size);
            s.d(d + i, positive(s.fp, Lanes.sub(a ^ negative, negative, size), a, size));
        }
    }

    public static void vqneg(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            s.d(d + i, positive(s.fp, Lanes.sub(0, a, size), a, size));
        }
    }

    /** The negated elements, where the most negative number, which has no counterpart, becomes the most positive. */
    private static long positive(FpRegisters fp, long negated, long a, int size) {
        long lowest = Lanes.equal(a, Lanes.high(size), size);
        if (lowest == 0) {
            return negated;
        }
        fp.saturated = true;
        return Lanes.select(lowest, ~Lanes.high(size), negated);
    }
}
