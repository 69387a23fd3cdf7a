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

    /** Condition 1111, as packed: executed whatever an IT block says. */
    private static final long UNCONDITIONAL = 1L << Operation.CONDITION_SHIFT;

    // By place in the table.
    private static final Operation[] A32 = operationsOf(AArch32Tables.A32);
    private static final Operation[] T32 = operationsOf(AArch32Tables.T32);
    private static final Operation[] T16 = operationsOf(AArch32Tables.T16);
    private static final Operation BKPT = OPERATIONS.byName("bkpt");

    private AArch32Decoder() {}

    private static Operation[] operationsOf(DecodeTable table) {
        return table.rows().stream().map(row -> OPERATIONS.byName(row.method())).toArray(Operation[]::new);
    }

    /** Packs an A32 instruction. */
    public static long a32(int word) {
        int number = AArch32Tables.A32.numberOf(word);
        if (number < 0) {
            return undefined(word >>> 28 == 15 ? 14 : word >>> 28);
        }
        return pack(AArch32Tables.A32.rows().get(number), A32[number], word);
    }

    /** Packs a 16-bit T32 instruction. */
    public static long t16(int halfword) {
        int number = AArch32Tables.T16.numberOf(halfword);
        if (number < 0) {
            return UNDEFINED;
        }
        Operation operation = T16[number];
        long packed = pack(AArch32Tables.T16.rows().get(number), operation, halfword);
        // BKPT is the one instruction that an IT block does not make conditional (DDI 0406C A8.8.24).
        return operation.number() == BKPT.number() ? packed | UNCONDITIONAL : packed;
    }

    /** Packs a 32-bit T32 instruction, first halfword in the top 16 bits. */
    public static long t32(int word) {
        int number = AArch32Tables.T32.numberOf(word);
        if (number < 0) {
            return UNDEFINED | Operation.WIDE;
        }
        return pack(AArch32Tables.T32.rows().get(number), T32[number], word) | Operation.WIDE;
    }

    /** Whether a first halfword begins a 32-bit T32 instruction (DDI 0406C A6.1). */
    public static boolean isWide(int halfword) {
        return halfword >>> 11 >= 0x1d;
    }

    private static long pack(Encoding row, Operation operation, int word) {
        if (row.undefined().holds(word)) {
            int c = row.conditionMask();
            return undefined(c == 0 ? 14 : Integer.compress(word, c));
        }
        return operation.pack(row, word);
    }

    /** With a condition that fails, what is UNDEFINED does nothing: IMPLEMENTATION DEFINED, as QEMU (B1.9.5). */
    private static long undefined(int cond) {
        return UNDEFINED | (long) (cond ^ 14) << Operation.CONDITION_SHIFT;
    }

    /** The row of a word, for what reads tables rather than executes: null if it has none. */
    public static @Nullable Encoding rowOf(boolean thumb, int word, boolean wide) {
        return (thumb ? wide ? AArch32Tables.T32 : AArch32Tables.T16 : AArch32Tables.A32).find(word);
    }
}
