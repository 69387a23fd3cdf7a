package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;

/** Whether the machine moves for this client. */
sealed interface SessionState {
    /** It stands; {@code stop} is why. */
    record Standing(Stop stop) implements SessionState {}

    /**
     * It moves until the target tells of a stop.
     *
     * @param serial differs for each resume
     */
    record Moving(Resume how, long serial) implements SessionState {}

    /** The machine has ended and is gone. */
    record Ended(int status) implements SessionState {}
}
