package dev.trapline.emu.debug;

/** Told of what comes of a {@link DebugTarget#resume}; called on any thread, and must return soon. */
public interface StopListener {
    /** The machine stopped; exactly once for each resume. */
    void stopped(Stop stop);

    /** Something for people on the way, whole lines: progress of a long search for one. */
    void says(String text);
}
