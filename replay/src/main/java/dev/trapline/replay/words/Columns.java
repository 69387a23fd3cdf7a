package dev.trapline.replay.words;

/** Text in columns, and numbers in hexadecimal: by hand, as formatting millions of lines is most of what a log costs. */
public final class Columns {
    private static final String BLANKS = " ".repeat(32);

    private Columns() {}

    static StringBuilder right(StringBuilder line, String text, int width) {
        return line.append(BLANKS, 0, Math.max(0, width - text.length())).append(text);
    }

    static StringBuilder left(StringBuilder line, String text, int width) {
        return line.append(text).append(BLANKS, 0, Math.max(0, width - text.length()));
    }

    /** Where an event or line is: its number, count, and virtual time in seconds. */
    public static StringBuilder position(StringBuilder line, long number, long count, long virtualNs) {
        right(line, "#" + number, 8).append(' ');
        right(line, Long.toString(count), 11).append(' ');
        return right(line, seconds(virtualNs), 15).append("  ");
    }

    /** Seconds to the nanosecond, so that columns of them are aligned. */
    private static String seconds(long ns) {
        String fraction = Long.toString(ns % 1_000_000_000);
        return ns / 1_000_000_000 + "." + "0".repeat(9 - fraction.length()) + fraction;
    }

    /** At least eight digits after 0x. */
    static String hex(long value) {
        String digits = Long.toHexString(value);
        return digits.length() >= 8 ? "0x" + digits : "0x" + "0".repeat(8 - digits.length()) + digits;
    }
}
