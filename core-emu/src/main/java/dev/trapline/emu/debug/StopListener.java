package dev.trapline.emu.debug;

/** Told of what comes of a {@link DebugTarget#resume}; called on any thread, and must return soon. */
public interface StopListener {
    /** The machine stopped; exactly once for each resume. */
    void stopped(Stop stop);

    /**
     * The machine stands within an instruction until {@link DebugTarget#answered} says what came of a call. Until then its
     * memory can be read, and what the call is about be written.
     *
     * @return whether it will be answered; false if this debugger serves no calls
     */
    default boolean asks(FileCall call) {
        return false;
    }

    /** Whether the resume is to be given up: the user has asked for that since, though {@link DebugTarget#interrupt} came too early. */
    default boolean givesUp() {
        return false;
    }

    /** Something for people on the way, whole lines: progress of a long search for one. */
    void says(String text);
}
