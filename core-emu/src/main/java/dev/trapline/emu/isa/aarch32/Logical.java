package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/**
 * Meanings of the logical and moving data-processing instructions, shared by A32, T32 and T16. The argument {@code flags} is one of
 * {@link Alu}'s KEEP_FLAGS, SET_FLAGS, SET_FLAGS_UNLESS_IT; shifts come as DecodeImmShift's pair.
 */
public final class Logical {
    private Logical() {}

    public static void andImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32, int carry) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.immediateCarry(s, carry);
            logicalWithFlags(s, r, d, r[n] & imm32, carryOut);
        } else {
            Alu.write(s, r, d, r[n] & imm32);
        }
    }

    public static void andRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
            logicalWithFlags(s, r, d, r[n] & Alu.shift(s, r[m], shiftType, shiftAmount), carryOut);
        } else {
            Alu.write(s, r, d, r[n] & Alu.shift(s, r[m], shiftType, shiftAmount));
        }
    }

    public static void andShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftByRegisterCarry(s, r[m], shiftType, r[rs] & 0xff);
            logicalWithFlags(s, r, d, r[n] & Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), carryOut);
        } else {
            Alu.write(s, r, d, r[n] & Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff));
        }
    }

    public static void eorImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32, int carry) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.immediateCarry(s, carry);
            logicalWithFlags(s, r, d, r[n] ^ imm32, carryOut);
        } else {
            Alu.write(s, r, d, r[n] ^ imm32);
        }
    }

    public static void eorRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
            logicalWithFlags(s, r, d, r[n] ^ Alu.shift(s, r[m], shiftType, shiftAmount), carryOut);
        } else {
            Alu.write(s, r, d, r[n] ^ Alu.shift(s, r[m], shiftType, shiftAmount));
        }
    }

    public static void eorShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftByRegisterCarry(s, r[m], shiftType, r[rs] & 0xff);
            logicalWithFlags(s, r, d, r[n] ^ Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), carryOut);
        } else {
            Alu.write(s, r, d, r[n] ^ Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff));
        }
    }

    public static void tstImmediate(Cpu s, int[] r, int n, int imm32, int carry) {
        int carryOut = Alu.immediateCarry(s, carry);
        Alu.flagsNz(s, r[n] & imm32);
        s.cf = carryOut;
    }

    public static void tstRegister(Cpu s, int[] r, int n, int m, int shiftType, int shiftAmount) {
        int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
        Alu.flagsNz(s, r[n] & Alu.shift(s, r[m], shiftType, shiftAmount));
        s.cf = carryOut;
    }

    public static void tstShiftedByRegister(Cpu s, int[] r, int n, int m, int shiftType, int rs) {
        int carryOut = Alu.shiftByRegisterCarry(s, r[m], shiftType, r[rs] & 0xff);
        Alu.flagsNz(s, r[n] & Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff));
        s.cf = carryOut;
    }

    public static void teqImmediate(Cpu s, int[] r, int n, int imm32, int carry) {
        int carryOut = Alu.immediateCarry(s, carry);
        Alu.flagsNz(s, r[n] ^ imm32);
        s.cf = carryOut;
    }

    public static void teqRegister(Cpu s, int[] r, int n, int m, int shiftType, int shiftAmount) {
        int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
        Alu.flagsNz(s, r[n] ^ Alu.shift(s, r[m], shiftType, shiftAmount));
        s.cf = carryOut;
    }

    public static void teqShiftedByRegister(Cpu s, int[] r, int n, int m, int shiftType, int rs) {
        int carryOut = Alu.shiftByRegisterCarry(s, r[m], shiftType, r[rs] & 0xff);
        Alu.flagsNz(s, r[n] ^ Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff));
        s.cf = carryOut;
    }

    public static void orrImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32, int carry) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.immediateCarry(s, carry);
            logicalWithFlags(s, r, d, r[n] | imm32, carryOut);
        } else {
            Alu.write(s, r, d, r[n] | imm32);
        }
    }

    public static void orrRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
            logicalWithFlags(s, r, d, r[n] | Alu.shift(s, r[m], shiftType, shiftAmount), carryOut);
        } else {
            Alu.write(s, r, d, r[n] | Alu.shift(s, r[m], shiftType, shiftAmount));
        }
    }

    public static void orrShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftByRegisterCarry(s, r[m], shiftType, r[rs] & 0xff);
            logicalWithFlags(s, r, d, r[n] | Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), carryOut);
        } else {
            Alu.write(s, r, d, r[n] | Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff));
        }
    }

    public static void movImmediate(Cpu s, int[] r, int flags, int d, int imm32, int carry) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.immediateCarry(s, carry);
            logicalWithFlags(s, r, d, imm32, carryOut);
        } else {
            Alu.write(s, r, d, imm32);
        }
    }

    public static void movRegister(Cpu s, int[] r, int flags, int d, int m, int shiftType, int shiftAmount) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
            logicalWithFlags(s, r, d, Alu.shift(s, r[m], shiftType, shiftAmount), carryOut);
        } else {
            Alu.write(s, r, d, Alu.shift(s, r[m], shiftType, shiftAmount));
        }
    }

    public static void movShiftedByRegister(Cpu s, int[] r, int flags, int d, int m, int shiftType, int rs) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftByRegisterCarry(s, r[m], shiftType, r[rs] & 0xff);
            logicalWithFlags(s, r, d, Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), carryOut);
        } else {
            Alu.write(s, r, d, Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff));
        }
    }

    public static void bicImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32, int carry) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.immediateCarry(s, carry);
            logicalWithFlags(s, r, d, r[n] & ~imm32, carryOut);
        } else {
            Alu.write(s, r, d, r[n] & ~imm32);
        }
    }

    public static void bicRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
            logicalWithFlags(s, r, d, r[n] & ~Alu.shift(s, r[m], shiftType, shiftAmount), carryOut);
        } else {
            Alu.write(s, r, d, r[n] & ~Alu.shift(s, r[m], shiftType, shiftAmount));
        }
    }

    public static void bicShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftByRegisterCarry(s, r[m], shiftType, r[rs] & 0xff);
            logicalWithFlags(s, r, d, r[n] & ~Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), carryOut);
        } else {
            Alu.write(s, r, d, r[n] & ~Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff));
        }
    }

    public static void mvnImmediate(Cpu s, int[] r, int flags, int d, int imm32, int carry) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.immediateCarry(s, carry);
            logicalWithFlags(s, r, d, ~imm32, carryOut);
        } else {
            Alu.write(s, r, d, ~imm32);
        }
    }

    public static void mvnRegister(Cpu s, int[] r, int flags, int d, int m, int shiftType, int shiftAmount) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
            logicalWithFlags(s, r, d, ~Alu.shift(s, r[m], shiftType, shiftAmount), carryOut);
        } else {
            Alu.write(s, r, d, ~Alu.shift(s, r[m], shiftType, shiftAmount));
        }
    }

    public static void mvnShiftedByRegister(Cpu s, int[] r, int flags, int d, int m, int shiftType, int rs) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftByRegisterCarry(s, r[m], shiftType, r[rs] & 0xff);
            logicalWithFlags(s, r, d, ~Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), carryOut);
        } else {
            Alu.write(s, r, d, ~Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff));
        }
    }

    public static void ornImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32, int carry) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.immediateCarry(s, carry);
            logicalWithFlags(s, r, d, r[n] | ~imm32, carryOut);
        } else {
            Alu.write(s, r, d, r[n] | ~imm32);
        }
    }

    public static void ornRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        if (Alu.sets(s, flags)) {
            int carryOut = Alu.shiftCarry(s, r[m], shiftType, shiftAmount);
            logicalWithFlags(s, r, d, r[n] | ~Alu.shift(s, r[m], shiftType, shiftAmount), carryOut);
        } else {
            Alu.write(s, r, d, r[n] | ~Alu.shift(s, r[m], shiftType, shiftAmount));
        }
    }

    /** MOVT: the bottom half stays. */
    public static void movTop(Cpu s, int[] r, int d, int imm16) {
        r[d] = imm16 << 16 | r[d] & 0xffff;
    }

    private static void logicalWithFlags(Cpu s, int[] r, int d, int result, int carryOut) {
        Alu.flagsNz(s, result);
        s.cf = carryOut;
        // S with Rd = 15 is another row: exception return.
        r[d] = result;
    }
}
