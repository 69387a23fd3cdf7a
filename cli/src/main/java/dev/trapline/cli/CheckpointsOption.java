package dev.trapline.cli;

import dev.trapline.recorder.checkpoint.CheckpointLimit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code --checkpoints} says. */
final class CheckpointsOption {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([KMG]?)");

    private CheckpointsOption() {}

    /** Reads {@code none}, a number of checkpoints, or a size of all of them such as {@code 64M}. */
    static CheckpointLimit parse(String text) {
        if (text.equals("none")) {
            return CheckpointLimit.NONE;
        }
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new UnusableInputException("--checkpoints " + text
                    + " is neither a number nor a size. Next: write none, a number such as 20, or a size such as 64M");
        }
        long number = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "K" -> CheckpointLimit.ofBytes(number << 10);
            case "M" -> CheckpointLimit.ofBytes(number << 20);
            case "G" -> CheckpointLimit.ofBytes(number << 30);
            default -> CheckpointLimit.ofCount((int) number);
        };
    }
}
