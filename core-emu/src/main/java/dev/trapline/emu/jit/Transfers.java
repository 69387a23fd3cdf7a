package dev.trapline.emu.jit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.trapline.emu.isa.aarch32.BranchTo;
import dev.trapline.emu.state.Cpu;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Bytecode of its own for loads and stores of words, halfwords and bytes, and LDM and STM: the same as their meanings say,
 * through {@link Access} or {@link ProbedAccess}.
 */
final class Transfers {
    private static final ClassDesc PLAIN = ClassDesc.ofDescriptor(Access.class.descriptorString());
    private static final ClassDesc PROBED = ClassDesc.ofDescriptor(ProbedAccess.class.descriptorString());
    private static final ClassDesc CPU = ClassDesc.ofDescriptor(Cpu.class.descriptorString());
    private static final MethodTypeDesc LOAD =
            MethodTypeDesc.of(CD_int, CPU, CD_int, CD_long, CD_int, CD_int, CD_int, CD_int);
    private static final MethodTypeDesc STORE =
            MethodTypeDesc.of(CD_void, CPU, CD_int, CD_int, CD_long, CD_int, CD_int, CD_int, CD_int);
    private static final ClassDesc BRANCH_TO = ClassDesc.ofDescriptor(BranchTo.class.descriptorString());
    private static final int PC = 15;

    /** Pushes what {@link Access} takes of where an instruction is. */
    interface Whereabouts {
        void push(Step step);
    }

    private final CodeBuilder c;
    private final int s;
    private final Registers registers;
    private final int scratch;
    private final Whereabouts whereabouts;
    private final ClassDesc access;

    /**
     * @param scratch the first of three local variables to use
     * @param probed whether somebody is asked about accesses
     */
    Transfers(CodeBuilder c, int s, Registers registers, int scratch, Whereabouts whereabouts, boolean probed) {
        access = probed ? PROBED : PLAIN;
        this.c = c;
        this.s = s;
        this.registers = registers;
        this.scratch = scratch;
        this.whereabouts = whereabouts;
    }

    /** Writes an instruction if it is one of these; returns whether it is. */
    boolean write(Step step) {
        String name = step.name();
        int[] a = step.arguments();
        switch (name) {
            case "loadMultiple", "storeMultiple" -> {
                boolean load = name.equals("loadMultiple");
                if (a[0] == PC || (a[1] >>> PC & 1) != 0 || a[1] == 0) {
                    return false;
                }
                multiple(step, load);
                return true;
            }
            default -> {}
        }
        boolean load = name.startsWith("ldr");
        if (!load && !name.startsWith("str")) {
            return false;
        }
        int end = name.length();
        String form = "";
        for (String f : new String[] {"RegisterIndexed", "Register", "Indexed", "Offset", "Literal"}) {
            if (name.endsWith(f)) {
                form = f;
                end -= f.length();
                break;
            }
        }
        String kind = name.substring(3, end);
        if (form.isEmpty() || !isKind(kind, load) || a[0] == PC) {
            return false;
        }
        int t = a[0];
        int n = a[1];
        switch (form) {
            case "Literal" -> {
                registers.push(PC, step.offset());
                c.loadConstant(~3).iand().loadConstant(a[1]).iadd();
                access(step, kind, load, t);
            }
            case "Offset" -> {
                registers.push(n, step.offset());
                if (a[2] != 0) {
                    c.loadConstant(a[2]).iadd();
                }
                access(step, kind, load, t);
            }
            case "Register" -> {
                registers.push(n, step.offset());
                index(step, a[2], a[3] != 0, a[4], a[5]);
                access(step, kind, load, t);
            }
            case "Indexed" -> {
                if (n == PC) {
                    return false;
                }
                registers.push(n, step.offset());
                c.loadConstant(a[2]).iadd().istore(scratch);
                indexed(step, kind, load, t, n, a[3] != 0);
            }
            default -> {
                if (n == PC) {
                    return false;
                }
                registers.push(n, step.offset());
                index(step, a[2], a[3] != 0, a[4], a[5]);
                c.istore(scratch);
                indexed(step, kind, load, t, n, a[6] != 0);
            }
        }
        return true;
    }

