package dev.trapline.emu.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the small language of rows: {@code expression = field | number | name(expression, ...)}, and conditions over it.
 * A mistake names the row.
 */
final class FieldParser {
    private final String row;
    private final Map<Character, Integer> fields;
    private final Map<String, FieldFunction> functions;
    private final String text;
    private int at;

    FieldParser(String row, Map<Character, Integer> fields, Map<String, FieldFunction> functions, String text) {
        this.row = row;
        this.fields = fields;
        this.functions = functions;
        this.text = text;
    }

    /** Expressions separated by white space, to the end. */
    List<FieldExpression> expressions() {
        List<FieldExpression> all = new ArrayList<>();
        skip();
        while (at < text.length()) {
            all.add(expression());
            skip();
        }
        return List.copyOf(all);
    }

    /** Expressions separated by commas, to the end; at least one. */
    List<FieldExpression> list() {
        List<FieldExpression> all = new ArrayList<>();
        all.add(expression());
        skip();
        while (at < text.length()) {
            if (text.charAt(at++) != ',') {
                throw wrong("expected a comma before '" + text.substring(at - 1) + "'");
            }
            all.add(expression());
            skip();
        }
        return List.copyOf(all);
    }

    FieldCondition condition() {
        List<List<FieldCondition.Comparison>> alternatives = new ArrayList<>();
        List<FieldCondition.Comparison> all = new ArrayList<>();
        skip();
        if (at == text.length()) {
            return FieldCondition.NEVER;
        }
        while (true) {
            all.add(comparison());
            skip();
            if (at == text.length()) {
                break;
            }
            char c = text.charAt(at++);
            if (c == '|') {
                alternatives.add(List.copyOf(all));
                all.clear();
            } else if (c != '&') {
                throw wrong("expected & or | before '" + text.substring(at - 1) + "'");
            }
        }
        alternatives.add(List.copyOf(all));
        return new FieldCondition(text, List.copyOf(alternatives));
    }

    private FieldCondition.Comparison comparison() {
        FieldExpression left = expression();
        skip();
        FieldCondition.Relation relation;
        if (text.startsWith("!=", at)) {
            relation = FieldCondition.Relation.NOT_EQUAL;
            at += 2;
        } else if (text.startsWith("=", at)) {
            relation = FieldCondition.Relation.EQUAL;
            at++;
        } else if (text.startsWith("<", at)) {
            relation = FieldCondition.Relation.LESS;
            at++;
        } else if (text.startsWith(">", at)) {
            relation = FieldCondition.Relation.GREATER;
            at++;
        } else {
            throw wrong("expected a comparison at '" + text.substring(at) + "'");
        }
        return new FieldCondition.Comparison(left, relation, expression());
    }

    FieldExpression expression() {
        skip();
        int start = at;
        if (at < text.length() && (text.charAt(at) == '-' || Character.isDigit(text.charAt(at)))) {
            at++;
            while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            try {
                return new FieldExpression.Number(Integer.decode(text.substring(start, at)));
            } catch (NumberFormatException e) {
                throw wrong("'" + text.substring(start, at) + "' is no number");
            }
        }
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (at < text.length() && text.charAt(at) == '(') {
            return call(name);
        }
        Integer mask = name.length() == 1 ? fields.get(name.charAt(0)) : null;
        if (mask == null) {
            throw wrong("'" + name + "' is no field of it");
        }
        return new FieldExpression.Field(name.charAt(0), mask);
    }

    private FieldExpression call(String name) {
        FieldFunction function = functions.get(name);
        if (function == null) {
            throw wrong("no function is called " + name);
        }
        at++;
        List<FieldExpression> arguments = new ArrayList<>();
        skip();
        while (at < text.length() && text.charAt(at) != ')') {
            arguments.add(expression());
            skip();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            }
        }
        if (at >= text.length()) {
            throw wrong("a ')' is missing");
        }
        at++;
        if (arguments.size() != function.arity()) {
            throw wrong(name + " takes " + function.arity() + " arguments");
        }
        return new FieldExpression.Call(function, List.copyOf(arguments));
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("row " + row + ": " + what + " in '" + text + "'");
    }
}
