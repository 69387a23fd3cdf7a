package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.Machine;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A recording cut at its checkpoints, and what is known of each piece. Window {@code i} begins at checkpoint {@code i - 1}
 * of the recording, the first at its beginning. Any thread may ask.
 */
final class Windows {
    private final CheckpointReader reader;
    private final List<Long> counts;
    /** Where the recording can be replayed from at the earliest. */
    private final Checkpoint begin;

    private final long end;
    /** Of windows that were asked about; empty where nothing is known yet. */
    private final Map<Integer, Optional<WindowFacts>> facts = new ConcurrentHashMap<>();

    /** @param begin the machine as it was built, or the first checkpoint of a recording that begins with one */
    Windows(CheckpointReader reader, Checkpoint begin, long end) {
        this.reader = reader;
        this.begin = begin;
        this.end = end;
        counts = reader.counts().stream().filter(c -> c > begin.count()).toList();
        skipped = reader.counts().size() - counts.size();
    }

    /** How many of the reader's checkpoints are not after the beginning. */
    private final int skipped;

    int size() {
        return counts.size() + 1;
    }

    long first(int window) {
        return window == 0 ? begin.count() : counts.get(window - 1);
    }

    long last(int window) {
        return window == counts.size() ? end : counts.get(window);
    }

    /** The window whose instructions include the one after a count. */
    int at(long count) {
        int found = Collections.binarySearch(counts, count);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The state where a window begins. */
    Checkpoint start(int window) {
        return window == 0 ? begin : reader.atOrBefore(first(window)).orElseThrow();
    }

    void learn(int window, WindowFacts known) {
        facts.put(window, Optional.of(known));
    }

    boolean isKnown(int window) {
        return facts(window).isPresent();
    }

    private Optional<WindowFacts> facts(int window) {
        return facts.computeIfAbsent(
                window, w -> w < counts.size() ? reader.accessed(skipped + w).map(WindowFacts::new) : Optional.empty());
    }

    /** False if nothing that is looked for, intermediate addresses apart, can have happened in a window, as far as is known. */
    boolean mayMeet(int window, Stops stops, Machine machine) {
        Optional<WindowFacts> known = facts(window);
        if (known.isPresent() && !known.get().mayMeet(stops, machine)) {
            return false;
        }
        return !stops.breakpoints().isEmpty()
                || stops.watchpoints().stream().anyMatch(w -> !isLeftAlone(window, w, machine));
    }

    private boolean isLeftAlone(int window, Watchpoint w, Machine machine) {
        return switch (w.space()) {
            case VIRTUAL -> false;
            case PHYSICAL -> !w.access().reads() && !mayHaveWritten(window, StopWatcher.frames(machine.memory(), w));
            case INTERMEDIATE -> true;
        };
    }

    /** False if the checkpoint at a window's end shows that nobody wrote some frames in it. */
    boolean mayHaveWritten(int window, BitSet frames) {
        return window >= counts.size()
                || reader.written(skipped + window)
                        .map(written -> written.intersects(frames))
                        .orElse(true);
    }

    /** False if it is known that no pCPU read some frames in a window. */
    boolean mayHaveRead(int window, BitSet frames) {
        return facts(window)
                .map(known -> known.pages().framesRead().intersects(frames))
                .orElse(true);
    }

    /** All windows that overlap a range of counts, newest first. */
    List<Integer> newestFirst(long from, long to) {
        List<Integer> found = new ArrayList<>();
        for (int window = size() - 1; window >= 0; window--) {
            if (first(window) < to && last(window) > from) {
                found.add(window);
            }
        }
        return found;
    }
}
