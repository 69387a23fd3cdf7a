package dev.trapline.replay.diff;

import dev.trapline.recorder.schema.TraceEvent;
import java.util.List;

/**
 * The first instruction after which two runs of one machine are not in the same state.
 *
 * @param a what the first run attempted there
 * @param b what the second run attempted there: another if an interrupt came in one of them
 * @param codeA as text
 * @param state what differs after it
 * @param writers who wrote each piece of memory that differs last, that instruction included; as many as {@code state} has pieces
 * @param devicesA what the first run's devices did with it: were read and written, wrote memory, raised and lowered their lines
 */
public record FirstInstruction(
        Step a,
        Step b,
        String codeA,
        String codeB,
        StateDiff state,
        List<Writers> writers,
        List<TraceEvent> devicesA,
        List<TraceEvent> devicesB) {
    /** Who wrote one piece of memory last, in each run. */
    public record Writers(Store a, Store b) {}

    public long count() {
        return a.count();
    }
}
