package dev.trapline.replay.diff;

/**
 * The first instruction after which two runs of one machine are not in the same state.
 *
 * @param a what the first run attempted there
 * @param b what the second run attempted there: another if an interrupt came in one of them
 * @param codeA as text
 * @param state what differs after it
 */
public record FirstInstruction(Step a, Step b, String codeA, String codeB, StateDiff state) {
    public long count() {
        return a.count();
    }
}
