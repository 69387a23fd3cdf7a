package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.FieldFunction;
import java.util.List;

/** The functions AArch32 rows may use on their fields: the manual's immediate expansions and a few bit shuffles. */
final class FieldFunctions {
    /** Carry argument meaning "the C flag stays as it is". */
    static final int CARRY_UNCHANGED = 2;

    static final List<FieldFunction> ALL = List.of(
            function("armExpandImm", 1, 32, a -> armExpandImm(a[0])),
            function("armExpandImmC", 1, 2, a -> armExpandImmCarry(a[0])),
            function("thumbExpandImm", 1, 32, a -> thumbExpandImm(a[0])),
            function("thumbExpandImmC", 1, 2, a -> thumbExpandImmCarry(a[0])),
            // DecodeImmShift (DDI 0406C A8.4.3): type 0 LSL, 1 LSR, 2 ASR, 3 ROR, 4 RRX; amount 0 to 32.
            function("shiftType", 2, 3, a -> a[0] == 3 && a[1] == 0 ? 4 : a[0]),
            function("shiftAmount", 2, 6, a -> shiftAmount(a[0], a[1])),
            new FieldFunction("sext24x4", 1, 26, true, a -> a[0] << 8 >> 6),
            // A32 BLX <label>: imm24:H:'0'.
            new FieldFunction("sext24x4h", 2, 26, true, a -> (a[0] << 8 >> 6) | a[1] << 1),
            // Signed offset of the U bit's sense: add when u is 1.
            new FieldFunction("offset8", 2, 9, true, a -> a[1] == 0 ? -a[0] : a[0]),
            new FieldFunction("offset12", 2, 13, true, a -> a[1] == 0 ? -a[0] : a[0]),
            new FieldFunction("offset8x4", 2, 11, true, a -> a[1] == 0 ? -a[0] * 4 : a[0] * 4),
            function("times2", 1, 17, a -> a[0] << 1),
            function("times4", 1, 18, a -> a[0] << 2),
            function("next", 1, 4, a -> a[0] + 1 & 15),
            function("plus", 2, 32, a -> a[0] + a[1]),
            function("bit", 2, 1, a -> a[0] >>> a[1] & 1),
            function("plus1", 1, 8, a -> a[0] + 1),
            // T16 and T32 branch offsets (A6.3.4, A8.8.18).
            new FieldFunction("sext8x2", 1, 9, true, a -> a[0] << 24 >> 23),
            new FieldFunction("sext11x2", 1, 12, true, a -> a[0] << 21 >> 20),
            new FieldFunction("branch20", 5, 21, true, FieldFunctions::branch20),
            new FieldFunction("branch24", 5, 25, true, FieldFunctions::branch24),
            new FieldFunction("branch24x", 5, 25, true, FieldFunctions::branch24x),
            new FieldFunction("negative", 1, 13, true, a -> -a[0]),
            function("imm16", 2, 16, a -> a[0] << 12 | a[1]),
            function("imod", 1, 2, a -> 2 + a[0]),
            function("pushList", 2, 16, a -> a[0] << 14 | a[1]),
            function("popList", 2, 16, a -> a[0] << 15 | a[1]),
            function("notInList", 2, 1, a -> a[1] >>> a[0] & 1 ^ 1),
            function("banked", 3, 13, a -> BankedRegister.of(a[0] == 1, a[1], a[2])),
            function("inList", 2, 1, a -> a[1] >>> a[0] & 1),
            function("lowest", 1, 6, a -> Integer.numberOfTrailingZeros(a[0])),
            function("bitCount", 1, 6, a -> Integer.bitCount(a[0])));

    private FieldFunctions() {}

    private static FieldFunction function(String name, int arity, int width, FieldFunction.Body body) {
        return new FieldFunction(name, arity, width, false, body);
    }

    /** DDI 0406C A5.2.4 ARMExpandImm. */
    static int armExpandImm(int imm12) {
        return Integer.rotateRight(imm12 & 0xff, 2 * (imm12 >>> 8));
    }

    /** Carry out of ARMExpandImm_C: 0, 1, or unchanged. */
    static int armExpandImmCarry(int imm12) {
        return imm12 >>> 8 == 0 ? CARRY_UNCHANGED : armExpandImm(imm12) >>> 31;
    }

    /** DDI 0406C A6.3.2 ThumbExpandImm. */
    static int thumbExpandImm(int imm12) {
        int imm8 = imm12 & 0xff;
        return switch (imm12 >>> 8) {
            case 0 -> imm8;
            case 1 -> imm8 << 16 | imm8;
            case 2 -> imm8 << 24 | imm8 << 8;
            case 3 -> imm8 << 24 | imm8 << 16 | imm8 << 8 | imm8;
            default -> Integer.rotateRight(0x80 | (imm12 & 0x7f), imm12 >>> 7);
        };
    }

    /** Carry out of ThumbExpandImm_C: 0, 1, or unchanged. */
    static int thumbExpandImmCarry(int imm12) {
        return imm12 >>> 10 == 0 ? CARRY_UNCHANGED : thumbExpandImm(imm12) >>> 31;
    }

    /** S:J2:J1:imm6:imm11:'0'. */
    private static int branch20(int[] a) {
        return (a[0] << 19 | a[1] << 18 | a[2] << 17 | a[3] << 11 | a[4]) << 12 >> 11;
    }

    /** S:I1:I2:imm10:imm11:'0', where I1 and I2 are J1 and J2 turned over by S. */
    private static int branch24(int[] a) {
        return branch23(a, a[4]);
    }

    /** S:I1:I2:imm10H:imm10L:'00'. */
    private static int branch24x(int[] a) {
        return branch23(a, a[4] << 1);
    }

    private static int branch23(int[] a, int low) {
        int i1 = a[1] ^ a[0] ^ 1;
        int i2 = a[2] ^ a[0] ^ 1;
        int value = a[0] << 23 | i1 << 22 | i2 << 21 | a[3] << 11 | low;
        return value << 8 >> 7;
    }

    private static int shiftAmount(int type, int imm5) {
        if (imm5 != 0) {
            return imm5;
        }
        return switch (type) {
            case 0 -> 0;
            case 3 -> 1;
            default -> 32;
        };
    }
}
