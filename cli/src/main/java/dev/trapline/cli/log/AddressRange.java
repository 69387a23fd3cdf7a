package dev.trapline.cli.log;

import dev.trapline.cli.UnusableInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses from one to another, both included. Unsigned. */
record AddressRange(long first, long last) {
    private static final String NUMBER = "(0[xX][0-9a-fA-F_]+|[0-9][0-9_]*)";
    private static final Pattern FORM = Pattern.compile(NUMBER + "(?:([-+])" + NUMBER + ")?");

    /** {@code A}, {@code A-B} (B included) or {@code A+LEN}, in hexadecimal with 0x or decimal. */
    static AddressRange parse(String option, String text) {
        Matcher m = FORM.matcher(text);
        try {
            if (m.matches()) {
                long first = number(m.group(1));
                if (m.group(2) == null) {
                    return new AddressRange(first, first);
                }
                long second = number(m.group(3));
                long last = m.group(2).equals("+") ? first + second - 1 : second;
                if (Long.compareUnsigned(last, first) >= 0) {
                    return new AddressRange(first, last);
                }
            }
        } catch (NumberFormatException e) {
            throw unusable(option, text);
        }
        throw unusable(option, text);
    }

    private static UnusableInputException unusable(String option, String text) {
        return new UnusableInputException(option + " " + text
                + " is no address or range. Next: write 0x9000000, 0x9000000-0x9000fff or 0x9000000+0x1000");
    }

    private static long number(String text) {
        String digits = text.replace("_", "");
        return digits.startsWith("0x") || digits.startsWith("0X")
                ? Long.parseUnsignedLong(digits.substring(2), 16)
                : Long.parseUnsignedLong(digits);
    }

    /** Whether any of {@code length} bytes from an address on is in it. */
    boolean meets(long address, long length) {
        return Long.compareUnsigned(address, last) <= 0
                && Long.compareUnsigned(address + Math.max(1, length) - 1, first) >= 0;
    }
}
