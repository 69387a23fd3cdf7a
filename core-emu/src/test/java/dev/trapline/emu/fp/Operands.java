package dev.trapline.emu.fp;

import java.util.SplittableRandom;

/** Seeded operands, weighted towards where floating-point arithmetic goes wrong. */
final class Operands {
    private static final int[] SPECIAL_SINGLES = {
        0,
        1,
        2,
        0x7fffff,
        0x800000,
        0x800001,
        0xffffff,
        0x1000000,
        0x3effffff,
        0x3f000000,
        0x3f7fffff,
        0x3f800000,
        0x3f800001,
        0x3fc00000,
        0x40000000,
        0x4b000000,
        0x4b800000,
        0x4effffff,
        0x4f000000,
        0x4f7fffff,
        0x4f800000,
        0x33000000,
        0x33000001,
        0x38800000,
        0x387fffff,
        0x477fe000,
        0x477fefff,
        0x477ff000,
        0x47800000,
        0x47ffe000,
        0x47fff000,
        0x7e7fffff,
        0x7e800000,
        0x7f000000,
        0x7f7ffffe,
        0x7f7fffff,
        0x7f800000,
        0x7f800001,
        0x7fbfffff,
        0x7fc00000,
        0x7fc12345
    };
    private static final long[] SPECIAL_DOUBLES = {
        0x7ff8_1234_5678_9abcL,
        0x7ff4_1234_5678_9abcL,
        0x7ff0_0000_0000_0001L,
        0x000f_ffff_ffff_ffffL,
        0x0010_0000_0000_0000L,
        0x0010_0000_0000_0001L,
        0x7fef_ffff_ffff_ffffL,
        0x41df_ffff_ffc0_0000L,
        0x41df_ffff_ffe0_0000L,
        0x41ef_ffff_ffe0_0000L,
        0x41ef_ffff_fff0_0000L,
        0x41e0_0000_0010_0000L,
        1
    };

    final SplittableRandom random;

    Operands(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** A binary32 pattern. */
    int single() {
        int sign = random.nextInt() & 0x8000_0000;
        int fraction = random.nextInt(1 << 23);
        return sign
                | switch (random.nextInt(16)) {
                    case 0, 1, 2 -> special();
                    case 3 -> random.nextInt();
                    case 4 -> fraction;
                    case 5 -> random.nextInt(1, 30) << 23 | fraction;
                    case 6 -> random.nextInt(225, 256) << 23 | fraction;
                    case 7, 8, 9 -> exponent(127, 20, 255) << 23 | (int) shaped(fraction, 23);
                    default -> exponent(127, 3, 255) << 23 | (int) shaped(fraction, 23);
                };
    }

    /** A binary64 pattern. */
    long twice() {
        long sign = random.nextLong() & Long.MIN_VALUE;
        long fraction = random.nextLong(1L << 52);
        return sign
                | switch (random.nextInt(16)) {
                    case 0, 1 -> Double.doubleToRawLongBits(Float.intBitsToFloat(special()));
                    case 2 -> SPECIAL_DOUBLES[random.nextInt(SPECIAL_DOUBLES.length)];
                    case 3 -> random.nextLong();
                    case 4 -> fraction;
                    case 5 -> (long) random.nextInt(1, 60) << 52 | fraction;
                    case 6 -> (long) random.nextInt(1990, 2048) << 52 | fraction;
                    // Where single precision underflows and overflows.
                    case 7 -> (long) random.nextInt(865, 903) << 52 | shaped(fraction, 52);
                    case 8 -> (long) random.nextInt(1145, 1155) << 52 | shaped(fraction, 52);
                    case 9, 10, 11 -> (long) exponent(1023, 30, 2047) << 52 | shaped(fraction, 52);
                    default -> (long) exponent(1023, 3, 2047) << 52 | shaped(fraction, 52);
                };
    }

    int special() {
        return SPECIAL_SINGLES[random.nextInt(SPECIAL_SINGLES.length)];
    }

    /** A second operand: now and then within one unit of the first or its opposite. */
    int singleNear(int other) {
        return oneIn(8) ? (other ^ random.nextInt() & 0x8000_0000) + random.nextInt(-1, 2) : single();
    }

    long twiceNear(long other) {
        return oneIn(8) ? (other ^ random.nextLong() & Long.MIN_VALUE) + random.nextInt(-1, 2) : twice();
    }

    /** An integer of any number of significant bits at either end. */
    int integer() {
        int value = random.nextInt();
        return switch (random.nextInt(4)) {
            case 0 -> value >> random.nextInt(32);
            case 1 -> value >>> random.nextInt(32);
            case 2 -> value & -(1 << random.nextInt(32));
            default -> value;
        };
    }

    private int exponent(int middle, int deviation, int max) {
        return Math.clamp(middle + (long) (random.nextGaussian() * deviation), 0, max);
    }

    /** Ends in zeros (exact results, halfway cases), in ones (carries), or as it was. */
    private long shaped(long fraction, int bits) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> fraction & -(1L << random.nextInt(bits + 1));
            case 2 -> fraction | (1L << random.nextInt(bits)) - 1;
            default -> fraction;
        };
    }

    /** Any controls, and flags none, inexact alone (fast paths look at it) or anything. */
    void shake(FpState fp) {
        fp.roundingMode = random.nextBoolean() ? FpState.ROUND_TO_NEAREST : random.nextInt(4);
        fp.flushToZero = random.nextBoolean();
        fp.defaultNan = random.nextBoolean();
        fp.ahp = random.nextBoolean();
        fp.flags = switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> FpState.IXC;
            default -> random.nextInt() & FpState.FLAGS;
        };
    }
}
