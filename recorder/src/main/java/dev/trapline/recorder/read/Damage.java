package dev.trapline.recorder.read;

import dev.trapline.recorder.RecordingException;

/**
 * Where a recording is not what its writer wrote.
 *
 * @param recording its name
 * @param what what is wrong, and in which file and at which byte
 * @param batch sequence number of the first batch that cannot be used
 * @param count up to which it can
 * @param event the last that can be read; 0 if none
 */
public record Damage(String recording, String what, long batch, long count, long event) {
    /** As an error, which says what can still be used. */
    public RecordingException toException() {
        String usable = event == 0
                ? "no event can be read"
                : "events up to #" + event + ", count " + count + ", can still be read";
        return new RecordingException(
                recording + " is damaged: " + what + "; " + usable,
                "take the recording from another copy, or use it up to there");
    }
}
