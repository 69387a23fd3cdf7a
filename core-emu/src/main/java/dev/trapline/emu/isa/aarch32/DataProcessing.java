package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/**
 * Meanings of the data-processing instructions, shared by A32, T32 and T16. The argument {@code flags} is one of {@link
 * Alu}'s KEEP_FLAGS, SET_FLAGS, SET_FLAGS_UNLESS_IT; shifts come as DecodeImmShift's pair.
 */
public final class DataProcessing {
    private DataProcessing() {}

    public static void addImmediate(Cpu s, int flags, int d, int n, int imm32) {
        add(s, flags, d, s.r[n], imm32, 0);
    }

    public static void subImmediate(Cpu s, int flags, int d, int n, int imm32) {
        add(s, flags, d, s.r[n], ~imm32, 1);
    }

    public static void addRegister(Cpu s, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        add(s, flags, d, s.r[n], Alu.shift(s, s.r[m], shiftType, shiftAmount), 0);
    }

    public static void movImmediate(Cpu s, int flags, int d, int imm32, int carry) {
        if (Alu.sets(s, flags)) {
            Alu.flagsNz(s, imm32);
            if (carry != FieldFunctions.CARRY_UNCHANGED) {
                s.cf = carry;
            }
        }
        Alu.write(s, d, imm32);
    }

    private static void add(Cpu s, int flags, int d, int a, int b, int carry) {
        if (Alu.sets(s, flags)) {
            // S with Rd = 15 is another row: exception return.
            s.r[d] = Alu.addWithFlags(s, a, b, carry);
        } else {
            Alu.write(s, d, a + b + carry);
        }
    }
}
