package dev.trapline.emu.jit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a meaning may do, by its bytecode and that of all it calls: facts such as {@code write Cpu.pc}, {@code read Cpu.r},
 * {@code store INT} (to an array), {@code call Mem.load32}, {@code throw}.
 */
final class Reach {
    private static final String OURS = "dev/trapline/emu/";
    private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";
    private static final Map<String, ClassModel> CLASSES = new HashMap<>();

    private final Predicate<String> opaque;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> facts = new TreeSet<>();

    private Reach(Predicate<String> opaque) {
        this.opaque = opaque;
    }

    /** @param opaque calls, as {@code Mem.load32}, that are facts, and are not looked into */
    static Set<String> of(Method meaning, Predicate<String> opaque) {
        Reach reach = new Reach(opaque);
        String owner = meaning.getDeclaringClass().getName().replace('.', '/');
        model(owner).methods().stream()
                .filter(m -> m.methodName().equalsString(meaning.getName()))
                .forEach(m -> reach.visit(owner, m));
        return reach.facts;
    }

    private static ClassModel model(String owner) {
        return CLASSES.computeIfAbsent(owner, Reach::load);
    }

    private static ClassModel load(String owner) {
        try (InputStream in = Reach.class.getResourceAsStream("/" + owner + ".class")) {
            if (in == null) {
                throw new IllegalStateException("no class file of " + owner);
            }
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void visit(String owner, MethodModel method) {
        String key = owner + "." + method.methodName() + method.methodType();
        if (!seen.add(key)) {
            return;
        }
        if (method.code().isEmpty()) {
            facts.add("abstract " + simple(owner) + "." + method.methodName());
            return;
        }
        for (CodeElement e : method.code().get()) {
            switch (e) {
                case FieldInstruction f -> field(f);
                case InvokeInstruction i -> call(i);
                case InvokeDynamicInstruction d -> facts.add("dynamic " + d.name());
                case ArrayStoreInstruction a -> facts.add("store " + a.typeKind());
                case ThrowInstruction t -> {
                    // A switch over all values ends in one that never happens.
                    facts.add("throw");
                }
                default -> {}
            }
        }
    }

    private void field(FieldInstruction f) {
        String what = simple(f.owner().asInternalName()) + "." + f.name();
        if (f.opcode() == Opcode.PUTFIELD || f.opcode() == Opcode.PUTSTATIC) {
            facts.add("write " + what);
        } else if (f.owner().asInternalName().startsWith(OURS)) {
            facts.add("read " + what);
        }
    }

    private void call(InvokeInstruction i) {
        String owner = i.owner().asInternalName();
        if (owner.equals(VAR_HANDLE) && i.name().stringValue().startsWith("set")) {
            facts.add("store through VarHandle");
        }
        if (!owner.startsWith(OURS)) {
            return;
        }
        String what = simple(owner) + "." + i.name();
        if (i.isInterface() || opaque.test(what)) {
            facts.add("call " + what);
            return;
        }
        facts.add("through " + what);
        model(owner).methods().stream()
                .filter(m -> m.methodName().equalsString(i.name().stringValue())
                        && m.methodType().equalsString(i.type().stringValue()))
                .forEach(m -> visit(owner, m));
    }

    private static String simple(String owner) {
        return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
    }
}
