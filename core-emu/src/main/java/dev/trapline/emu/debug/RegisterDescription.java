package dev.trapline.emu.debug;

import java.util.List;

/**
 * A register that a debugger can show.
 *
 * @param number by which it is asked for; ascending, gaps allowed
 * @param name as the architecture spells it, in lower case for core registers; unique
 * @param feature the set it is described in: {@link #CORE}, {@link #VFP} or one of our own, {@code dev.trapline.arm.*}
 * @param group what people show together, such as {@code general}, {@code float}, {@code banked}, {@code cp15}
 * @param bits 8 to 128
 * @param writable whether writing it is possible at all
 */
public record RegisterDescription(
        int number, String name, String feature, String group, int bits, Type type, boolean writable) {
    public static final String CORE = "org.gnu.gdb.arm.core";
    public static final String VFP = "org.gnu.gdb.arm.vfp";
    /** Number of the first of R0 to R15. */
    public static final int R0 = 0;

    public static final int SP = 13;
    public static final int LR = 14;
    public static final int PC = 15;
    public static final int CPSR = 25;
    /** D0 to D31 follow one another. */
    public static final int D0 = 26;

    public static final int FPSCR = 58;
    /** The first that is neither core nor VFP. */
    public static final int FIRST_SYSTEM = 64;

    /** How a value is shown. */
    public sealed interface Type {
        record Integer() implements Type {}

        record CodePointer() implements Type {}

        record DataPointer() implements Type {}

        record Double() implements Type {}

        /**
         * Named bits.
         *
         * @param name of the type, unique among registers
         */
        record Flags(String name, List<Field> fields) implements Type {
            public Flags {
                fields = List.copyOf(fields);
            }
        }
    }

    /** Bits {@code high} to {@code low} of a register, both counted, from 0. */
    public record Field(String name, int low, int high) {}

    /** Bytes a value has. */
    public int bytes() {
        return bits / 8;
    }
}
