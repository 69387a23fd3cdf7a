package dev.trapline.emu.exec;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.Operations;
import dev.trapline.emu.state.Cpu;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@link Dispatcher} for a set of operations. One method switches over the hot operations; the others are
 * reached through methods of 64 each, so that none nears HotSpot's limit of 8,000 bytes beyond which a method is never
 * compiled.
 */
final class DispatcherGenerator {
    private static final int GROUP = 64;
    private static final ClassDesc CPU = describe(Cpu.class);
    private static final MethodTypeDesc EXECUTE = MethodTypeDesc.of(CD_void, CPU, CD_int.arrayType(), CD_long);

    private DispatcherGenerator() {}

    static Dispatcher generate(Operations operations) {
        ClassDesc self = ClassDesc.of(DispatcherGenerator.class.getPackageName(), "GeneratedDispatcher");
        ClassDesc parent = describe(Dispatcher.class);
        List<Operation> all = operations.all();
        int hot = operations.hotCount();
        byte[] bytes = ClassFile.of().build(self, cb -> {
            cb.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC).withSuperclass(parent);
            cb.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    0,
                    c -> c.aload(0)
                            .invokespecial(parent, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            // Locals: this or nothing, then the pCPU, its registers, and the packed word.
            cb.withMethodBody("execute", EXECUTE, ClassFile.ACC_PUBLIC, c -> {
                List<Operation> direct = all.subList(0, hot);
                Tail compiled = enter -> enter.aload(0)
                        .aload(1)
                        .aload(2)
                        .lload(3)
                        .invokevirtual(parent, "enter", EXECUTE)
                        .return_();
                switchOver(c, direct, 1, compiled, cold -> {
                    cold.aload(1)
                            .aload(2)
                            .lload(3)
                            .invokestatic(self, "cold", EXECUTE)
                            .return_();
                });
            });
            cb.withMethodBody("cold", EXECUTE, ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE, c -> {
                List<SwitchCase> cases = new ArrayList<>();
                List<Label> labels = new ArrayList<>();
                int groups = (all.size() - hot + GROUP - 1) / GROUP;
                for (int g = 0; g < groups; g++) {
                    Label l = c.newLabel();
                    labels.add(l);
                    cases.add(SwitchCase.of(g, l));
                }
                Label none = c.newLabel();
                number(c, 2);
                c.loadConstant(hot + 1).isub().loadConstant(6).ishr();
                c.tableswitch(0, Math.max(0, groups - 1), none, cases);
                for (int g = 0; g < groups; g++) {
                    c.labelBinding(labels.get(g)).aload(0).aload(1).lload(2).invokestatic(self, "group" + g, EXECUTE);
                    c.return_();
                }
                c.labelBinding(none);
                unknown(c, 2);
            });
            for (int from = hot; from < all.size(); from += GROUP) {
                List<Operation> group = all.subList(from, Math.min(all.size(), from + GROUP));
                cb.withMethodBody(
                        "group" + (from - hot) / GROUP,
                        EXECUTE,
                        ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
                        c -> switchOver(c, group, 0, null, none -> unknown(none, 2)));
            }
        });
        try {
            // Not a hidden class: machine.options names its method, for HotSpot to inline.
            Class<?> c = MethodHandles.lookup().defineClass(bytes);
            return (Dispatcher) c.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the generated dispatcher cannot be loaded", e);
        }
    }

    /** A method that cannot be reached with words that {@link Operation#pack} made. */
    static void unknownOperation(long packed) {
        throw new IllegalStateException("no operation has number " + Operation.numberOf(packed));
    }

    private interface Tail {
        void write(CodeBuilder c);
    }

    /**
     * @param cpuSlot local variable of the pCPU; its registers and the packed word follow
     * @param zero what number 0 does, if the operations begin at 1
     */
    private static void switchOver(
            CodeBuilder c, List<Operation> operations, int cpuSlot, @Nullable Tail zero, Tail otherwise) {
        if (operations.isEmpty()) {
            otherwise.write(c);
            return;
        }
        int first = zero == null ? operations.getFirst().number() : 0;
        List<SwitchCase> cases = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        Label atZero = c.newLabel();
        if (zero != null) {
            cases.add(SwitchCase.of(0, atZero));
        }
        for (Operation op : operations) {
            Label l = c.newLabel();
            labels.add(l);
            cases.add(SwitchCase.of(op.number(), l));
        }
        Label none = c.newLabel();
        number(c, cpuSlot + 2);
        c.tableswitch(first, operations.getLast().number(), none, cases);
        if (zero != null) {
            c.labelBinding(atZero);
            zero.write(c);
        }
        for (int i = 0; i < operations.size(); i++) {
            c.labelBinding(labels.get(i));
            call(c, operations.get(i), cpuSlot);
            c.return_();
        }
        c.labelBinding(none);
        otherwise.write(c);
    }

    private static void number(CodeBuilder c, int wordSlot) {
        c.lload(wordSlot)
                .loadConstant(Operation.NUMBER_SHIFT)
                .lushr()
                .l2i()
                .loadConstant(Operation.NUMBER_MASK)
                .iand();
    }

    private static void unknown(CodeBuilder c, int wordSlot) {
        c.lload(wordSlot)
                .invokestatic(
                        describe(DispatcherGenerator.class), "unknownOperation", MethodTypeDesc.of(CD_void, CD_long))
                .return_();
    }

    private static void call(CodeBuilder c, Operation op, int cpuSlot) {
        // See Operation: a word of its own for each case.
        int plain = cpuSlot + 4;
        c.lload(cpuSlot + 2).loadConstant((long) op.number()).lxor().lstore(plain);
        c.aload(cpuSlot);
        Class<?>[] parameters = op.method().getParameterTypes();
        if (parameters.length > 1 && parameters[1] == int[].class) {
            c.aload(cpuSlot + 1);
        }
        for (Operation.Slot slot : op.slots()) {
            c.lload(plain);
            int above = 64 - slot.shift() - slot.width();
            if (slot.signed()) {
                c.loadConstant(above)
                        .lshl()
                        .loadConstant(64 - slot.width())
                        .lshr()
                        .l2i();
            } else if (slot.width() == 32) {
                c.loadConstant(slot.shift()).lushr().l2i();
            } else {
                // Shifting first keeps the mask a small int constant.
                c.loadConstant(slot.shift())
                        .lushr()
                        .l2i()
                        .loadConstant((1 << slot.width()) - 1)
                        .iand();
            }
        }
        ClassDesc[] types = new ClassDesc[parameters.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = describe(parameters[i]);
        }
        c.invokestatic(
                describe(op.method().getDeclaringClass()), op.method().getName(), MethodTypeDesc.of(CD_void, types));
    }

    private static ClassDesc describe(Class<?> c) {
        return ClassDesc.ofDescriptor(c.descriptorString());
    }
}
