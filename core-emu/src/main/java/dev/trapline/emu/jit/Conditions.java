package dev.trapline.emu.jit;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.trapline.emu.state.Cpu;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;

/** Condition codes over the unpacked flags of {@link Cpu}, as {@link Cpu#holds} has them. */
final class Conditions {
    private static final ClassDesc CPU = ClassDesc.ofDescriptor(Cpu.class.descriptorString());

    private Conditions() {}

    /** Jumps to {@code skip} if a condition, 0 to 13, does not hold; {@code s} is the pCPU's local variable. */
    static void skipUnless(CodeBuilder c, int s, int condition, Label skip) {
        switch (condition) {
            case 0 -> flag(c, s, "zf").ifne(skip);
            case 1 -> flag(c, s, "zf").ifeq(skip);
            case 2 -> flag(c, s, "cf").ifeq(skip);
            case 3 -> flag(c, s, "cf").ifne(skip);
            case 4 -> flag(c, s, "nf").ifge(skip);
            case 5 -> flag(c, s, "nf").iflt(skip);
            case 6 -> flag(c, s, "vf").ifge(skip);
            case 7 -> flag(c, s, "vf").iflt(skip);
            case 8 -> {
                flag(c, s, "cf").ifeq(skip);
                flag(c, s, "zf").ifeq(skip);
            }
            case 9 -> {
                Label holds = c.newLabel();
                flag(c, s, "cf").ifeq(holds);
                flag(c, s, "zf").ifne(skip);
                c.labelBinding(holds);
            }
            case 10 -> signs(c, s).iflt(skip);
            case 11 -> signs(c, s).ifge(skip);
            case 12 -> {
                flag(c, s, "zf").ifeq(skip);
                signs(c, s).iflt(skip);
            }
            case 13 -> {
                Label holds = c.newLabel();
                flag(c, s, "zf").ifeq(holds);
                signs(c, s).ifge(skip);
                c.labelBinding(holds);
            }
            default -> throw new IllegalArgumentException("condition " + condition + " always holds");
        }
    }

    private static CodeBuilder flag(CodeBuilder c, int s, String name) {
        return c.aload(s).getfield(CPU, name, CD_int);
    }

    private static CodeBuilder signs(CodeBuilder c, int s) {
        flag(c, s, "nf");
        return flag(c, s, "vf").ixor();
    }
}
