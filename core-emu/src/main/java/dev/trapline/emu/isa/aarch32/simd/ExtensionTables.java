package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.isa.Encoding.Rows;
import dev.trapline.emu.isa.FieldFunction;
import dev.trapline.emu.isa.SyntaxToken;
import java.util.List;

/** What these extensions add to the tables of AArch32. */
public final class ExtensionTables {
    /** Functions that the rows use. */
    public static final List<FieldFunction> FUNCTIONS = ExtensionFields.ALL;

    /** Syntax tokens that the rows use. */
    public static final List<SyntaxToken> TOKENS = ExtensionTokens.ALL;

    /** Classes whose public static methods are the meanings. */
    public static final List<Class<?>> MEANINGS = List.of(
            VfpArithmetic.class,
            VfpConversion.class,
            VfpTransfer.class,
            VfpLoadStore.class,
            SimdArithmetic.class,
            SimdLogic.class,
            SimdMultiply.class,
            SimdShift.class,
            SimdPermute.class,
            SimdFloat.class,
            SimdLoadStore.class);

    private ExtensionTables() {}

    /** Adds the rows of both instruction sets. */
    public static void rows(Rows a32, Rows t32) {
        SharedRows t = new SharedRows(a32, t32);
        VfpDataRows.rows(t);
        VfpTransferRows.rows(t);
        VfpLoadStoreRows.rows(t);
        SimdThreeSameRows.rows(t);
        SimdLongRows.rows(t);
        SimdShiftRows.rows(t);
        SimdTwoRows.rows(t);
        SimdLoadStoreRows.rows(t);
    }
}
