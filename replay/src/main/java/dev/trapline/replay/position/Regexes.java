package dev.trapline.replay.position;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions from people. */
public final class Regexes {
    private Regexes() {}

    /**
     * Compiles one.
     *
     * @param where what it was given as, for errors
     */
    public static Pattern compile(String where, String regex) {
        if (regex.isEmpty()) {
            throw new PositionException(where + " is empty and would match anything", "write what to wait for");
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new PositionException(
                    where + " '" + regex + "' is not a regular expression: " + e.getDescription()
                            + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)),
                    "put a backslash before characters that are meant as they stand");
        }
    }
}
