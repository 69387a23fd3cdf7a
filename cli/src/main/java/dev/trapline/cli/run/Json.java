package dev.trapline.cli.run;

import java.util.Map;

/** Writes JSON (RFC 8259), two blanks an indent, members in the order given. */
public final class Json {
    private Json() {}

    /** Text of a value: a map of strings to values, a list of values, a number, a boolean, a string. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "", out);
        return out.append('\n').toString();
    }

    /** The same in one line, without a line end: for a file of many. */
    public static String line(Object value) {
        StringBuilder out = new StringBuilder();
        line(value, out);
        return out.toString();
    }

    private static void line(Object value, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map -> {
                String separator = "{";
                for (Map.Entry<?, ?> e : map.entrySet()) {
                    out.append(separator);
                    string(String.valueOf(e.getKey()), out);
                    out.append(": ");
                    line(e.getValue(), out);
                    separator = ", ";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            case Iterable<?> all -> {
                String separator = "[";
                for (Object each : all) {
                    out.append(separator);
                    line(each, out);
                    separator = ", ";
                }
                out.append(separator.equals("[") ? "[]" : "]");
            }
            default -> write(value, "", out);
        }
    }

    private static void write(Object value, String indent, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map -> {
                String inner = indent + "  ";
                String separator = "{\n";
                for (Map.Entry<?, ?> e : map.entrySet()) {
                    out.append(separator).append(inner);
                    string(String.valueOf(e.getKey()), out);
                    out.append(": ");
                    write(e.getValue(), inner, out);
                    separator = ",\n";
                }
                out.append(map.isEmpty() ? "{}" : "\n" + indent + "}");
            }
            case Iterable<?> all -> {
                String separator = "[";
                for (Object each : all) {
                    out.append(separator);
                    write(each, indent, out);
                    separator = ", ";
                }
                out.append(separator.equals("[") ? "[]" : "]");
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
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
