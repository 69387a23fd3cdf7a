package dev.trapline.gdbstub.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The format of a {@code printf} instruction: C's, for integers, characters, pointers and strings.
 *
 * @param pieces one after another
 */
record PrintfFormat(List<Piece> pieces) {
    /** Longer strings of the target's are cut. */
    static final int LONGEST_STRING = 1000;

    private static final int WIDEST = 200;

    PrintfFormat {
        pieces = List.copyOf(pieces);
    }

    /** Part of a format. */
    sealed interface Piece {
        record Literal(String text) implements Piece {}

        /**
         * One that takes an argument.
         *
         * @param java the same in Java's syntax
         * @param conversion C's letter
         * @param wide whether the argument has 64 bits, else 32
         */
        record Argument(String java, char conversion, boolean wide) implements Piece {}
    }

    /** Reads the text at an address of the target's. */
    @FunctionalInterface
    interface Strings {
        String at(long address);
    }

    /**
     * Reads a format.
     *
     * @param length in bytes, with the zero at its end
     * @throws AgentException if it is none, or takes another number of arguments
     */
    static PrintfFormat parse(byte[] bytes, int offset, int length, int arguments) {
        if (length == 0 || bytes[offset + length - 1] != 0) {
            throw new AgentException("a format has no end");
        }
        String text = unescaped(new String(bytes, offset, length - 1, StandardCharsets.UTF_8));
        List<Piece> pieces = new ArrayList<>();
        int taken = 0;
        for (int at = 0; at < text.length(); ) {
            int percent = text.indexOf('%', at);
            if (percent < 0) {
                pieces.add(new Piece.Literal(text.substring(at)));
                break;
            }
            pieces.add(new Piece.Literal(text.substring(at, percent)));
            int end = percent + 1;
            while (end < text.length() && "-+ #0123456789.hlLzjt".indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            if (end == text.length()) {
                throw new AgentException("a format ends in the middle of a conversion");
            }
            if (text.charAt(end) == '%') {
                pieces.add(new Piece.Literal("%"));
            } else {
                pieces.add(argument(text.substring(percent + 1, end), text.charAt(end)));
                taken++;
            }
            at = end + 1;
        }
        if (taken != arguments) {
            throw new AgentException("a format for " + taken + " arguments has " + arguments);
        }
        return new PrintfFormat(pieces);
    }

    /** Escapes come as the user wrote them. */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '\\' || at + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            at++;
            switch (text.charAt(at)) {
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case 'r' -> plain.append('\r');
                case 'a' -> plain.append('\007');
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'v' -> plain.append('\013');
                case 'e' -> plain.append('\033');
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    int end = at + 1;
                    while (end < Math.min(at + 3, text.length()) && Character.digit(text.charAt(end), 8) >= 0) {
                        end++;
                    }
                    plain.append((char) (Integer.parseInt(text.substring(at, end), 8) & 0xff));
                    at = end - 1;
                }
                default -> plain.append(text.charAt(at));
            }
        }
        return plain.toString();
    }

    private static Piece.Argument argument(String how, char conversion) {
        String flags = how.replaceAll("[hlLzjt]", "");
        boolean wide = how.contains("ll") || how.contains("j");
        if (!flags.matches("[-+ #0]{0,5}[0-9]{0,3}([.][0-9]{0,3})?")) {
            throw new AgentException("there is no conversion %" + how + conversion);
        }
        boolean left = flags.contains("-");
        String width = flags.replaceFirst("[.].*", "").replaceFirst("^[-+ #0]*", "");
        boolean zero = !left && !width.isEmpty() && flags.matches("[+ #]*0.*");
        if (!width.isEmpty() && Integer.parseInt(width) > WIDEST) {
            throw new AgentException("a conversion is too wide");
        }
        String minus = left && !width.isEmpty() ? "-" : "";
        String java = switch (conversion) {
            case 'd', 'i' -> "%" + minus + (flags.contains("+") ? "+" : "") + (zero ? "0" : "") + width + "d";
            case 'u' -> "%" + minus + width + "s";
            case 'x', 'X', 'o' ->
                "%" + minus + (flags.contains("#") ? "#" : "") + (zero ? "0" : "") + width + conversion;
            case 'p', 'c', 's' -> "%" + minus + width + "s";
            default -> throw new AgentException("there is no conversion %" + how + conversion);
        };
        return new Piece.Argument(java, conversion, wide);
    }

    /** The text, with arguments from {@code values[first]} downwards. */
    String format(long[] values, int first, Strings strings) {
        StringBuilder text = new StringBuilder();
        int next = first;
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Literal(String literal) -> text.append(literal);
                case Piece.Argument argument -> text.append(format(argument, values[next--], strings));
            }
        }
        return text.toString();
    }

    private static String format(Piece.Argument how, long value, Strings strings) {
        Object shown = switch (how.conversion) {
            case 'd', 'i' -> how.wide ? value : (long) (int) value;
            case 'u' -> Long.toUnsignedString(how.wide ? value : value & 0xffff_ffffL);
            case 'p' -> "0x" + Long.toHexString(value & 0xffff_ffffL);
            case 'c' -> String.valueOf((char) (value & 0xff));
            case 's' -> strings.at(value & 0xffff_ffffL);
            default -> how.wide ? value : value & 0xffff_ffffL;
        };
        return String.format(Locale.ROOT, how.java, shown);
    }
}
