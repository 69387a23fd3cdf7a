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
}
