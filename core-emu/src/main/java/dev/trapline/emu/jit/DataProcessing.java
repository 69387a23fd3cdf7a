package dev.trapline.emu.jit;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.trapline.emu.state.Cpu;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.Optional;

/**
 * Bytecode of its own for the data-processing instructions that make up half of all code. It says the same as
 * {@link dev.trapline.emu.isa.aarch32.Arithmetic} and {@link dev.trapline.emu.isa.aarch32.Logical}, in a tenth of the size,
 * which is what counts while HotSpot compiles it.
 */
final class DataProcessing {
    private static final ClassDesc CPU = ClassDesc.ofDescriptor(Cpu.class.descriptorString());
    private static final int PC = 15;
    private static final int SET_FLAGS_UNLESS_IT = 2;
    private static final int NOWHERE = -1;

    private enum Kind {
        ADD,
        SUB,
        RSB,
        ADC,
        SBC,
        RSC,
        AND,
        EOR,
        ORR,
        BIC,
        ORN,
        MOV,
        MVN
    }

    private record Form(Kind kind, boolean flags, int d, int n, Operand operand) {
        boolean isLogical() {
            return kind.ordinal() >= Kind.AND.ordinal();
        }
    }

    private final CodeBuilder c;
    private final int s;
    private final Registers registers;
    private final int scratch;

    /**
     * @param s the pCPU's local variable
     * @param scratch the first of three local variables to use
     */
    DataProcessing(CodeBuilder c, int s, Registers registers, int scratch) {
        this.c = c;
        this.s = s;
        this.registers = registers;
        this.scratch = scratch;
    }

    /** Writes an instruction if it is one of these; returns whether it is. */
    boolean write(Step step) {
        if (step.name().equals("movTop") && step.arguments()[0] != PC) {
            registers.push(step.arguments()[0], step.offset());
            c.loadConstant(0xffff)
                    .iand()
                    .loadConstant(step.arguments()[1] << 16)
                    .ior();
            registers.pop(step.arguments()[0]);
            return true;
        }
        Optional<Form> form = formOf(step);
        form.ifPresent(f -> write(f, step.offset()));
        return form.isPresent();
    }

    /** Whether an instruction is one of these and leaves the flags alone. */
    static boolean keepsFlags(Step step) {
        return step.name().equals("movTop") || formOf(step).map(f -> !f.flags).orElse(false);
    }

    private static Optional<Form> formOf(Step step) {
        String name = step.name();
        int[] a = step.arguments();
        boolean immediate = name.endsWith("Immediate");
        if (!immediate && !name.endsWith("Register") || name.endsWith("ShiftedByRegister")) {
            return Optional.empty();
        }
        String stem = name.substring(0, name.length() - (immediate ? "Immediate" : "Register").length());
        return switch (stem) {
            case "cmp" -> compare(Kind.SUB, a, immediate);
            case "cmn" -> compare(Kind.ADD, a, immediate);
            case "tst" -> compare(Kind.AND, a, immediate);
            case "teq" -> compare(Kind.EOR, a, immediate);
            case "mov" -> move(Kind.MOV, step, immediate);
            case "mvn" -> move(Kind.MVN, step, immediate);
            case "add" -> three(Kind.ADD, step, immediate);
            case "sub" -> three(Kind.SUB, step, immediate);
            case "rsb" -> three(Kind.RSB, step, immediate);
            case "adc" -> three(Kind.ADC, step, immediate);
            case "sbc" -> three(Kind.SBC, step, immediate);
            case "rsc" -> three(Kind.RSC, step, immediate);
            case "and" -> three(Kind.AND, step, immediate);
            case "eor" -> three(Kind.EOR, step, immediate);
            case "orr" -> three(Kind.ORR, step, immediate);
            case "bic" -> three(Kind.BIC, step, immediate);
            case "orn" -> three(Kind.ORN, step, immediate);
            default -> Optional.empty();
        };
    }

    /** Arguments n and the operand. */
    private static Optional<Form> compare(Kind kind, int[] a, boolean immediate) {
        return Optional.of(new Form(kind, true, NOWHERE, a[0], operand(a, 1, immediate)));
    }

    /** Arguments flags, d and the operand. */
    private static Optional<Form> move(Kind kind, Step step, boolean immediate) {
        int[] a = step.arguments();
        return a[1] == PC
                ? Optional.empty()
                : Optional.of(new Form(kind, setsFlags(step), a[1], NOWHERE, operand(a, 2, immediate)));
    }

    /** Arguments flags, d, n and the operand. */
    private static Optional<Form> three(Kind kind, Step step, boolean immediate) {
        int[] a = step.arguments();
        return a[1] == PC
                ? Optional.empty()
                : Optional.of(new Form(kind, setsFlags(step), a[1], a[2], operand(a, 3, immediate)));
    }

