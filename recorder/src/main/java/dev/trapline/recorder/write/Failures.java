package dev.trapline.recorder.write;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.manifest.Ending;
import java.io.IOException;

/** Why a recording could not go on, in words. */
final class Failures {
    /** Words that are there already: to make others, memory would be needed. */
    static final String OUT_OF_MEMORY = "the host's memory was used up";

    private static final String MORE_MEMORY = "give a smaller --memory, or a larger heap by TRAPLINE_JVM_OPTS=-Xmx...";

    private Failures() {}

    static Ending.Why why(Throwable e) {
        return isDiskFull(e) ? Ending.Why.DISK_FULL : Ending.Why.FAILED;
    }

    static String words(Throwable e) {
        if (isOutOfMemory(e)) {
            return OUT_OF_MEMORY;
        }
        return isDiskFull(e) ? "the disk was full" : "writing failed: " + e;
    }

    /** What is told where there is no memory to tell more. */
    static RecordingException gone() {
        return new RecordingException(OUT_OF_MEMORY + ", and the recording could not be closed", MORE_MEMORY);
    }

    static RecordingException of(Throwable e, long count) {
        String kept = "; the recording is closed at count " + count + " and replays to there";
        if (isOutOfMemory(e)) {
            RecordingException told = new RecordingException(OUT_OF_MEMORY + kept, MORE_MEMORY);
            told.initCause(e);
            return told;
        }
        RecordingException told = isDiskFull(e)
                ? new RecordingException(
                        "the recording's disk is full" + kept, "free space on it, or record to another with -o")
                : new RecordingException(
                        "the recording cannot be written (" + e + ")" + kept, "look at the disk it is on");
        told.initCause(e);
        return told;
    }

    /** Whether it is that, in whatever wrapping: Chronicle has some of its own. */
    static boolean isOutOfMemory(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /** The only thing Java tells a full disk, or a used-up quota, by is the system's message. */
    private static boolean isDiskFull(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof IOException
                && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
    }
}
