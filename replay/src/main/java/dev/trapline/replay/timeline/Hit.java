package dev.trapline.replay.timeline;

import dev.trapline.recorder.schema.TraceEvent;

/**
 * A stop that was met.
 *
 * @param count of the instruction, which is the {@code count}th: the state before it is at {@code count - 1}
 * @param cpu index of the pCPU, -1 if it was none
 */
public record Hit(long count, int cpu, Cause cause) {
    /** What was met. */
    public sealed interface Cause {
        /** The instruction at a breakpoint came up. */
        record Reached(Breakpoint breakpoint) implements Cause {}

        /**
         * Watched bytes were accessed.
         *
         * @param pc of the instruction, 0 if a device wrote
         * @param va virtual address of the access, 0 if a device wrote
         * @param pa physical address of the access
         * @param size in bytes
         * @param value what was written; 0 for reads and for devices
         */
        record Accessed(Watchpoint watchpoint, boolean write, int pc, int va, long pa, int size, long value)
                implements Cause {}

        /** An event of the recording. */
        record Happened(TraceEvent event) implements Cause {}
    }

    /** Where a run forwards stands then: before an instruction it shall stop at, after an access or event. */
    public long countForwards() {
        return cause instanceof Cause.Reached ? count - 1 : count;
    }

    /** Where a run backwards stands then: before the instruction, or at the event. */
    public long countBackwards() {
        return cause instanceof Cause.Happened ? count : count - 1;
    }
}
