package dev.trapline.replay.diff;

/** What two runs are compared in, in the order of a report. */
public enum Section {
    INPUTS("inputs"),
    CALLS("calls"),
    DEVICE_WRITES("device writes"),
    CONSOLE("console"),
    EXCEPTIONS("exceptions"),
    DEVICE_ANSWERS("device answers");

    private final String words;

    Section(String words) {
        this.words = words;
    }

    /** Its name for people. */
    public String words() {
        return words;
    }
}
