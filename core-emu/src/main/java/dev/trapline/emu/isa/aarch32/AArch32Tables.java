package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.FieldFunction;
import dev.trapline.emu.isa.Operations;
import dev.trapline.emu.isa.aarch32.simd.ExtensionTables;
import java.util.ArrayList;
import java.util.List;

/** The instruction tables of AArch32 and the operations they name, built once. */
public final class AArch32Tables {
    /** Bits 27 to 20 and 7 to 4, and whether the condition is 1111, which no key bit can tell, is left to the rows. */
    private static final int A32_KEY = 0x0ff0_00f0;
    /** Bits 12 to 4 of the first halfword, and 15 and 7 to 5 of the second. */
    private static final int T32_KEY = 0x1ff0_80e0;

    private static final int T16_KEY = 0xffc0;

    public static final DecodeTable A32;
    public static final DecodeTable T32;
    public static final DecodeTable T16;
    public static final Operations OPERATIONS;

    /** What rows may name on their fields. */
    static final List<FieldFunction> FUNCTIONS;

    /** Classes whose public static methods are the meanings. */
    private static final List<Class<?>> MEANINGS = List.of(
            Undefined.class,
            Arithmetic.class,
            Logical.class,
            ExceptionReturn.class,
            Branches.class,
            LoadStoreWord.class,
            LoadStoreHalf.class,
            LoadStoreMultiple.class,
            Status.class,
            SystemCalls.class,
            Coprocessor.class,
            Hints.class,
            Exclusives.class,
            LoadStoreUnprivileged.class,
            Multiply.class,
            Parallel.class,
            Media.class);

    static {
        List<FieldFunction> functions = new ArrayList<>(FieldFunctions.ALL);
        functions.addAll(ExtensionTables.FUNCTIONS);
        FUNCTIONS = List.copyOf(functions);
        Encoding.Rows a32 = new Encoding.Rows(functions);
        A32DataProcessing.rows(a32);
        A32Branches.rows(a32);
        A32LoadStore.rows(a32);
        A32LoadStoreMultiple.rows(a32);
        A32System.rows(a32);
        A32Exclusive.rows(a32);
        A32Multiply.rows(a32);
        A32Media.rows(a32);

        Encoding.Rows t32 = new Encoding.Rows(functions);

        T32DataProcessing.rows(t32);
        T32LoadStore.rows(t32);
        T32System.rows(t32);
        T32Multiply.rows(t32);
        T32Media.rows(t32);
        ExtensionTables.rows(a32, t32);
        Encoding.Rows t16 = new Encoding.Rows(FieldFunctions.ALL);
        T16Rows.rows(t16);

        A32 = new DecodeTable(a32.build(), A32_KEY);
        T32 = new DecodeTable(t32.build(), T32_KEY);
        T16 = new DecodeTable(t16.build(), T16_KEY);
        List<Encoding> all = new ArrayList<>(A32.rows());
        all.addAll(T32.rows());
        all.addAll(T16.rows());
        List<Class<?>> meanings = new ArrayList<>(MEANINGS);
        meanings.addAll(ExtensionTables.MEANINGS);
        OPERATIONS = new Operations(all, meanings, HotOperations.NAMES);
    }

    private AArch32Tables() {}
}
