package dev.trapline.emu.debug;

import java.util.Optional;

/** Moments of history worth a look, numbered from 0; while one is selected, registers and memory are of that moment. */
public interface TraceFrames {
    long size();

    /** What the selected one is, for people; empty if none is selected. */
    Optional<String> description();

    /** Selects one. */
    void select(long number);

    /** Selects the first after {@code after} (-1 for all) at which some thread is at {@code pc}; empty if there is none. */
    Optional<Long> selectAt(long after, int pc);

    /** Back to where the debugger was. */
    void leave();
}
