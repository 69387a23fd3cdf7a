package dev.trapline.emu.exec;

/** Why the run loop came back. */
public enum Pause {
    /** The count asked for was reached. */
    COUNT,
    /** Somebody outside asked to stop. */
    ASKED,
    /** The guest switched the machine off. */
    POWER_OFF,
    /** The guest asked for a reset. */
    RESET,
    /** The pCPUs can never do anything but what they do now; {@link RunLoop#crash} says what. */
    CRASH,
    /** Every pCPU waits, and nothing will ever come. */
    DEADLOCK
}
