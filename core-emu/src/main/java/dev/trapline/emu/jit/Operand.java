package dev.trapline.emu.jit;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.trapline.emu.state.Cpu;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * The last operand of a data-processing instruction: a register shifted by a constant, or a constant (DDI 0406C A5.2, A8.4.3).
 *
 * @param register its number, or -1 for a constant
 * @param type the shift's, as DecodeImmShift gives it: LSL, LSR, ASR, ROR, RRX
 * @param amount the shift's, or the constant
 * @param carry of a constant, 0 or 1; {@link #UNCHANGED} if it leaves the flag
 */
record Operand(int register, int type, int amount, int carry) {
    static final int UNCHANGED = 2;

    private static final ClassDesc CPU = ClassDesc.ofDescriptor(Cpu.class.descriptorString());
    private static final ClassDesc INTEGER = ClassDesc.of("java.lang.Integer");
    private static final int LSL = 0;
    private static final int LSR = 1;
    private static final int ASR = 2;
    private static final int ROR = 3;

    static Operand constant(int value, int carry) {
        return new Operand(-1, 0, value, carry);
    }

    static Operand shifted(int register, int type, int amount) {
        return new Operand(register, type, amount, UNCHANGED);
    }

    /** Pushes its value. */
    void push(CodeBuilder c, int s, Registers registers, int offset) {
        if (register < 0) {
            c.loadConstant(amount);
            return;
        }
        registers.push(register, offset);
        switch (type) {
            case LSL -> {
                if (amount != 0) {
                    c.loadConstant(amount).ishl();
                }
            }
            case LSR -> {
                if (amount == 32) {
                    c.pop().iconst_0();
                } else {
                    c.loadConstant(amount).iushr();
                }
            }
            case ASR -> c.loadConstant(Math.min(amount, 31)).ishr();
            case ROR ->
                c.loadConstant(amount).invokestatic(INTEGER, "rotateRight", MethodTypeDesc.of(CD_int, CD_int, CD_int));
            default -> {
                c.iconst_1().iushr();
                c.aload(s).getfield(CPU, "cf", CD_int).loadConstant(31).ishl().ior();
            }
        }
    }

    /** Whether a logical instruction that sets flags leaves C as it is. */
    boolean leavesCarry() {
        return register < 0 ? carry == UNCHANGED : type == LSL && amount == 0;
    }

    /** Pushes the shifter's carry out, unless {@link #leavesCarry}. */
    void pushCarry(CodeBuilder c, Registers registers, int offset) {
        if (register < 0) {
            c.loadConstant(carry);
            return;
        }
        registers.push(register, offset);
        int bit = switch (type) {
            case LSL -> 32 - amount;
            case LSR, ROR -> amount - 1 & 31;
            case ASR -> Math.min(amount - 1, 31);
            default -> 0;
        };
        if (bit != 0) {
            c.loadConstant(bit).iushr();
        }
        c.iconst_1().iand();
    }
}
