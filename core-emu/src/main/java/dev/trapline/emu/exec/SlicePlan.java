package dev.trapline.emu.exec;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/**
 * How many instructions a pCPU executes before the next one's turn. With seed 0 always the same; with another, lengths
 * vary between a half and one and a half of it, which shakes races out of guests.
 */
final class SlicePlan implements Snapshottable {
    /** Instructions of a slice; a few microseconds, well below any guest's timer tick. */
    static final int LENGTH = 5000;

    private long state;

    SlicePlan(long seed) {
        state = seed;
    }

    /** Length of the next slice, at least 1. */
    int next() {
        if (state == 0) {
            return LENGTH;
        }
        // xorshift64 (Marsaglia 2003): never reaches 0 from elsewhere.
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return LENGTH / 2 + (int) Long.remainderUnsigned(state, LENGTH);
    }

    @Override
    public void save(StateWriter out) {
        out.int64(state);
    }

    @Override
    public void restore(StateReader in) {
        state = in.int64();
    }
}
