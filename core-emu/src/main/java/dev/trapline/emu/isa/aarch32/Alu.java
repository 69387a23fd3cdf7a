package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/** Arithmetic shared by the data-processing instructions: shifts, additions with flags, and writing results. */
final class Alu {
    static final int LSL = 0;
    static final int LSR = 1;
    static final int ASR = 2;
    static final int ROR = 3;
    static final int RRX = 4;

    /** Values of a row's "set flags" argument. */
    static final int KEEP_FLAGS = 0;

    static final int SET_FLAGS = 1;
    /** The 16-bit T32 forms: flags are set outside an IT block only. */
    static final int SET_FLAGS_UNLESS_IT = 2;

    private Alu() {}

    static boolean sets(Cpu s, int how) {
        return how == SET_FLAGS || how == SET_FLAGS_UNLESS_IT && s.it == 0;
    }

    /** Writes a result to a register; to the PC as ALUWritePC says. */
    static void write(Cpu s, int[] r, int d, int value) {
        if (d == 15) {
            BranchTo.alu(s, value);
        } else {
            r[d] = value;
        }
    }

    /** Shift of DecodeImmShift's kind: amount 0 to 32, RRX as a type of its own (DDI 0406C A8.4.3). */
    static int shift(Cpu s, int value, int type, int amount) {
        return switch (type) {
            case LSL -> value << amount;
            case LSR -> amount == 32 ? 0 : value >>> amount;
            case ASR -> value >> Math.min(amount, 31);
            case ROR -> Integer.rotateRight(value, amount);
            default -> value >>> 1 | s.cf << 31;
        };
    }

    /** Carry out of {@link #shift}, 0 or 1; with amount 0 (LSL #0) the C flag. */
    static int shiftCarry(Cpu s, int value, int type, int amount) {
        return switch (type) {
            case LSL -> amount == 0 ? s.cf : value >>> (32 - amount) & 1;
            case LSR -> value >>> (amount - 1) & 1;
            case ASR -> value >> Math.min(amount - 1, 31) & 1;
            case ROR -> value >>> (amount - 1 & 31) & 1;
            default -> value & 1;
        };
    }

    /** Shift by the bottom byte of a register, 0 to 255 (DDI 0406C A8.4.3 Shift). */
    static int shiftByRegister(int value, int type, int amount) {
        return switch (type) {
            case LSL -> amount > 31 ? 0 : value << amount;
            case LSR -> amount > 31 ? 0 : value >>> amount;
            case ASR -> value >> Math.min(amount, 31);
            default -> Integer.rotateRight(value, amount);
        };
    }

    static int shiftByRegisterCarry(Cpu s, int value, int type, int amount) {
        if (amount == 0) {
            return s.cf;
        }
        return switch (type) {
            case LSL -> amount > 32 ? 0 : value >>> (32 - amount) & 1;
            case LSR -> amount > 32 ? 0 : value >>> (amount - 1) & 1;
            case ASR -> value >> Math.min(amount - 1, 31) & 1;
            default -> value >>> (amount - 1 & 31) & 1;
        };
    }

    /** Carry of an expanded immediate: as given, or the C flag. */
    static int immediateCarry(Cpu s, int carry) {
        return carry == FieldFunctions.CARRY_UNCHANGED ? s.cf : carry;
    }

    /** Sets N and Z. */
    static void flagsNz(Cpu s, int result) {
        s.nf = result;
        s.zf = result;
    }

    /** AddWithCarry with all flags set (DDI 0406C A2.2.1). Subtraction is addition of the complement with carry 1. */
    static int addWithFlags(Cpu s, int a, int b, int carry) {
        long wide = (a & 0xffff_ffffL) + (b & 0xffff_ffffL) + carry;
        int result = (int) wide;
        s.nf = result;
        s.zf = result;
        s.cf = (int) (wide >>> 32);
        s.vf = (a ^ result) & (b ^ result);
        return result;
    }
}
