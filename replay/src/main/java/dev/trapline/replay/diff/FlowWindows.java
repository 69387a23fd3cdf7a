package dev.trapline.replay.diff;

import dev.trapline.recorder.read.Recording;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which parts of two runs to follow instruction by instruction: all of runs that are short, of long ones what lies before
 * their first difference in events.
 *
 * @param note what is left out, if anything is
 */
record FlowWindows(FlowDiff.Window a, FlowDiff.Window b, Optional<String> note) {
    /** How far behind a first difference a run is followed. */
    private static final long BEHIND = 1_000_000;

    /** A recording, and how many of its instructions may be followed. */
    record Run(Recording recording, long most) {
        private boolean isShort() {
            return recording.lastCount() <= most;
        }

        private long count(long event) {
            return EventDiff.event(recording, event).at().count();
        }
    }

    /** A place at which a pCPU is in both runs, by its count in each. */
    private record Anchor(long a, long b) {}

    /** Empty if the runs are long and no event tells where to look. */
    static Optional<FlowWindows> of(Run a, Run b, EventDiff events) {
        if (a.isShort() && b.isShort()) {
            return Optional.of(new FlowWindows(whole(a), whole(b), Optional.empty()));
        }
        Optional<Long> differsA = events.sections().stream()
                .filter(f -> !f.inHandlers() && f.a() > 0)
                .map(EventDiff.Found::a)
                .min(Long::compare);
        Optional<Long> differsB = events.sections().stream()
                .filter(f -> !f.inHandlers() && f.b() > 0)
                .map(EventDiff.Found::b)
                .min(Long::compare);
        if (differsA.isEmpty() || differsB.isEmpty()) {
            return Optional.empty();
        }
        long toA = Math.min(a.recording.lastCount(), a.count(differsA.get()) + BEHIND);
        long toB = Math.min(b.recording.lastCount(), b.count(differsB.get()) + BEHIND);
        Map<Integer, Anchor> anchors = new HashMap<>();
        for (EventDiff.Matched m : events.common()) {
            anchor(m, a, toA - a.most, b, toB - b.most)
                    .ifPresent(found -> anchors.merge(m.cpu(), found, (x, y) -> x.a >= y.a ? x : y));
        }
        Map<Integer, Long> beginsA = new HashMap<>();
        Map<Integer, Long> beginsB = new HashMap<>();
        long fromA = Math.max(0, toA - a.most);
        long fromB = Math.max(0, toB - b.most);
        for (Map.Entry<Integer, Anchor> e : anchors.entrySet()) {
            beginsA.put(e.getKey(), e.getValue().a);
            beginsB.put(e.getKey(), e.getValue().b);
            fromA = Math.min(fromA, e.getValue().a - 1);
            fromB = Math.min(fromB, e.getValue().b - 1);
        }
        String note = String.format(
                "where control goes is compared from count %,d to %,d of the first run, %,d to %,d of the second only"
                        + " (--flow)",
                fromA, toA, fromB, toB);
        return Optional.of(new FlowWindows(
                new FlowDiff.Window(fromA, toA, beginsA), new FlowDiff.Window(fromB, toB, beginsB), Optional.of(note)));
    }

    private static FlowDiff.Window whole(Run run) {
        return new FlowDiff.Window(0, run.recording.lastCount(), Map.of());
    }

    /**
     * The last common event before both windows, if it is no further before them than they are long, or else the first
     * within both.
     */
    private static Optional<Anchor> anchor(EventDiff.Matched m, Run a, long fromA, Run b, long fromB) {
        int low = 0;
        int high = m.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (a.count(m.a().place(middle)) < fromA || b.count(m.b().place(middle)) < fromB) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i <= low; i++) {
            if (i >= 0 && i < m.size()) {
                Anchor found = new Anchor(a.count(m.a().place(i)), b.count(m.b().place(i)));
                if (found.a >= fromA - a.most && found.b >= fromB - b.most && found.a > 0 && found.b > 0) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }
}
