package dev.trapline.emu.isa.aarch32.simd;

/**
 * Elements of a doubleword. A size is 0 to 3 for elements of 8, 16, 32 and 64 bits; element 0 is in the least significant
 * bits. Where an operation on all elements at once is cheaper than a loop over them, it is here.
 */
final class Lanes {
    /** The top bit of every element. */
    private static final long[] HIGH = {
        0x8080_8080_8080_8080L, 0x8000_8000_8000_8000L, 0x8000_0000_8000_0000L, 0x8000_0000_0000_0000L
    };
    /** The bottom bit of every element. */
    private static final long[] LOW = {
        0x0101_0101_0101_0101L, 0x0001_0001_0001_0001L, 0x0000_0001_0000_0001L, 0x0000_0000_0000_0001L
    };

    private Lanes() {}

    /** Element {@code index}, extended to 64 bits. */
    static long get(long register, int size, int index, boolean unsigned) {
        return at(register, index << size + 3, 8 << size, unsigned);
    }

    /** The {@code bits} bits from bit {@code shift}, extended to 64. */
    static long at(long register, int shift, int bits, boolean unsigned) {
        long up = register << 64 - bits - shift;
        return unsigned ? up >>> 64 - bits : up >> 64 - bits;
    }

    /** The register with element {@code index} replaced by the low bits of {@code value}. */
    static long insert(long register, int size, int index, long value) {
        int shift = index << size + 3;
        long mask = -1L >>> 64 - (8 << size) << shift;
        return register & ~mask | value << shift & mask;
    }

    /** All elements the low bits of {@code value}. */
    static long repeat(long value, int size) {
        return (value & -1L >>> 64 - (8 << size)) * LOW[size];
    }

    static long high(int size) {
        return HIGH[size];
    }

    static long low(int size) {
        return LOW[size];
    }

    /** Sums, modulo the element size. */
    static long add(long a, long b, int size) {
        long high = HIGH[size];
        return (a & ~high) + (b & ~high) ^ (a ^ b) & high;
    }

    static long sub(long a, long b, int size) {
        long high = HIGH[size];
        return (a | high) - (b & ~high) ^ (a ^ ~b) & high;
    }

    /** Every element all ones or all zeros, as its top bit is; the other bits of {@code tops} do not matter. */
    static long spread(long tops, int size) {
        long bottom = (tops & HIGH[size]) >>> (8 << size) - 1;
        // Doubled by addition, which carries the top element's bit out.
        return ((bottom << (8 << size) - 1) << 1) - bottom;
    }

    static long equal(long a, long b, int size) {
        long high = HIGH[size];
        long differing = a ^ b;
        return spread(~((differing & ~high) + ~high | differing), size);
    }

    static long less(long a, long b, int size, boolean unsigned) {
        long flip = unsigned ? 0 : HIGH[size];
        long x = a ^ flip;
        long y = b ^ flip;
        // The borrow out of every element of x - y.
        return spread(~x & y | ~(x ^ y) & sub(x, y, size), size);
    }

    /** Elements of {@code a} where the mask is set, else of {@code b}. */
    static long select(long mask, long a, long b) {
        return a & mask | b & ~mask;
    }

    static long max(long a, long b, int size, boolean unsigned) {
        return select(less(a, b, size, unsigned), b, a);
    }

    static long min(long a, long b, int size, boolean unsigned) {
        return select(less(a, b, size, unsigned), a, b);
    }

    /** |a - b|, modulo the element size. */
    static long difference(long a, long b, int size, boolean unsigned) {
        return select(less(a, b, size, unsigned), sub(b, a, size), sub(a, b, size));
    }

    /** Right shifts of elements, by 1 to their size in bits. */
    static long shiftRight(long a, int shift, int size, boolean unsigned) {
        int bits = 8 << size;
        if (unsigned) {
            return shift == bits ? 0 : a >>> shift & repeat(-1L >>> 64 - bits >>> shift, size);
        }
        int n = Math.min(shift, bits - 1);
        long sign = repeat(1L << bits - 1 - n, size);
        return sub(a >>> n & repeat(-1L >>> 64 - bits >>> n, size) ^ sign, sign, size);
    }

    /** Right shifts that round to nearest: the last bit shifted out is added. */
    static long roundingShiftRight(long a, int shift, int size, boolean unsigned) {
        long lost = a >>> shift - 1 & LOW[size];
        return add(shiftRight(a, shift, size, unsigned), lost, size);
    }

    /** Left shifts of elements, by 0 to their size in bits less one. */
    static long shiftLeft(long a, int shift, int size) {
        return a << shift & repeat(-1L << shift, size);
    }

    /** The elements in bits 31 to 0, each extended to twice its size, which is 0 to 2 for them as they are. */
    static long widen(long a, int size, boolean unsigned) {
        long x = a & 0xffff_ffffL;
        if (size <= 1) {
            x = (x | x << 16) & 0x0000_ffff_0000_ffffL;
        }
        if (size == 0) {
            x = (x | x << 8) & 0x00ff_00ff_00ff_00ffL;
        }
        if (unsigned) {
            return x;
        }
        long sign = LOW[size + 1] << (8 << size) - 1;
        return sub(x ^ sign, sign, size + 1);
    }

    /** The elements in bits 63 to 32, extended. */
    static long widenHigh(long a, int size, boolean unsigned) {
        return widen(a >>> 32, size, unsigned);
    }

    /** The lower halves of elements twice as large as {@code size} says, in bits 31 to 0. */
    static long narrow(long a, int size) {
        long x = a;
        if (size == 0) {
            x &= 0x00ff_00ff_00ff_00ffL;
            x = (x | x >>> 8) & 0x0000_ffff_0000_ffffL;
        } else if (size == 1) {
            x &= 0x0000_ffff_0000_ffffL;
        }
        if (size <= 1) {
            x |= x >>> 16;
        }
        return x & 0xffff_ffffL;
    }

    /** The lower halves of the elements of two doublewords. */
    static long narrow(long low, long high, int size) {
        return narrow(low, size) | narrow(high, size) << 32;
    }
}
