package dev.trapline.recorder.schema;

/** What running again does with an event: the table of "The recording in detail". */
public enum EventRole {
    /** Came from outside: replay and verify both feed it. */
    INPUT(Use.FEED, Use.FEED),
    /** What devices did: replay feeds it and needs no devices, verify runs them and compares. */
    DEVICE(Use.FEED, Use.CHECK),
    /** Follows from the machine and what it is fed: always compared. */
    CHECK(Use.CHECK, Use.CHECK),
    /** The model's effects: replay compares them when the model's behaviour is the recording's, else it feeds them. */
    MODEL(Use.CHECK_OR_FEED, Use.CHECK),
    /** Says something about the run; running again produces nothing to compare it with. */
    MARKER(Use.PASS, Use.PASS);

    /** What is done with an event when its position is reached. */
    public enum Use {
        FEED,
        CHECK,
        CHECK_OR_FEED,
        PASS
    }

    private final Use onReplay;
    private final Use onVerify;

    EventRole(Use onReplay, Use onVerify) {
        this.onReplay = onReplay;
        this.onVerify = onVerify;
    }

    public Use onReplay() {
        return onReplay;
    }

    public Use onVerify() {
        return onVerify;
    }
}
