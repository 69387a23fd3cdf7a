package dev.trapline.emu.machine;

import dev.trapline.emu.board.VirtBoard;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as people write them: {@code 512M}, {@code 2G}, and as QEMU takes them, {@code 512} for MiB. */
public final class MemorySize {
    /** Less than any kernel with its device tree needs. */
    public static final long MIN_BYTES = 1L << 20;

    private static final long PAGE = 4096;
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([KMGkmg]?)(?:[Bb]|i?[Bb])?");

    private MemorySize() {}

    /**
     * Bytes of {@code text}: a number, then K, M or G (powers of 1024); a bare number is MiB.
     *
     * @param option the option it was given with, for errors
     */
    public static long parse(String option, String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            throw new MachineSpecException(
                    option + " " + text + " is not a size", "write a number with K, M or G, such as 512M");
        }
        int shift = switch (m.group(2)) {
            case "K", "k" -> 10;
            case "G", "g" -> 30;
            default -> 20;
        };
        return checked(option + " " + text, Long.parseLong(m.group(1)) << shift);
    }

    /** The size itself, if a machine can have it. */
    static long checked(String said, long bytes) {
        if (bytes < MIN_BYTES || bytes > VirtBoard.MAX_RAM) {
            throw new MachineSpecException(
                    said + " is " + (bytes < MIN_BYTES ? "too little" : "too much")
                            + " memory for board virt, which takes 1M to 3G",
                    "give between 1M and 3G, such as 512M");
        }
        if (bytes % PAGE != 0) {
            throw new MachineSpecException(said + " is not a multiple of 4K", "round it to 4K");
        }
        return bytes;
    }

    /** The shortest form that parses to {@code bytes}. */
    public static String format(long bytes) {
        if (bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "G";
        }
        return bytes % (1L << 20) == 0 ? (bytes >> 20) + "M" : (bytes >> 10) + "K";
    }
}
