package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.Machine;
import dev.trapline.recorder.checkpoint.AccessedPages;
import java.util.BitSet;

/**
 * What is known of a window, from its recorder or once it was run. A search passes over those that cannot have what it looks
 * for.
 */
record WindowFacts(AccessedPages pages) {
    /** False if nothing that is looked for can have happened in the window, intermediate addresses apart. */
    boolean mayMeet(Stops stops, Machine machine) {
        for (Breakpoint b : stops.breakpoints()) {
            if (pages.executed().has(b.address() >>> 12)) {
                return true;
            }
        }
        for (Watchpoint w : stops.watchpoints()) {
            if (mayMeet(w, machine)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayMeet(Watchpoint w, Machine machine) {
        return switch (w.space()) {
            case VIRTUAL -> {
                BitSet watched = new BitSet();
                watched.set((int) (w.address() >>> 12), (int) (w.address() + w.length() - 1 >>> 12) + 1);
                yield w.access().reads() && pages.read().intersects(watched)
                        || w.access().writes() && pages.written().intersects(watched);
            }
            case PHYSICAL -> {
                // What devices write is not marked: whether a frame was written is asked of the checkpoints.
                BitSet frames = StopWatcher.frames(machine.memory(), w);
                yield w.access().writes() || pages.framesRead().intersects(frames);
            }
            // That is not known here: see MappedWatches.
            case INTERMEDIATE -> false;
        };
    }
}
