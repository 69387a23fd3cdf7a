package dev.trapline.replay.position;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the console write that completes a match of a regular expression. A match lies within one line; it is found at
 * the first byte after which no further text of the line could undo it, so a prompt without a line end is found as soon
 * as it stands there, while {@code $} waits for the line's end. Output is read as UTF-8.
 *
 * <p>Only the places of the line where a match may still begin are looked at again when a byte comes: for most
 * expressions that is none or one.
 */
public final class LineMatcher {
    /** A guest that never ends its line is matched in about its last so many characters. */
    private static final int MAX_LINE = 4096;

    private static final char UNREADABLE = '\ufffd';

    private final Pattern pattern;
    private final StringBuilder line = new StringBuilder();
    private final Matcher matcher;
    private int[] starts = new int[16];
    private int startCount;
    private int codePoint;
    private int bytesMissing;

    public LineMatcher(Pattern pattern) {
        this.pattern = pattern;
        this.matcher = pattern.matcher(line);
        // ^ and look-behind see the whole line, not the part a match is tried in.
        matcher.useAnchoringBounds(false);
        matcher.useTransparentBounds(true);
    }

    public Pattern pattern() {
        return pattern;
    }

    /** Takes one byte of output; true if it completes a match. The line is then forgotten up to here. */
    public boolean feed(int byteValue) {
        boolean lineEnds = byteValue == '\n' || byteValue == '\r';
        if (lineEnds) {
            boolean found = line.length() > 0 && matches(true);
            forget();
            return found;
        }
        if (!decode(byteValue & 0xff) || !matches(false)) {
            return false;
        }
        forget();
        return true;
    }

    /** Whether a match stands; drops the places where none can begin any more. */
    private boolean matches(boolean lineEnds) {
        int kept = 0;
        for (int i = 0; i < startCount; i++) {
            matcher.region(starts[i], line.length());
            boolean found = matcher.lookingAt();
            if (found && (lineEnds || !matcher.requireEnd())) {
                return true;
            }
            if (found || matcher.hitEnd()) {
                starts[kept++] = starts[i];
            }
        }
        startCount = kept;
        return false;
    }

    /** Adds what the byte completes to the line; false if that is nothing yet. */
    private boolean decode(int b) {
        if (b < 0x80) {
            bytesMissing = 0;
            append(b);
            return true;
        }
        if (b >= 0xc0) {
            bytesMissing = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : 1;
            codePoint = b & (0x3f >> bytesMissing);
            return false;
        }
        if (bytesMissing == 0) {
            append(UNREADABLE);
            return true;
        }
        codePoint = codePoint << 6 | b & 0x3f;
        bytesMissing--;
        if (bytesMissing == 0) {
            append(Character.isValidCodePoint(codePoint) ? codePoint : UNREADABLE);
            return true;
        }
        return false;
    }

    private void append(int character) {
        if (line.length() >= MAX_LINE) {
            shorten();
        }
        if (startCount == starts.length) {
            starts = Arrays.copyOf(starts, 2 * startCount);
        }
        starts[startCount++] = line.length();
        line.appendCodePoint(character);
    }

    private void shorten() {
        int dropped = MAX_LINE / 2;
        line.delete(0, dropped);
        int kept = 0;
        for (int i = 0; i < startCount; i++) {
            if (starts[i] >= dropped) {
                starts[kept++] = starts[i] - dropped;
            }
        }
        startCount = kept;
    }

    private void forget() {
        line.setLength(0);
        startCount = 0;
        bytesMissing = 0;
    }
}
