package dev.trapline.replay.diff;

import dev.trapline.emu.exec.Whereabouts;
import java.util.List;

/**
 * Where a pCPU's own way through the code differs between two runs.
 *
 * @param cpu which pCPU
 * @param forGood whether the ways do not come together again within what was compared
 * @param pc of the last instruction both executed: the jump that one run took, or both to different places; unsigned
 * @param a where the first run went
 * @param b where the second run went
 * @param readings what was loaded on the way there that was not the same, the nearest first; only of the first partings
 */
public record Parting(int cpu, boolean forGood, long pc, Way a, Way b, List<Reading> readings) {
    /**
     * The first jump that only this run made.
     *
     * @param ends whether there is none: the pCPU does nothing more; then the addresses are those of its last jump
     * @param from address of the jump, unsigned
     * @param to its target, unsigned
     * @param count of the instruction at the target
     * @param machine what each pCPU was at before it, if the parting was looked into
     */
    public record Way(boolean ends, long from, long to, long count, List<Whereabouts> machine) {}

    /** One load that both runs made and that gave them different values, and who wrote what they read. */
    public record Reading(Loads.Load a, Loads.Load b, Writers.Around aWriters, Writers.Around bWriters) {}

    /** Whether both runs go on, elsewhere; else one merely ended there. */
    public boolean isReal() {
        return !a.ends && !b.ends;
    }
}
