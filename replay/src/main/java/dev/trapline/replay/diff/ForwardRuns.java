package dev.trapline.replay.diff;

/** Where reruns of one recording come from. */
@FunctionalInterface
interface ForwardRuns {
    /** A rerun that stands at {@code count}, or at the end if the recording ends before. */
    ForwardRun at(long count);
}
