package dev.trapline.emu.device.net;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thing a scripted server does. */
public sealed interface Step {
    /** Waits until what was received contains this text or matches this expression, and takes everything up to there. */
    record Expect(Pattern pattern) implements Step {
        static Expect text(String text) {
            return new Expect(Pattern.compile(text, Pattern.LITERAL));
        }

        /** End of the first match in the first {@code length} bytes, each taken as one character; -1 for none yet. */
        int endOfMatch(byte[] received, int length) {
            Matcher m = pattern.matcher(new String(received, 0, length, StandardCharsets.ISO_8859_1));
            return m.find() ? m.end() : -1;
        }
    }

    /** Sends these bytes, which nobody may change. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    record Send(byte[] bytes) implements Step {}

    /** Lets virtual time pass before the next step. */
    record Wait(long ns) implements Step {}

    /** Sends back whatever comes, from here on. */
    record Echo() implements Step {}

    /** Ends our side of the connection once all is sent. */
    record Close() implements Step {}

    /** Resets the connection. */
    record Reset() implements Step {}
}
