package dev.trapline.replay.debug;

import dev.trapline.replay.timeline.Timeline;

/** Where a pCPU's instructions are among those of all. */
final class ThreadHistory {
    private final Timeline timeline;

    ThreadHistory(Timeline timeline) {
        this.timeline = timeline;
    }

    private long instructions(int cpu) {
        return timeline.machine().cpu(cpu).instructions();
    }

    /**
     * Goes to before the last instruction that a pCPU attempted before the cursor.
     *
     * @return false if it attempted none; the cursor is at the beginning then
     */
    boolean stepBack(int cpu) {
        long here = timeline.count();
        long attempted = instructions(cpu);
        long distance = 1;
        // Others may have executed since: look further and further back for a place before it.
        while (true) {
            long to = Math.max(timeline.first(), here - distance);
            timeline.seek(to);
            if (instructions(cpu) < attempted) {
                break;
            }
            if (to == timeline.first()) {
                return false;
            }
            distance *= 4;
        }
        if (distance > 1) {
            lastBefore(cpu, attempted, here);
        }
        return true;
    }

    /** From a place before it, goes to the latest place where the pCPU has attempted one instruction less than that. */
    private void lastBefore(int cpu, long attempted, long limit) {
        long low = timeline.count();
        long high = limit;
        // At low it has attempted fewer, at high as many: where that changes is after the instruction.
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            timeline.seek(middle);
            if (instructions(cpu) < attempted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        timeline.seek(low);
    }
}
