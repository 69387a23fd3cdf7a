package dev.trapline.cli;

import dev.trapline.recorder.write.KeepLast;
import dev.trapline.replay.position.Durations;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code --keep-last} takes: bytes of the event log, or virtual time. */
final class KeepLastOption {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)([KMGT])(?:i?B)?");
    private static final Pattern MINUTES_OR_MEBIBYTES = Pattern.compile("[\\d.]+m");

    /** Less would be mostly checkpoints. */
    private static final long LEAST_BYTES = 1L << 20;

    private static final long LEAST_NS = 1_000_000_000L;

    private KeepLastOption() {}

    /** {@code 20G} (K, M, G and T are powers of 1024), or {@code 10min}; throws if it is neither, or too little. */
    static KeepLast parse(String text) {
        if (MINUTES_OR_MEBIBYTES.matcher(text).matches()) {
            String number = text.substring(0, text.length() - 1);
            throw new UnusableInputException("--keep-last " + text + " could be minutes or mebibytes. Next: write "
                    + number + "min or " + number + "M");
        }
        Optional<Long> bytes = bytes(text);
        Optional<Long> time = Durations.nanoseconds(text);
        if (bytes.filter(b -> b >= LEAST_BYTES).isPresent()) {
            return KeepLast.bytes(text, bytes.get());
        }
        if (time.filter(t -> t >= LEAST_NS).isPresent()) {
            return KeepLast.virtualNs(text, time.get());
        }
        throw new UnusableInputException("--keep-last " + text
                + (bytes.isPresent() || time.isPresent() ? " is too little" : " is neither a size nor a time")
                + ". Next: give at least 1M or 1s, such as 20G or 10min");
    }

    private static Optional<Long> bytes(String text) {
        Matcher m = SIZE.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        int shift = 10 * (1 + "KMGT".indexOf(m.group(2)));
        return Optional.of(new BigDecimal(m.group(1))
                .multiply(BigDecimal.valueOf(1L << shift))
                .min(BigDecimal.valueOf(Long.MAX_VALUE - 1))
                .longValue());
    }
}
