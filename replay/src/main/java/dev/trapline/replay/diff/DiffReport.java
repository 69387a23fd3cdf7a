package dev.trapline.replay.diff;

import java.util.List;
import java.util.Optional;

/**
 * How two runs differ.
 *
 * @param differs whether they do, but for timing where the machines are not the same
 * @param verdict the answer in one line
 * @param firstEvent in instruction mode, the first events that differ, if any do
 * @param firstInstruction in instruction mode, the first instruction after which the states differ
 * @param partings where control went other ways, if that was looked at; the most telling first
 * @param sections the first difference of each section that has one, in the order of {@link Section}
 * @param lastCommon the last event both had before those, in each run
 * @param notes what was left out, and why
 */
public record DiffReport(
        Side a,
        Side b,
        Level level,
        boolean differs,
        String verdict,
        ManifestDiff manifests,
        Optional<EventPair> firstEvent,
        Optional<FirstInstruction> firstInstruction,
        List<Parting> partings,
        List<SectionDiff> sections,
        Optional<EventPair> lastCommon,
        List<String> notes) {
    /** An event of each run; empty where a run has none there. */
    public record EventPair(Optional<Mark> a, Optional<Mark> b) {}
}
