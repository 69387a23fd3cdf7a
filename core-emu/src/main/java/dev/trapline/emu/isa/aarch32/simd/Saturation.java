package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.FpRegisters;

/**
 * Results that saturate, and say so in FPSCR.QC.
 *
 * @arm DDI 0406C A2.2.1 SignedSatQ(), UnsignedSatQ()
 */
final class Saturation {
    private Saturation() {}

    /** A result of up to 63 bits, clamped to {@code bits}, which is 8, 16 or 32. */
    static long clamp(FpRegisters fp, long value, int bits, boolean unsigned) {
        long max = unsigned ? (1L << bits) - 1 : (1L << bits - 1) - 1;
        long min = unsigned ? 0 : ~max;
        if (value > max) {
            fp.saturated = true;
            return max;
        }
        if (value < min) {
            fp.saturated = true;
            return min;
        }
        return value;
    }

    /** The sum of two elements of {@code bits}, which may be 64. */
    static long add(FpRegisters fp, long a, long b, int bits, boolean unsigned) {
        long sum = a + b;
        if (bits < 64) {
            return clamp(fp, sum, bits, unsigned);
        }
        if (unsigned) {
            if (Long.compareUnsigned(sum, a) < 0) {
                fp.saturated = true;
                return -1;
            }
        } else if (((a ^ sum) & (b ^ sum)) < 0) {
            fp.saturated = true;
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    static long sub(FpRegisters fp, long a, long b, int bits, boolean unsigned) {
        long difference = a - b;
        if (bits < 64) {
            return clamp(fp, difference, bits, unsigned);
        }
        if (unsigned) {
            if (Long.compareUnsigned(a, b) < 0) {
                fp.saturated = true;
                return 0;
            }
        } else if (((a ^ b) & (a ^ difference)) < 0) {
            fp.saturated = true;
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return difference;
    }

    /**
     * A left shift that saturates.
     *
     * @param shift 0 to 127
     * @param fromUnsigned what {@code value}, of {@code bits}, is; it is extended so
     * @param toUnsigned what the result is
     */
    static long shiftLeft(FpRegisters fp, long value, int shift, int bits, boolean fromUnsigned, boolean toUnsigned) {
        if (value == 0) {
            return 0;
        }
        boolean negative = !fromUnsigned && value < 0;
        if (negative && toUnsigned) {
            fp.saturated = true;
            return 0;
        }
        // Bits free of the number's own: a shift by more loses some.
        int free = Long.numberOfLeadingZeros(negative ? ~value : value) - (64 - bits);
        if (shift > (toUnsigned ? free : free - 1)) {
            fp.saturated = true;
            long max = toUnsigned ? -1L >>> 64 - bits : -1L >>> 65 - bits;
            return negative ? ~max : max;
        }
        return value << shift;
    }
}
