package dev.trapline.replay.junit;

/** How a recording is run again. */
public enum How {
    /** Without devices: what they did, and what was typed, is fed. Needs nothing but the recording. */
    REPLAY,
    /** With live devices, which are compared too. Needs the disks where they were. */
    VERIFY
}
