package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mode;

/** Returning from an exception: loading CPSR whole and branching in the state it names (DDI 0406C B9.3). */
public final class ExceptionReturn {
    private ExceptionReturn() {}

    /** {@code SUBS PC, LR, #imm} and the other data-processing forms; {@code op} is the A32 opcode field. */
    public static void exceptionReturnImmediate(Cpu s, int[] r, int op, int n, int imm32) {
        byDataProcessing(s, op, r[n], imm32);
    }

    public static void exceptionReturnRegister(Cpu s, int[] r, int op, int n, int m, int shiftType, int shiftAmount) {
        byDataProcessing(s, op, r[n], Alu.shift(s, r[m], shiftType, shiftAmount));
    }

    private static void byDataProcessing(Cpu s, int op, int a, int b) {
        // UNPREDICTABLE in User and System mode: there is no SPSR.
        if (s.mode == Mode.HYP || s.mode == Mode.USR || s.mode == Mode.SYS) {
            throw GuestException.UNDEFINED;
        }
        int result = switch (op) {
            case 0 -> a & b;
            case 1 -> a ^ b;
            case 2 -> a - b;
            case 3 -> b - a;
            case 4 -> a + b;
            case 5 -> a + b + s.cf;
            case 6 -> a - b - 1 + s.cf;
            case 7 -> b - a - 1 + s.cf;
            case 12 -> a | b;
            case 13 -> b;
            case 14 -> a & ~b;
            default -> ~b;
        };
        to(s, result, s.spsr);
    }

    /** Loads CPSR with {@code psr} and branches to {@code address}, as every exception return does. */
    static void to(Cpu s, int address, int psr) {
        int mode = psr & 31;
        // An illegal mode is UNPREDICTABLE; the present one stays. Hyp can be entered by its own returns only.
        if (!Mode.isValid(mode) || (mode == Mode.HYP && s.mode != Mode.HYP)) {
            psr = psr & ~31 | s.mode;
        }
        boolean fromHyp = s.mode == Mode.HYP;
        s.exclusive = false;
        s.setCpsr(psr);
        s.pc = s.thumb ? address & ~1 : address & ~3;
        if (fromHyp && s.mode != Mode.HYP) {
            s.observer.leftHyp(s.index, s.mode, s.pc, s.r);
        }
    }
}
