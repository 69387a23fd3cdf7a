package dev.trapline.replay.diff;

/** Who wrote a piece of memory, as far as a rerun showed. */
public sealed interface Store {
    /** A pCPU's instruction. */
    record ByCpu(Step step, long value) implements Store {}

    /** A device, or the machine's start-up. */
    record ByDevice(long count) implements Store {}

    /** Nobody, since the machine started. */
    record Never() implements Store {}
}
