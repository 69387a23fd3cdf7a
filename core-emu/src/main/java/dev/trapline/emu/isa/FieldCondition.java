package dev.trapline.emu.isa;

import java.util.List;

/**
 * A condition on a row's fields: alternatives ({@code |}) of comparisons that hold together ({@code &}), such as {@code
 * d=15 | n=13 & W!=0}.
 */
public record FieldCondition(String text, List<List<Comparison>> alternatives) {
    /** The condition that never holds. */
    public static final FieldCondition NEVER = new FieldCondition("", List.of());

    /** How two values are compared, as unsigned numbers unless negative literals are involved. */
    public enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        GREATER
    }

    /** One comparison. */
    public record Comparison(FieldExpression left, Relation relation, FieldExpression right) {
        boolean holds(int word) {
            int l = left.value(word);
            int r = right.value(word);
            return switch (relation) {
                case EQUAL -> l == r;
                case NOT_EQUAL -> l != r;
                case LESS -> l < r;
                case GREATER -> l > r;
            };
        }
    }

    public boolean holds(int word) {
        for (List<Comparison> all : alternatives) {
            boolean holds = true;
            for (Comparison c : all) {
                if (!c.holds(word)) {
                    holds = false;
                    break;
                }
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }
}
