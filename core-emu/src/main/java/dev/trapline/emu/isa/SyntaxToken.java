package dev.trapline.emu.isa;

/**
 * How one kind of token in a row's syntax is printed, from the values of its arguments alone.
 *
 * @param name as rows spell it
 * @param arity number of arguments
 * @param body the printer
 */
public record SyntaxToken(String name, int arity, Body body) {
    /** Appends the text for some argument values. */
    @FunctionalInterface
    public interface Body {
        void print(StringBuilder out, int[] values);
    }

    /** A token of one argument that chooses among words. */
    public static SyntaxToken words(String name, String... words) {
        return new SyntaxToken(name, 1, (out, v) -> out.append(words[v[0]]));
    }
}
