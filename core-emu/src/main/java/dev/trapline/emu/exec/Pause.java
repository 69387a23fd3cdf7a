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
    /** A pCPU can never do anything but what it does now; {@link RunLoop#crash} says what. */
    CRASH,
    /** Every pCPU waits, and nothing will ever come. */
    DEADLOCK
}