    private static boolean setsFlags(Step step) {
        int how = step.arguments()[0];
        return how == SET_FLAGS_UNLESS_IT ? step.it() == 0 : how != 0;
    }

    /** A constant, with its carry out where the instruction is a logical one; or a register, a shift's type and amount. */
    private static Operand operand(int[] a, int from, boolean immediate) {
        return immediate
                ? Operand.constant(a[from], from + 1 < a.length ? a[from + 1] : Operand.UNCHANGED)
                : Operand.shifted(a[from], a[from + 1], a[from + 2]);
    }

    private void write(Form f, int offset) {
        if (f.isLogical()) {
            logical(f, offset);
        } else if (f.flags) {
            addWithFlags(f, offset);
        } else {
            add(f, offset);
        }
    }

    private void logical(Form f, int offset) {
        if (f.n != NOWHERE) {
            registers.push(f.n, offset);
        }
        f.operand.push(c, s, registers, offset);
        switch (f.kind) {
            case AND -> c.iand();
            case EOR -> c.ixor();
            case ORR -> c.ior();
            case BIC -> c.iconst_m1().ixor().iand();
            case ORN -> c.iconst_m1().ixor().ior();
            case MVN -> c.iconst_m1().ixor();
            default -> {}
        }
        if (!f.flags) {
            registers.pop(f.d);
            return;
        }
        c.istore(scratch);
        if (!f.operand.leavesCarry()) {
            c.aload(s);
            f.operand.pushCarry(c, registers, offset);
            c.putfield(CPU, "cf", CD_int);
        }
        resultFlags();
        if (f.d != NOWHERE) {
            c.iload(scratch);
            registers.pop(f.d);
        }
    }

    private void resultFlags() {
        c.aload(s).iload(scratch).putfield(CPU, "nf", CD_int);
        c.aload(s).iload(scratch).putfield(CPU, "zf", CD_int);
    }

    private void add(Form f, int offset) {
        switch (f.kind) {
            case ADD, ADC -> {
                registers.push(f.n, offset);
                f.operand.push(c, s, registers, offset);
                c.iadd();
            }
            case SUB -> {
                registers.push(f.n, offset);
                f.operand.push(c, s, registers, offset);
                c.isub();
            }
            case RSB -> {
                f.operand.push(c, s, registers, offset);
                registers.push(f.n, offset);
                c.isub();
            }
            case SBC -> {
                registers.push(f.n, offset);
                f.operand.push(c, s, registers, offset);
                c.iconst_m1().ixor().iadd();
            }
            default -> {
                f.operand.push(c, s, registers, offset);
                registers.push(f.n, offset);
                c.iconst_m1().ixor().iadd();
            }
        }
        if (takesCarry(f.kind)) {
            c.aload(s).getfield(CPU, "cf", CD_int).iadd();
        }
        registers.pop(f.d);
    }

    private static boolean takesCarry(Kind kind) {
        return kind == Kind.ADC || kind == Kind.SBC || kind == Kind.RSC;
    }

    /** AddWithCarry (DDI 0406C A2.2.1), in 64 bits. */
    private void addWithFlags(Form f, int offset) {
        int a = scratch + 1;
        int b = scratch + 2;
        boolean reversed = f.kind == Kind.RSB || f.kind == Kind.RSC;
        boolean adds = f.kind == Kind.ADD || f.kind == Kind.ADC;
        registers.push(f.n, offset);
        if (reversed) {
            c.iconst_m1().ixor();
        }
        c.istore(a);
        f.operand.push(c, s, registers, offset);
        if (!adds && !reversed) {
            c.iconst_m1().ixor();
        }
        c.istore(b);
        c.iload(a).i2l().loadConstant(0xffff_ffffL).land();
        c.iload(b).i2l().loadConstant(0xffff_ffffL).land().ladd();
        if (takesCarry(f.kind)) {
            c.aload(s).getfield(CPU, "cf", CD_int).i2l().ladd();
        } else if (!adds) {
            c.lconst_1().ladd();
        }
        // The sum twice: its low word is the result, the bit above it the carry.
        c.dup2().l2i().istore(scratch);
        c.loadConstant(32).lushr().l2i().aload(s).swap().putfield(CPU, "cf", CD_int);
        resultFlags();
        c.aload(s);
        c.iload(a).iload(scratch).ixor().iload(b).iload(scratch).ixor().iand();
        c.putfield(CPU, "vf", CD_int);
        if (f.d != NOWHERE) {
            c.iload(scratch);
            registers.pop(f.d);
        }
    }
}
