package dev.trapline.replay.position;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a run as people name it: DESIGN's {@code POS}. */
public sealed interface Position {
    /** Before the first instruction. */
    record Start() implements Position {}

    /** After the last. */
    record End() implements Position {}

    /** The state after this many instructions. */
    record Count(long count) implements Position {}

    /** After an event of the recording. */
    record Event(long number) implements Position {}

    /** A virtual time, in nanoseconds since reset. */
    record Time(long ns) implements Position {}

    /** The console write that completes the {@code occurrence}th match, counted from 1. */
    record Text(Pattern pattern, int occurrence) implements Position {}

    /** The {@code occurrence}th arrival at a symbol, counted from 1. */
    record Symbol(String name, int occurrence) implements Position {}

    /** So many instructions after (or, negative, before) another place. */
    record Offset(Position base, long delta) implements Position {}

    /** The forms, for help and errors. */
    String FORMS = "a count N, #K, 12.5s, text:/regex/[n], sym:NAME[n], start or end, and any of them +N or -N";

    /**
     * Reads a position.
     *
     * @param where what it was given as, for errors
     */
    static Position parse(String where, String text) {
        return PositionText.parse(text)
                .orElseThrow(
                        () -> new PositionException(where + " '" + text + "' is not a position", "write " + FORMS));
    }

    /** Reading {@link Position}s. */
    final class PositionText {
        private static final Pattern OFFSET = Pattern.compile("(.+)([+-])([0-9_]+)");
        private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]*");
        private static final Pattern COUNT = Pattern.compile("[0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][0-9]{1,2})?");
        private static final Pattern TEXT = Pattern.compile("text:/((?:[^/\\\\]|\\\\.)+)/(?:\\[?([0-9]+)]?)?");
        private static final Pattern SYMBOL = Pattern.compile("sym:([A-Za-z_.$][A-Za-z0-9_.$]*)(?:\\[([0-9]+)])?");

        private PositionText() {}

        static Optional<Position> parse(String text) {
            Optional<Position> whole = base(text);
            if (whole.isPresent()) {
                return whole;
            }
            Matcher offset = OFFSET.matcher(text);
            if (!offset.matches()) {
                return Optional.empty();
            }
            Optional<Long> delta = number(offset.group(3));
            return parse(offset.group(1))
                    .flatMap(b -> delta.map(d -> new Offset(b, offset.group(2).equals("-") ? -d : d)));
        }

        private static Optional<Position> base(String text) {
            if (text.equals("start")) {
                return Optional.of(new Start());
            }
            if (text.equals("end")) {
                return Optional.of(new End());
            }
            if (text.startsWith("#")) {
                return number(text.substring(1)).map(Event::new);
            }
            Matcher found = TEXT.matcher(text);
            if (found.matches()) {
                Pattern pattern = Regexes.compile("text:", found.group(1).replace("\\/", "/"));
                return occurrence(found.group(2)).map(n -> new Text(pattern, n));
            }
            Matcher symbol = SYMBOL.matcher(text);
            if (symbol.matches()) {
                return occurrence(symbol.group(2)).map(n -> new Symbol(symbol.group(1), n));
            }
            Optional<Long> time = Durations.nanoseconds(text);
            return time.isPresent() ? time.map(Time::new) : count(text).map(Count::new);
        }

        private static Optional<Integer> occurrence(@Nullable String digits) {
            return digits == null
                    ? Optional.of(1)
                    : number(digits)
                            .filter(n -> n >= 1 && n <= Integer.MAX_VALUE)
                            .map(Long::intValue);
        }

        /** A count also as {@code 3.5e8}, as limits are given. */
        private static Optional<Long> count(String text) {
            if (!COUNT.matcher(text).matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new BigDecimal(text.replace("_", "")).longValueExact());
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        }

        private static Optional<Long> number(String digits) {
            try {
                return NUMBER.matcher(digits).matches()
                        ? Optional.of(Long.parseLong(digits.replace("_", "")))
                        : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }
}