    /** LDM with the PC, which may do anything behind its last load: writes it, if it is that; returns whether it is. */
    boolean writeReturn(Step step) {
        int[] a = step.arguments();
        if (!step.name().equals("loadMultiple") || a[0] == PC || (a[1] >>> PC & 1) == 0) {
            return false;
        }
        multiple(step, true);
        return true;
    }

    private static boolean isKind(String kind, boolean load) {
        return switch (kind) {
            case "", "b", "h" -> true;
            case "sb", "sh" -> load;
            default -> false;
        };
    }

    /** Adds a shifted index to the address on the stack, or takes it off. */
    private void index(Step step, int m, boolean up, int type, int amount) {
        Operand.shifted(m, type, amount).push(c, s, registers, step.offset());
        if (up) {
            c.iadd();
        } else {
            c.isub();
        }
    }

    /** The moved base is in {@code scratch}; it is written once the access is made. */
    private void indexed(Step step, String kind, boolean load, int t, int n, boolean before) {
        if (before) {
            c.iload(scratch);
        } else {
            registers.push(n, step.offset());
        }
        if (load) {
            load(step, kind);
            c.istore(scratch + 1);
        } else {
            store(step, kind, t);
        }
        c.iload(scratch);
        registers.pop(n);
        if (load) {
            c.iload(scratch + 1);
            registers.pop(t);
        }
    }

    private void access(Step step, String kind, boolean load, int t) {
        if (load) {
            load(step, kind);
            registers.pop(t);
        } else {
            store(step, kind, t);
        }
    }

    /** From an address on the stack to the value. */
    private void load(Step step, String kind) {
        c.aload(s).swap();
        whereabouts.push(step);
        c.invokestatic(access, "load" + bits(kind), LOAD);
        switch (kind) {
            case "sb" -> c.i2b();
            case "sh" -> c.i2s();
            default -> {}
        }
    }

    /** To an address on the stack. */
    private void store(Step step, String kind, int t) {
        c.aload(s).swap();
        registers.push(t, step.offset());
        whereabouts.push(step);
        c.invokestatic(access, "store" + bits(kind), STORE);
    }

    private static int bits(String kind) {
        return switch (kind) {
            case "b", "sb" -> 8;
            case "h", "sh" -> 16;
            default -> 32;
        };
    }

    /** Arguments n, the list, before, up, wback; see {@link dev.trapline.emu.isa.aarch32.LoadStoreMultiple}. */
    private void multiple(Step step, boolean load) {
        int[] a = step.arguments();
        int n = a[0];
        int list = a[1];
        boolean before = a[2] != 0;
        boolean up = a[3] != 0;
        boolean back = a[4] != 0;
        int bytes = 4 * Integer.bitCount(list);
        int first = up ? 0 : -bytes;
        if (before == up) {
            first += 4;
        }
        registers.push(n, step.offset());
        c.istore(scratch);
        boolean baseLoaded = false;
        int at = first;
        for (int i = 0; i < PC; i++) {
            if ((list >>> i & 1) == 0) {
                continue;
            }
            c.aload(s).iload(scratch);
            if (at != 0) {
                c.loadConstant(at).iadd();
            }
            if (!load) {
                registers.push(i, step.offset());
            }
            whereabouts.push(step);
            if (!load) {
                c.invokestatic(access, "store32Aligned", STORE);
            } else {
                c.invokestatic(access, "load32Aligned", LOAD);
                if (i == n) {
                    c.istore(scratch + 1);
                    baseLoaded = true;
                } else {
                    registers.pop(i);
                }
            }
            at += 4;
        }
        boolean branches = load && (list >>> PC & 1) != 0;
        if (branches) {
            c.aload(s).iload(scratch).loadConstant(at).iadd();
            whereabouts.push(step);
            c.invokestatic(access, "load32Aligned", LOAD).istore(scratch + 2);
        }
        if (baseLoaded) {
            c.iload(scratch + 1);
            registers.pop(n);
        } else if (back) {
            c.iload(scratch).loadConstant(up ? bytes : -bytes).iadd();
            registers.pop(n);
        }
        if (branches) {
            c.aload(s).iload(scratch + 2).invokestatic(BRANCH_TO, "load", MethodTypeDesc.of(CD_void, CPU, CD_int));
        }
    }
}
