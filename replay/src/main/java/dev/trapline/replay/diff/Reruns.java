package dev.trapline.replay.diff;

/** Where reruns of one recording come from. */
@FunctionalInterface
interface Reruns {
    /** A rerun that stands at {@code count}, or at the end if the recording ends before. */
    Rerun at(long count);
}
