package dev.trapline.emu;

import java.util.List;

/**
 * The behaviour version: what a run of the machine and of the model comes out as, for one description and one set of
 * inputs.
 *
 * <p>A change that can make any run end differently (CPU, MMU, GIC, timers, boards, model) adds a row here and the same
 * line to {@code docs/behaviour.md}. A recording names the version that made it.
 */
public final class Behaviour {
    /**
     * One change of behaviour.
     *
     * @param version counts from 1 without gaps
     * @param what what runs differently since, in one line
     */
    public record Change(int version, String what) {}

    /** Every change, oldest first. */
    public static final List<Change> CHANGES = List.of(
            new Change(1, "The first machine."),
            new Change(
                    2,
                    "A loop that nothing can end is a crash whatever its length, and only then; the performance counters"
                            + " interrupt when they overflow; LDC, STC and CDP to CP14 and CP15 as on a Cortex-A15."),
            new Change(
                    3,
                    "A call is answered where its vCPU goes on, on whatever pCPU and whoever ran between; an SMC that traps"
                            + " to the hypervisor is a call."));

    /** The behaviour of this build. */
    public static final int VERSION = CHANGES.getLast().version();

    private Behaviour() {}
}
