package dev.trapline.replay.diff;

import java.util.Optional;

/**
 * The first difference in one section.
 *
 * @param where which pCPU, world and so on, in words
 * @param a the first event only the first run has there; empty if it has no more of them
 * @param b likewise of the second run
 * @param differences how many there are in the section, at most {@link EventDiff#MOST} for each pCPU
 * @param rejoined whether the same follows in both again
 * @param inHandlers whether it is within what interrupts caused, whose timing may differ
 */
public record SectionDiff(
        Section section,
        String where,
        Optional<Mark> a,
        Optional<Mark> b,
        int differences,
        boolean rejoined,
        boolean inHandlers) {}
