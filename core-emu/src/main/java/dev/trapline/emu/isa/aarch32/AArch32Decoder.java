package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.Operations;
import org.jspecify.annotations.Nullable;

/** From instruction words to packed operations. */
public final class AArch32Decoder {
    private static final Operations OPERATIONS = AArch32Tables.OPERATIONS;
    private static final long UNDEFINED = (long) OPERATIONS.byName("undefined").number() << Operation.NUMBER_SHIFT;

    private AArch32Decoder() {}

    /** Packs an A32 instruction. */
    public static long a32(int word) {
        return pack(AArch32Tables.A32, word, 0);
    }

    /** Packs a 16-bit T32 instruction. */
    public static long t16(int halfword) {
        return pack(AArch32Tables.T16, halfword, 0);
    }

    /** Packs a 32-bit T32 instruction, first halfword in the top 16 bits. */
    public static long t32(int word) {
        return pack(AArch32Tables.T32, word, Operation.WIDE);
    }

    /** Whether a first halfword begins a 32-bit T32 instruction (DDI 0406C A6.1). */
    public static boolean isWide(int halfword) {
        return halfword >>> 11 >= 0x1d;
    }

    private static long pack(DecodeTable table, int word, long wide) {
        Encoding row = table.find(word);
        if (row == null) {
            return UNDEFINED | wide;
        }
        if (row.undefined().holds(word)) {
            // The condition still decides whether the exception is taken.
            int c = row.conditionMask();
            int cond = c == 0 ? 14 : Integer.compress(word, c);
            return UNDEFINED | wide | (long) (cond ^ 14) << Operation.CONDITION_SHIFT;
        }
        return OPERATIONS.byName(row.method()).pack(row, word) | wide;
    }

    /** The row of a word, for what reads tables rather than executes: null if it has none. */
    public static @Nullable Encoding rowOf(boolean thumb, int word, boolean wide) {
        return (thumb ? wide ? AArch32Tables.T32 : AArch32Tables.T16 : AArch32Tables.A32).find(word);
    }
}
