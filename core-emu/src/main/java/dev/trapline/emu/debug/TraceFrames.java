package dev.trapline.emu.debug;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Moments of history worth a look, numbered from 0; while one is selected, registers and memory are of that moment. To
 * get to one may take long: what is given up throws {@link DebugException}, which says how far it came, and then what was
 * selected before still is.
 */
public interface TraceFrames {
    long size();

    /** What the selected one is, for people; empty if none is selected. */
    Optional<String> description();

    /** The thread that the selected one is about; empty if none is selected, or it is about none. */
    Optional<ThreadId> thread();

    /**
     * Selects one.
     *
     * @param givenUp asked now and then
     */
    void select(long number, BooleanSupplier givenUp);

    /**
     * Selects the first after {@code after} (-1 for all) at which some thread is at {@code pc}; empty if there is none.
     *
     * @param givenUp asked now and then
     */
    Optional<Long> selectAt(long after, int pc, BooleanSupplier givenUp);

    /**
     * What is said of a search that was given up.
     *
     * @param after the frame behind which it began, -1 for none
     * @param before the frame that was not looked at any more
     */
    static DebugException givenUp(long after, long before) {
        return new DebugException(
                before - 1 > after
                        ? "frames " + (after + 1) + " to " + (before - 1) + " are not it; 'tfind " + (before - 1)
                                + "' and the same again goes on from there"
                        : "the next frame is too far away");
    }

    /** Back to where the debugger was. */
    void leave();
}
