package dev.trapline.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and dates as people, and QEMU's users, write them. */
final class Numbers {
    private static final Pattern COUNT = Pattern.compile("([0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][0-9]{1,2})?)([KMG]?)");

    /** Threads beyond any host's processors do nothing but take memory. */
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([KMG]?)");

    private static final int MOST_JOBS = 1024;

    private Numbers() {}

    /** {@code 4}, or QEMU's {@code cpus=4}. */
    static int cpus(String text) {
        try {
            return Integer.parseInt(text.replaceFirst("^cpus=", ""));
        } catch (NumberFormatException e) {
            throw new UnusableInputException("--cpus " + text + " is not a number. Next: give --cpus 1 to 8", e);
        }
    }

    /** A number of instructions: {@code 5000000}, {@code 5_000_000}, {@code 5e9}, {@code 2.5G} (a thousand million). */
    static long count(String option, String text) {
        Matcher m = COUNT.matcher(text);
        if (m.matches()) {
            int zeroes = switch (m.group(2)) {
                case "K" -> 3;
                case "M" -> 6;
                case "G" -> 9;
                default -> 0;
            };
            try {
                return new BigDecimal(m.group(1).replace("_", ""))
                        .scaleByPowerOfTen(zeroes)
                        .longValueExact();
            } catch (ArithmeticException e) {
                throw notACount(option, text);
            }
        }
        throw notACount(option, text);
    }

    /** Bytes: a number, then K, M or G, powers of 1024. */
    static long size(String option, String text) {
        Matcher m = SIZE.matcher(text);
        if (!m.matches()) {
            throw new UnusableInputException(
                    option + " " + text + " is not a size. Next: write a number with K, M or G, such as 512M");
        }
        return Long.parseLong(m.group(1))
                << switch (m.group(2)) {
                    case "K" -> 10;
                    case "M" -> 20;
                    case "G" -> 30;
                    default -> 0;
                };
    }

    /** As {@link #count}, and at least 1. */
    static long positive(String option, String text) {
        long count = count(option, text);
        if (count < 1) {
            throw new UnusableInputException(option + " " + text + " is none at all. Next: give 1 or more");
        }
        return count;
    }

    /** How many at a time: {@code --jobs}, or else as many as the host has processors. */
    static int jobs(Optional<String> text) {
        return text.map(t -> (int) Math.min(MOST_JOBS, positive("--jobs", t)))
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    private static UnusableInputException notACount(String option, String text) {
        return new UnusableInputException(option + " " + text
                + " is not a whole number that can be counted to. Next: write one such as 5000000 or 5e9");
    }

    static long seed(String text) {
        return whole(text)
                .orElseThrow(() -> new UnusableInputException(
                        "--seed " + text + " is not a number from 0 to 2^63 - 1. Next: give one, such as 7"));
    }

    /** The physical address in {@code --load F@ADDR}, hexadecimal with 0x or decimal. */
    static long address(String load, String text) {
        return whole(text)
                .orElseThrow(() -> new UnusableInputException("--load " + load
                        + " has no address after its last @. Next: write one, such as a.bin@0x48000000"));
    }

    /** A number from 0 on, hexadecimal with 0x or decimal; empty if it is none. */
    static Optional<Long> whole(String text) {
        String digits = text.replace("_", "");
        boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
        try {
            long value = hex ? Long.parseLong(digits.substring(2), 16) : Long.parseLong(digits);
            return value < 0 ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Seconds since 1970 of {@code now}, a day, or a day and time, in UTC. */
    static long rtc(String text) {
        if (text.equals("now")) {
            return System.currentTimeMillis() / 1000;
        }
        try {
            String plain = text.replaceFirst("Z$", "");
            return plain.length() == "2026-01-01".length()
                    ? LocalDate.parse(plain).atStartOfDay().toEpochSecond(ZoneOffset.UTC)
                    : LocalDateTime.parse(plain).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new UnusableInputException(
                    "--rtc " + text + " is not a date. Next: write 2026-01-31, 2026-01-31T12:00:00 (UTC) or now", e);
        }
    }
}
