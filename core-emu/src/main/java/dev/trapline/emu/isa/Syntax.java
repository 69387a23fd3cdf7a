package dev.trapline.emu.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The assembler syntax of a row, taken apart: text, and tokens whose arguments are expressions over the row's fields. It
 * knows the shape of tokens, not their names: what prints them does.
 *
 * <ul>
 *   <li>{@code <name expression,expression>}: the token {@code name};
 *   <li>{@code <c>}: {@link #CONDITION}; <code>{S}</code>: {@link #FLAGS}, with the field S if the row has one;
 *   <li>{@code <Rd>}, {@code <Pp>}, {@code <Cn>}: the tokens {@code R}, {@code P} and {@code C} of one field;
 *   <li>{@code <expression>}: {@link #NUMBER}.
 * </ul>
 */
public record Syntax(List<Piece> pieces) {
    public static final String CONDITION = "c";
    public static final String FLAGS = "{S}";
    public static final String NUMBER = "number";

    /** What comes next in the line. */
    public sealed interface Piece {}

    /** Text as it is. */
    public record Text(String text) implements Piece {}

    /** Something that depends on the instruction's fields. */
    public record Token(String name, List<FieldExpression> arguments) implements Piece {}

    /**
     * Takes a row's syntax apart.
     *
     * @param functions what its expressions may name
     * @throws IllegalArgumentException naming the row, if it makes no sense
     */
    public static Syntax of(Encoding row, List<FieldFunction> functions) {
        Map<String, FieldFunction> byName = new TreeMap<>();
        functions.forEach(f -> byName.put(f.name(), f));
        String syntax = row.syntax();
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < syntax.length()) {
            if (syntax.startsWith(FLAGS, at)) {
                boolean field = row.fields().containsKey('S');
                pieces.add(new Token(FLAGS, field ? arguments(row, byName, "S") : List.of()));
                at += FLAGS.length();
            } else if (syntax.charAt(at) == '<') {
                int end = syntax.indexOf('>', at);
                if (end < 0) {
                    throw new IllegalArgumentException("row " + row.name() + ": a '>' is missing in " + syntax);
                }
                pieces.add(token(row, byName, syntax.substring(at + 1, end)));
                at = end + 1;
            } else {
                int end = at;
                while (end < syntax.length() && syntax.charAt(end) != '<' && !syntax.startsWith(FLAGS, end)) {
                    end++;
                }
                pieces.add(new Text(syntax.substring(at, end)));
                at = end;
            }
        }
        return new Syntax(List.copyOf(pieces));
    }

    private static Token token(Encoding row, Map<String, FieldFunction> functions, String inside) {
        int space = inside.indexOf(' ');
        if (space >= 0) {
            return new Token(inside.substring(0, space), arguments(row, functions, inside.substring(space + 1)));
        }
        if (inside.equals(CONDITION)) {
            return new Token(CONDITION, List.of());
        }
        if (inside.length() == 2 && "RPC".indexOf(inside.charAt(0)) >= 0) {
            return new Token(inside.substring(0, 1), arguments(row, functions, inside.substring(1)));
        }
        return new Token(NUMBER, arguments(row, functions, inside));
    }

    private static List<FieldExpression> arguments(Encoding row, Map<String, FieldFunction> functions, String text) {
        return new FieldParser(row.name(), row.fields(), functions, text).list();
    }
}
