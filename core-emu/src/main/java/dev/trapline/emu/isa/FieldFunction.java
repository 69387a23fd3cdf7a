package dev.trapline.emu.isa;

/**
 * A function of field values that a row may name in its meaning, conditions and syntax, such as {@code
 * armExpandImm(i)}. Evaluated when an instruction is decoded, never when it executes.
 *
 * @param name as rows spell it
 * @param arity number of arguments
 * @param width bits the result needs, 1 to 32
 * @param signed whether the result is a two's complement number of that width
 * @param body the function itself
 */
public record FieldFunction(String name, int arity, int width, boolean signed, Body body) {
    /** The function over its argument values. */
    @FunctionalInterface
    public interface Body {
        int apply(int[] arguments);
    }
}
