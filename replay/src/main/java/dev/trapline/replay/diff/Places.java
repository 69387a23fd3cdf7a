package dev.trapline.replay.diff;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/** Which instructions have given numbers, in one rerun. */
final class Places {
    /** An instruction and its text. */
    record Found(Step step, String instruction) {}

    private Places() {}

    /** Those of the counts that the recording reaches. */
    static Map<Long, Found> of(Reruns reruns, SortedSet<Long> counts) {
        Map<Long, Found> found = new HashMap<>();
        if (counts.isEmpty()) {
            return found;
        }
        Rerun rerun = reruns.at(0);
        Stepper stepper = new Stepper(rerun);
        for (long count : counts) {
            if (count == 0 || !rerun.run(count - 1)) {
                continue;
            }
            Step step = stepper.next();
            if (step != null) {
                found.put(count, new Found(step, Code.text(rerun.machine(), step)));
            }
        }
        return found;
    }
}
