package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/**
 * Meanings of the adding data-processing instructions, shared by A32, T32 and T16. The argument {@code flags} is one of
 * {@link Alu}'s KEEP_FLAGS, SET_FLAGS, SET_FLAGS_UNLESS_IT; shifts come as DecodeImmShift's pair.
 */
public final class Arithmetic {
    private Arithmetic() {}

    public static void subImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32) {
        add(s, r, flags, d, r[n], ~imm32, 1);
    }

    public static void subRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        add(s, r, flags, d, r[n], ~Alu.shift(s, r[m], shiftType, shiftAmount), 1);
    }

    public static void subShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        add(s, r, flags, d, r[n], ~Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), 1);
    }

    public static void rsbImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32) {
        add(s, r, flags, d, ~r[n], imm32, 1);
    }

    public static void rsbRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        add(s, r, flags, d, ~r[n], Alu.shift(s, r[m], shiftType, shiftAmount), 1);
    }

    public static void rsbShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        add(s, r, flags, d, ~r[n], Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), 1);
    }

    public static void addImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32) {
        add(s, r, flags, d, r[n], imm32, 0);
    }

    public static void addRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        add(s, r, flags, d, r[n], Alu.shift(s, r[m], shiftType, shiftAmount), 0);
    }

    public static void addShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        add(s, r, flags, d, r[n], Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), 0);
    }

    public static void adcImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32) {
        add(s, r, flags, d, r[n], imm32, s.cf);
    }

    public static void adcRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        add(s, r, flags, d, r[n], Alu.shift(s, r[m], shiftType, shiftAmount), s.cf);
    }

    public static void adcShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        add(s, r, flags, d, r[n], Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), s.cf);
    }

    public static void sbcImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32) {
        add(s, r, flags, d, r[n], ~imm32, s.cf);
    }

    public static void sbcRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        add(s, r, flags, d, r[n], ~Alu.shift(s, r[m], shiftType, shiftAmount), s.cf);
    }

    public static void sbcShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        add(s, r, flags, d, r[n], ~Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), s.cf);
    }

    public static void rscImmediate(Cpu s, int[] r, int flags, int d, int n, int imm32) {
        add(s, r, flags, d, ~r[n], imm32, s.cf);
    }

    public static void rscRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int shiftAmount) {
        add(s, r, flags, d, ~r[n], Alu.shift(s, r[m], shiftType, shiftAmount), s.cf);
    }

    public static void rscShiftedByRegister(Cpu s, int[] r, int flags, int d, int n, int m, int shiftType, int rs) {
        add(s, r, flags, d, ~r[n], Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), s.cf);
    }

    public static void cmpImmediate(Cpu s, int[] r, int n, int imm32) {
        Alu.addWithFlags(s, r[n], ~imm32, 1);
    }

    public static void cmpRegister(Cpu s, int[] r, int n, int m, int shiftType, int shiftAmount) {
        Alu.addWithFlags(s, r[n], ~Alu.shift(s, r[m], shiftType, shiftAmount), 1);
    }

    public static void cmpShiftedByRegister(Cpu s, int[] r, int n, int m, int shiftType, int rs) {
        Alu.addWithFlags(s, r[n], ~Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), 1);
    }

    public static void cmnImmediate(Cpu s, int[] r, int n, int imm32) {
        Alu.addWithFlags(s, r[n], imm32, 0);
    }

    public static void cmnRegister(Cpu s, int[] r, int n, int m, int shiftType, int shiftAmount) {
        Alu.addWithFlags(s, r[n], Alu.shift(s, r[m], shiftType, shiftAmount), 0);
    }

    public static void cmnShiftedByRegister(Cpu s, int[] r, int n, int m, int shiftType, int rs) {
        Alu.addWithFlags(s, r[n], Alu.shiftByRegister(r[m], shiftType, r[rs] & 0xff), 0);
    }

    /** ADR: relative to the PC rounded down to a word. */
    public static void adr(Cpu s, int[] r, int d, int offset) {
        r[d] = (r[15] & ~3) + offset;
    }

    private static void add(Cpu s, int[] r, int flags, int d, int a, int b, int carry) {
        if (Alu.sets(s, flags)) {
            // S with Rd = 15 is another row: exception return.
            r[d] = Alu.addWithFlags(s, a, b, carry);
        } else {
            Alu.write(s, r, d, a + b + carry);
        }
    }
}
