package dev.trapline.emu.debug;

/** Hands out targets: one to each debugger that comes. From any thread. */
public interface DebugTargets {
    /** What there is to debug, one line for people. */
    String description();

    /**
     * A debugger comes.
     *
     * @throws DebugException if it cannot have one
     */
    DebugTarget attach();
}
