package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FpRegisters;

/** Meanings of the Advanced SIMD shifts, by immediates and by registers, and of the moves that widen and narrow. */
public final class SimdShift {
    private SimdShift() {}

    // By immediates. Right shifts are by 1 to the element's size, left shifts by 0 to one less.

    public static void vshr(Cpu s, int d, int m, int shift, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.shiftRight(s.d(m + i), shift, size, unsigned));
        }
    }

    public static void vsra(Cpu s, int d, int m, int shift, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.add(s.d(d + i), Lanes.shiftRight(s.d(m + i), shift, size, unsigned), size));
        }
    }

    public static void vrshr(Cpu s, int d, int m, int shift, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.roundingShiftRight(s.d(m + i), shift, size, unsigned));
        }
    }

    public static void vrsra(Cpu s, int d, int m, int shift, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.add(s.d(d + i), Lanes.roundingShiftRight(s.d(m + i), shift, size, unsigned), size));
        }
    }

    public static void vshlImmediate(Cpu s, int d, int m, int shift, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.shiftLeft(s.d(m + i), shift, size));
        }
    }

    public static void vsri(Cpu s, int d, int m, int shift, int size, int q) {
        FpAccess.simd(s);
        long inserted = Lanes.shiftRight(-1, shift, size, true);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.select(inserted, Lanes.shiftRight(s.d(m + i), shift, size, true), s.d(d + i)));
        }
    }

    public static void vsli(Cpu s, int d, int m, int shift, int size, int q) {
        FpAccess.simd(s);
        long inserted = Lanes.shiftLeft(-1, shift, size);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, Lanes.select(inserted, s.d(m + i) << shift, s.d(d + i)));
        }
    }

    /** VQSHL and VQSHLU by an immediate: the kinds of number before and after. */
    public static void vqshlImmediate(
            Cpu s, int d, int m, int shift, int size, boolean fromUnsigned, boolean toUnsigned, int q) {
        FpAccess.simd(s);
        int bits = 8 << size;
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            long result = 0;
            for (int at = 0; at < 64; at += bits) {
                long shifted = Saturation.shiftLeft(
                        s.fp, Lanes.at(a, at, bits, fromUnsigned), shift, bits, fromUnsigned, toUnsigned);
                result |= (shifted & -1L >>> 64 - bits) << at;
            }
            s.d(d + i, result);
        }
    }

    // Narrowing and widening; the size is that of the smaller elements.

    public static void vshrn(Cpu s, int d, int m, int shift, int size) {
        FpAccess.simd(s);
        s.d(d, Lanes.narrow(s.d(m) >>> shift, s.d(m + 1) >>> shift, size));
    }

    public static void vrshrn(Cpu s, int d, int m, int shift, int size) {
        FpAccess.simd(s);
        int wide = size + 1;
        long low = Lanes.roundingShiftRight(s.d(m), shift, wide, true);
        s.d(d, Lanes.narrow(low, Lanes.roundingShiftRight(s.d(m + 1), shift, wide, true), size));
    }

    /** VQSHRN and VQSHRUN. */
    public static void vqshrn(Cpu s, int d, int m, int shift, int size, boolean fromUnsigned, boolean toUnsigned) {
        FpAccess.simd(s);
        int wide = size + 1;
        long low = Lanes.shiftRight(s.d(m), shift, wide, fromUnsigned);
        long high = Lanes.shiftRight(s.d(m + 1), shift, wide, fromUnsigned);
        s.d(d, saturatingNarrow(s.fp, low, high, size, fromUnsigned, toUnsigned));
    }

    /** VQRSHRN and VQRSHRUN. */
    public static void vqrshrn(Cpu s, int d, int m, int shift, int size, boolean fromUnsigned, boolean toUnsigned) {
        FpAccess.simd(s);
        int wide = size + 1;
        long low = Lanes.roundingShiftRight(s.d(m), shift, wide, fromUnsigned);
        long high = Lanes.roundingShiftRight(s.d(m + 1), shift, wide, fromUnsigned);
        s.d(d, saturatingNarrow(s.fp, low, high, size, fromUnsigned, toUnsigned));
    }

    public static void vmovn(Cpu s, int d, int m, int size) {
        FpAccess.simd(s);
        s.d(d, Lanes.narrow(s.d(m), s.d(m + 1), size));
    }

    /** VQMOVN and VQMOVUN. */
    public static void vqmovn(Cpu s, int d, int m, int size, boolean fromUnsigned, boolean toUnsigned) {
        FpAccess.simd(s);
        s.d(d, saturatingNarrow(s.fp, s.d(m), s.d(m + 1), size, fromUnsigned, toUnsigned));
    }

    private static long saturatingNarrow(
            FpRegisters fp, long low, long high, int size, boolean fromUnsigned, boolean toUnsigned) {
        int bits = 8 << size;
        long result = 0;
        for (int at = 0; at < 64; at += bits) {
            long a = at < 32 ? low : high;
            long value = Lanes.at(a, 2 * at & 63, 2 * bits, fromUnsigned);
            long clamped;
            if (fromUnsigned && value < 0) {
                // An unsigned doubleword beyond the range of long.
                fp.saturated = true;
                clamped = -1;
            } else {
                clamped = Saturation.clamp(fp, value, bits, toUnsigned);
            }
            result |= (clamped & -1L >>> 64 - bits) << at;
        }
        return result;
    }

    /** VSHLL by 0, which is VMOVL, to the size of the smaller elements. */
    public static void vshll(Cpu s, int d, int m, int shift, int size, boolean unsigned) {
        FpAccess.simd(s);
        long a = s.d(m);
        int wide = size + 1;
        s.d(d, Lanes.shiftLeft(Lanes.widen(a, size, unsigned), shift, wide));
        s.d(d + 1, Lanes.shiftLeft(Lanes.widenHigh(a, size, unsigned), shift, wide));
    }

    // By registers: the shift is the low byte of every element of n, to the left if positive.

    public static void vshl(Cpu s, int d, int m, int n, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        shiftAll(s, d, m, n, size, unsigned, false, q);
    }

    public static void vrshl(Cpu s, int d, int m, int n, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        shiftAll(s, d, m, n, size, unsigned, true, q);
    }

    private static void shiftAll(Cpu s, int d, int m, int n, int size, boolean unsigned, boolean round, int q) {
        int bits = 8 << size;
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            long shifts = s.d(n + i);
            long result = 0;
            for (int at = 0; at < 64; at += bits) {
                long value = Lanes.at(a, at, bits, unsigned);
                int shift = (byte) (shifts >>> at);
                long shifted;
                if (shift < 0) {
                    shifted = right(value, -shift, unsigned, round);
                } else {
                    shifted = shift < bits ? value << shift : 0;
                }
                result |= (shifted & -1L >>> 64 - bits) << at;
            }
            s.d(d + i, result);
        }
    }

    public static void vqshl(Cpu s, int d, int m, int n, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        saturatingShiftAll(s, d, m, n, size, unsigned, false, q);
    }

    public static void vqrshl(Cpu s, int d, int m, int n, int size, boolean unsigned, int q) {
        FpAccess.simd(s);
        saturatingShiftAll(s, d, m, n, size, unsigned, true, q);
    }

    private static void saturatingShiftAll(
            Cpu s, int d, int m, int n, int size, boolean unsigned, boolean round, int q) {
        int bits = 8 << size;
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            long shifts = s.d(n + i);
            long result = 0;
            for (int at = 0; at < 64; at += bits) {
                long value = Lanes.at(a, at, bits, unsigned);
                int shift = (byte) (shifts >>> at);
                // To the right nothing can saturate.
                long shifted = shift < 0
                        ? right(value, -shift, unsigned, round)
                        : Saturation.shiftLeft(s.fp, value, shift, bits, unsigned, unsigned);
                result |= (shifted & -1L >>> 64 - bits) << at;
            }
            s.d(d + i, result);
        }
    }

    /** A right shift by 1 to 128 of a value extended to 64 bits; rounding adds the last bit shifted out. */
    private static long right(long value, int shift, boolean unsigned, boolean round) {
        if (shift > 64) {
            // Rounded, even the most negative number is nearer to zero.
            return !unsigned && !round && value < 0 ? -1 : 0;
        }
        long lost = round ? value >>> shift - 1 & 1 : 0;
        long shifted;
        if (shift == 64) {
            shifted = unsigned ? 0 : value >> 63;
        } else {
            shifted = unsigned ? value >>> shift : value >> shift;
        }
        return shifted + lost;
    }
}
