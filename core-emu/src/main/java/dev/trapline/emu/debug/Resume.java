package dev.trapline.emu.debug;

/**
 * How to go on. All pCPUs run as the machine's own schedule has it: a debugger does not change what the machine does, so
 * it cannot hold one of them and let another run.
 */
public sealed interface Resume {
    boolean backwards();

    /** To the next point, or for ever. */
    record Run(boolean backwards) implements Resume {}

    /** Until this thread has executed one instruction more, or one less backwards. */
    record Step(boolean backwards, ThreadId thread) implements Resume {}

    /**
     * Step while this thread's pc is from {@code start} and below {@code end}; at least once. Addresses compare unsigned.
     */
    record StepRange(ThreadId thread, int start, int end) implements Resume {
        @Override
        public boolean backwards() {
            return false;
        }
    }
}
