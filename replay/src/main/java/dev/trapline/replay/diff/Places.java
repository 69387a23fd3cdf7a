package dev.trapline.replay.diff;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/** Which instructions have given numbers, in one rerun. */
final class Places {
    /** An instruction and its text. */
    record Found(Step step, String instruction) {}

    /** Instructions worth looking for a checkpoint. */
    private static final long FAR = 1_000_000;

    private Places() {}

    /** Those of the counts that the recording reaches. */
    static Map<Long, Found> of(ForwardRuns reruns, SortedSet<Long> counts) {
        Map<Long, Found> found = new HashMap<>();
        if (counts.isEmpty()) {
            return found;
        }
        ForwardRun rerun = reruns.at(0);
        for (long count : counts) {
            if (count == 0) {
                continue;
            }
            if (count - 1 - rerun.count() > FAR) {
                rerun = reruns.at(count - 1);
            }
            Step step = rerun.run(count - 1) ? new Stepper(rerun).next() : null;
            if (step != null) {
                found.put(count, new Found(step, Code.text(rerun.machine(), step)));
            }
        }
        return found;
    }
}
