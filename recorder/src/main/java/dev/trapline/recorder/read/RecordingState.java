package dev.trapline.recorder.read;

/** What became of a recording. */
public enum RecordingState {
    /** It was closed, and says how it ended. */
    ENDED,
    /** Its recorder was killed: it ends with the last batch that came to the log. */
    KILLED,
    /** It is being written. */
    RECORDING
}
