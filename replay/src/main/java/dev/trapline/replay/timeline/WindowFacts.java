package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.emu.mmu.Translation;
import java.util.BitSet;

/**
 * What is known of a window once it was run: the pages it executed from, read and wrote. A search passes over those that
 * cannot have what it looks for.
 *
 * @param executed virtual pages, by bits 31 to 12; the others likewise
 * @param framesRead frames, by number
 */
record WindowFacts(PageSet executed, PageSet read, PageSet written, PageSet framesRead) {
    static WindowFacts of(AccessMarks marks) {
        return new WindowFacts(
                new PageSet(marks.pages(Translation.EXECUTE)),
                new PageSet(marks.pages(Translation.READ)),
                new PageSet(marks.pages(Translation.WRITE)),
                new PageSet(marks.frames(Translation.READ)));
    }

    /** False if nothing that is looked for can have happened in the window. */
    boolean mayMeet(Stops stops, Machine machine) {
        for (Breakpoint b : stops.breakpoints()) {
            if (executed.has(b.address() >>> 12)) {
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
                BitSet pages = new BitSet();
                pages.set((int) (w.address() >>> 12), (int) (w.address() + w.length() - 1 >>> 12) + 1);
                yield w.access().reads() && read.intersects(pages) || w.access().writes() && written.intersects(pages);
            }
            case PHYSICAL -> {
                // What devices write is not marked: whether a frame was written is asked of the checkpoints.
                BitSet frames = StopWatcher.frames(machine.memory(), w);
                yield w.access().writes() || framesRead.intersects(frames);
            }
            // Which frames those were in the window is not known.
            case INTERMEDIATE -> true;
        };
    }
}
