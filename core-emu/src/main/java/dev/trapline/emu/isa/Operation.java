package dev.trapline.emu.isa;

import java.lang.reflect.Method;
import java.util.List;

/**
 * One meaning: a static method, and how the arguments of its rows are packed into a decoded instruction.
 *
 * <p>A decoded instruction is one {@code long}: arguments from bit 0, at most {@link #ARGUMENT_BITS}; the condition,
 * exclusive-or 14 so that "always" is 0, in bits 48 to 51; the operation's number in bits 52 to 61; bit 62 set for a
 * 32-bit T32 instruction. Zero means "not decoded yet". The arguments are kept exclusive-or the operation's number:
 * HotSpot would otherwise see that many cases of the dispatcher's switch take the same bits of the same word, and take out
 * all of them for every instruction before it switches (three times the cost of the rest).
 *
 * @param number from 1; dense
 * @param method static, taking the pCPU and then ints or booleans
 * @param slots where each argument lies
 */
public record Operation(int number, Method method, List<Slot> slots) {
    public static final int ARGUMENT_BITS = 48;
    public static final int CONDITION_SHIFT = 48;
    public static final int NUMBER_SHIFT = 52;
    public static final int NUMBER_MASK = 0x3ff;
    public static final long WIDE = 1L << 62;

    /** One argument's bits in the packed word. */
    public record Slot(int shift, int width, boolean signed) {
        /** Takes the argument out of a packed word. */
        public int unpack(long packed) {
            return signed ? (int) (packed << (64 - shift - width) >> (64 - width)) : (int) (packed >>> shift & mask());
        }

        long mask() {
            return (1L << width) - 1;
        }
    }

    /** Packs one instruction, which must be one of a row that names this operation. */
    public long pack(Encoding row, int word) {
        long packed = (long) number << NUMBER_SHIFT;
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            packed |= (row.arguments().get(i).value(word) & slot.mask()) << slot.shift();
        }
        int c = row.conditionMask();
        int cond = c == 0 ? 14 : Integer.compress(word, c);
        return arguments(packed) | (long) (cond ^ 14) << CONDITION_SHIFT;
    }

    /** A packed word of this operation with its arguments plain, as {@link Slot}s take them out; and the other way. */
    public long arguments(long packed) {
        return packed ^ number;
    }

    public static int numberOf(long packed) {
        return (int) (packed >>> NUMBER_SHIFT) & NUMBER_MASK;
    }
}
