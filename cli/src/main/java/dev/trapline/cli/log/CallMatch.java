package dev.trapline.cli.log;

import dev.trapline.cli.UnusableInputException;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.words.Calls;
import java.util.Optional;

/**
 * A call that is looked for.
 *
 * @param name of its convention, or empty
 * @param number the call's number if there is no name
 */
record CallMatch(String name, int number) {
    /** {@code CPU_ON}, {@code 0x84000003} or {@code 32}. */
    static CallMatch parse(String text) {
        String digits = text.replace("_", "");
        try {
            if (!digits.isEmpty() && Character.isDigit(digits.charAt(0))) {
                boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
                return new CallMatch(
                        "", hex ? Integer.parseUnsignedInt(digits.substring(2), 16) : Integer.parseUnsignedInt(digits));
            }
        } catch (NumberFormatException e) {
            throw unusable(text);
        }
        if (!text.matches("[A-Za-z_]+")) {
            throw unusable(text);
        }
        return new CallMatch(text, 0);
    }

    private static UnusableInputException unusable(String text) {
        return new UnusableInputException("--hypercall " + text
                + " is neither a name nor a number of 32 bits. Next: give one such as CPU_ON, 0x84000003 or 32");
    }

    boolean is(TraceEvent event, Calls calls) {
        return switch (event) {
            case TraceEvent.Call c -> is(c.number(), calls.name(c.call(), c.immediate(), c.number()));
            case TraceEvent.CallReturn c -> is(c.number(), calls.name(c));
            default -> false;
        };
    }

    private boolean is(int called, Optional<String> named) {
        return name.isEmpty()
                ? called == number
                : named.filter(name::equalsIgnoreCase).isPresent();
    }
}
