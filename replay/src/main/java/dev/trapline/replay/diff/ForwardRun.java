package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;

/** A recording run again, as far as a comparison needs it: forward, to be looked at where it stands. */
interface ForwardRun {
    /** The machine where it stands, between two instructions. */
    Machine machine();

    /**
     * Runs on until {@code toCount} instructions were attempted.
     *
     * @return false if it cannot get there: the recording ends before, or does not recur
     */
    boolean run(long toCount);

    /** Instructions attempted so far. */
    default long count() {
        return machine().clock().count;
    }
}
