package dev.trapline.emu.jit;

import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.aarch32.Arithmetic;
import dev.trapline.emu.isa.aarch32.LoadStoreHalf;
import dev.trapline.emu.isa.aarch32.LoadStoreMultiple;
import dev.trapline.emu.isa.aarch32.LoadStoreWord;
import dev.trapline.emu.isa.aarch32.Logical;
import dev.trapline.emu.isa.aarch32.Media;
import dev.trapline.emu.isa.aarch32.Multiply;
import dev.trapline.emu.isa.aarch32.Parallel;
import dev.trapline.emu.isa.aarch32.simd.SimdArithmetic;
import dev.trapline.emu.isa.aarch32.simd.SimdFloat;
import dev.trapline.emu.isa.aarch32.simd.SimdLoadStore;
import dev.trapline.emu.isa.aarch32.simd.SimdLogic;
import dev.trapline.emu.isa.aarch32.simd.SimdMultiply;
import dev.trapline.emu.isa.aarch32.simd.SimdPermute;
import dev.trapline.emu.isa.aarch32.simd.SimdShift;
import dev.trapline.emu.isa.aarch32.simd.VfpArithmetic;
import dev.trapline.emu.isa.aarch32.simd.VfpConversion;
import dev.trapline.emu.isa.aarch32.simd.VfpLoadStore;
import java.util.List;

/**
 * What an instruction may touch beside the core registers and flags, and so what compiled code must bring up to date before it
 * and look at behind it. A test derives the same from the meanings' own bytecode.
 */
enum Effect {
    /** Nothing: neither the count nor the PC need be true while it executes. */
    NONE,
    /** Reads R15 as an operand. */
    READS_PC,
    /** May throw, and does nothing else. */
    THROWS,
    /** Accesses memory: may throw, ask for a stop, change translations or code, but does not branch. */
    MEMORY,
    /** Anything. */
    ANY;

    private static final List<Class<?>> QUIET =
            List.of(Arithmetic.class, Logical.class, Multiply.class, Parallel.class, Media.class);

    private static final List<Class<?>> KEEP_FLAGS = List.of(Parallel.class, Media.class);

    private static final List<Class<?>> FLOATING = List.of(
            VfpArithmetic.class,
            VfpConversion.class,
            SimdArithmetic.class,
            SimdFloat.class,
            SimdLogic.class,
            SimdMultiply.class,
            SimdPermute.class,
            SimdShift.class);

    private static final List<Class<?>> TRANSFERS =
            List.of(LoadStoreWord.class, LoadStoreHalf.class, SimdLoadStore.class, VfpLoadStore.class);

    private static final int PC = 15;

    /** The effect of an operation with these arguments. */
    static Effect of(Operation operation, int[] arguments) {
        Class<?> owner = operation.method().getDeclaringClass();
        String name = operation.method().getName();
        if (name.equals("nop")) {
            return NONE;
        }
        if (owner == LoadStoreMultiple.class) {
            return multiple(name, arguments);
        }
        // Some number is 15: perhaps of a register, and then of the PC.
        boolean perhapsPc = contains(arguments, PC);
        if (QUIET.contains(owner)) {
            return name.equals("adr") ? perhapsPc ? ANY : READS_PC : perhapsPc ? ANY : NONE;
        }
        if (FLOATING.contains(owner)) {
            return THROWS;
        }
        if (TRANSFERS.contains(owner)) {
            return perhapsPc ? ANY : MEMORY;
        }
        return ANY;
    }

    /** Whether N, Z, C and V are certainly the same behind an operation with these arguments as before it. */
    static boolean keepsFlags(Operation operation, int[] arguments) {
        return switch (of(operation, arguments)) {
            case MEMORY -> true;
            case NONE -> KEEP_FLAGS.contains(operation.method().getDeclaringClass());
            case READS_PC, THROWS, ANY -> false;
        };
    }

    private static Effect multiple(String name, int[] arguments) {
        boolean plain = name.equals("loadMultiple") || name.equals("storeMultiple");
        return plain && arguments[0] != PC && (arguments[1] >>> PC & 1) == 0 ? MEMORY : ANY;
    }

    private static boolean contains(int[] arguments, int value) {
        for (int a : arguments) {
            if (a == value) {
                return true;
            }
        }
        return false;
    }
}
