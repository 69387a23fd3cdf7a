package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;

/** Meanings of the Advanced SIMD operations that move, reverse, interleave, look up and count. */
public final class SimdPermute {
    /** Lower halves of the elements twice as large, by size. */
    private static final long[] EVEN = {0x00ff_00ff_00ff_00ffL, 0x0000_ffff_0000_ffffL, 0x0000_0000_ffff_ffffL};

    private SimdPermute() {}

    public static void vdupScalar(Cpu s, int d, int m, int index, int size, int q) {
        FpAccess.simd(s);
        long value = SimdMultiply.scalar(s, m, index, size);
        s.d(d, value);
        s.d(d + q, value);
    }

    /** @param bytes which byte of the concatenation of n and m is the first of the result: 0 to 7 */
    public static void vextD(Cpu s, int d, int n, int m, int bytes) {
        FpAccess.simd(s);
        s.d(d, extract(s.d(n), s.d(m), bytes));
    }

    /** @param bytes 0 to 15 */
    public static void vextQ(Cpu s, int d, int n, int m, int bytes) {
        FpAccess.simd(s);
        boolean upper = bytes >= 8;
        long first = s.d(upper ? n + 1 : n);
        long second = s.d(upper ? m : n + 1);
        long third = s.d(upper ? m + 1 : m);
        s.d(d, extract(first, second, bytes & 7));
        s.d(d + 1, extract(second, third, bytes & 7));
    }

    private static long extract(long low, long high, int bytes) {
        // The second shift is by 64 in all for no bytes.
        return low >>> 8 * bytes | high << 1 << 63 - 8 * bytes;
    }

    public static void vswp(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long a = s.d(d + i);
            s.d(d + i, s.d(m + i));
            s.d(m + i, a);
        }
    }

    public static void vtrn(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        int bits = 8 << size;
        long even = EVEN[size];
        for (int i = 0; i <= q; i++) {
            long a = s.d(d + i);
            long b = s.d(m + i);
            s.d(d + i, a & even | (b & even) << bits);
            s.d(m + i, a >>> bits & even | b & ~even);
        }
    }

    public static void vuzp(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        long a = s.d(d);
        long b = s.d(m);
        if (q == 0) {
            s.d(d, SimdArithmetic.even(a, b, size));
            s.d(m, SimdArithmetic.odd(a, b, size));
        } else {
            long a1 = s.d(d + 1);
            long b1 = s.d(m + 1);
            s.d(d, SimdArithmetic.even(a, a1, size));
            s.d(d + 1, SimdArithmetic.even(b, b1, size));
            s.d(m, SimdArithmetic.odd(a, a1, size));
            s.d(m + 1, SimdArithmetic.odd(b, b1, size));
        }
    }

    public static void vzip(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        long a = s.d(d);
        long b = s.d(m);
        if (q == 0) {
            s.d(d, interleave(a, b, size));
            s.d(m, interleave(a >>> 32, b >>> 32, size));
        } else {
            long a1 = s.d(d + 1);
            long b1 = s.d(m + 1);
            s.d(d, interleave(a, b, size));
            s.d(d + 1, interleave(a >>> 32, b >>> 32, size));
            s.d(m, interleave(a1, b1, size));
            s.d(m + 1, interleave(a1 >>> 32, b1 >>> 32, size));
        }
    }

    /** The elements in bits 31 to 0 of each, in turn. */
    private static long interleave(long a, long b, int size) {
        return Lanes.widen(a, size, true) | Lanes.widen(b, size, true) << (8 << size);
    }

    /**
     * VTBL and VTBX.
     *
     * @param length number of registers in the table, 1 to 4
     * @param keep VTBX: an index beyond the table leaves its byte as it is, rather than clear it
     */
    public static void vtbl(Cpu s, int d, int n, int m, int length, boolean keep) {
        FpAccess.simd(s);
        long indexes = s.d(m);
        long result = keep ? s.d(d) : 0;
        for (int at = 0; at < 64; at += 8) {
            int index = (int) (indexes >>> at) & 0xff;
            if (index < 8 * length) {
                long value = s.d(n + (index >> 3)) >>> 8 * (index & 7) & 0xff;
                result = result & ~(0xffL << at) | value << at;
            }
        }
        s.d(d, result);
    }

    /** @param group VREV16, VREV32 and VREV64 are 1, 2 and 3: elements are reversed within groups of so many bytes */
    public static void vrev(Cpu s, int d, int m, int size, int group, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            for (int level = size; level < group; level++) {
                long even = EVEN[level];
                a = (a & even) << (8 << level) | a >>> (8 << level) & even;
            }
            s.d(d + i, a);
        }
    }

    public static void vcls(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            // A bit is set where one differs from the one to its left.
            long changes = a ^ Lanes.shiftRight(a, 1, size, false);
            s.d(d + i, Lanes.sub(leadingZeros(changes, size), Lanes.low(size), size));
        }
    }

    public static void vclz(Cpu s, int d, int m, int size, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            s.d(d + i, leadingZeros(s.d(m + i), size));
        }
    }

    private static long leadingZeros(long a, int size) {
        int bits = 8 << size;
        long result = 0;
        for (int at = 0; at < 64; at += bits) {
            int zeros = Long.numberOfLeadingZeros(Lanes.at(a, at, bits, true)) - (64 - bits);
            result |= (long) zeros << at;
        }
        return result;
    }

    /** VCNT: the bits set in every byte. */
    public static void vcnt(Cpu s, int d, int m, int q) {
        FpAccess.simd(s);
        for (int i = 0; i <= q; i++) {
            long a = s.d(m + i);
            a -= a >>> 1 & 0x5555_5555_5555_5555L;
            a = (a & 0x3333_3333_3333_3333L) + (a >>> 2 & 0x3333_3333_3333_3333L);
            s.d(d + i, a + (a >>> 4) & 0x0f0f_0f0f_0f0f_0f0fL);
        }
    }
}
