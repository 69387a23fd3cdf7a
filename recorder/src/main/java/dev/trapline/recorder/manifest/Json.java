package dev.trapline.recorder.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of JSON (RFC 8259) that recordings use: objects, arrays, strings, 64-bit integers, booleans. Values are
 * {@code Map<String, Object>} in order, {@code List<Object>}, {@code String}, {@code Long}, {@code Boolean}. Reading is
 * strict: no null, no fractions, no member twice, nothing after the value.
 */
final class Json {
    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Text of a value, two blanks an indent. */
    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.append('\n').toString();
    }

    private static void write(Object value, String line, StringBuilder out) {
        String inner = line + "  ";
        switch (value) {
            case Map<?, ?> map -> {
                String separator = "{";
                for (Map.Entry<?, ?> e : map.entrySet()) {
                    out.append(separator).append(inner);
                    string((String) e.getKey(), out);
                    out.append(": ");
                    write(e.getValue(), inner, out);
                    separator = ",";
                }
                out.append(map.isEmpty() ? "{}" : line + "}");
            }
            case List<?> all -> {
                String separator = "[";
                for (Object each : all) {
                    out.append(separator).append(inner);
                    write(each, inner, out);
                    separator = ",";
                }
                out.append(all.isEmpty() ? "[]" : line + "]");
            }
            case Long n -> out.append(n);
            case Integer n -> out.append(n);
            case Boolean b -> out.append(b);
            case String s -> string(s, out);
            default -> throw new IllegalArgumentException("no JSON for a " + value.getClass());
        }
    }

    private static void string(String s, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Reads a text that is one object; throws IllegalArgumentException that says where it is not. */
    static Map<String, Object> read(String text) {
        Json in = new Json(text);
        in.blank();
        Map<String, Object> value = in.object(0);
        in.blank();
        if (in.at != text.length()) {
            throw in.wrong("nothing more is expected");
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("it is nested too deeply");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        blank();
        if (peek() == '}') {
            at++;
            return map;
        }
        while (true) {
            blank();
            String name = string();
            blank();
            expect(':');
            blank();
            if (map.put(name, value(depth + 1)) != null) {
                throw wrong("'" + name + "' comes twice");
            }
            blank();
            if (peek() == '}') {
                at++;
                return map;
            }
            expect(',');
        }
    }

    private List<Object> array(int depth) {
        List<Object> list = new ArrayList<>();
        expect('[');
        blank();
        if (peek() == ']') {
            at++;
            return list;
        }
        while (true) {
            blank();
            list.add(value(depth + 1));
            blank();
            if (peek() == ']') {
                at++;
                return list;
            }
            expect(',');
        }
    }

    private String string() {
        expect('"');
        StringBuilder s = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return s.toString();
            }
            if (c < ' ') {
                throw wrong("a control character stands in a string");
            }
            s.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u':
                if (at + 4 <= text.length()
                        && text.substring(at, at + 4).chars().allMatch(d -> Character.digit(d, 16) >= 0)) {
                    at += 4;
                    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
                }
                throw wrong("\\u needs four hexadecimal digits");
            default:
                throw wrong("\\" + c + " is no escape");
        }
    }

    private Boolean word(String word, boolean value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value is expected");
        }
        at += word.length();
        return value;
    }

    private Long number() {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        try {
            return Long.parseLong(text.substring(from, at));
        } catch (NumberFormatException e) {
            throw wrong("a value is expected");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("it ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("'" + c + "' is expected");
        }
        at++;
    }

    private void blank() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        long line = text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return new IllegalArgumentException("line " + line + ": " + what);
    }
}
