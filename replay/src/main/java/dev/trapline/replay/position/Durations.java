package dev.trapline.replay.position;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of virtual time as people write them: {@code 12.5s}, {@code 100ms}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|min|m|h)");

    private Durations() {}

    /** Nanoseconds; empty if the text is no length of time or does not fit. */
    public static Optional<Long> nanoseconds(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        long unit = switch (m.group(2)) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m", "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw new IllegalStateException(m.group(2));
        };
        try {
            return Optional.of(new BigDecimal(m.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .toBigInteger()
                    .longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The same, for an option's value. */
    public static long parse(String option, String text) {
        return nanoseconds(text)
                .orElseThrow(() -> new PositionException(
                        option + " " + text + " is not a length of time",
                        "write a number and ns, us, ms, s, min or h, such as 12.5s"));
    }

    /** Seconds with as many decimals as it takes, such as {@code 12.5s}. */
    public static String format(long nanoseconds) {
        BigDecimal seconds = BigDecimal.valueOf(nanoseconds, 9).stripTrailingZeros();
        return (seconds.scale() < 0 ? seconds.setScale(0) : seconds).toPlainString() + "s";
    }
}
