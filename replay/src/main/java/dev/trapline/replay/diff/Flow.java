package dev.trapline.replay.diff;

import java.util.Arrays;

/**
 * Where a pCPU went: each time it did not go on to the next instruction, from where and where to. Loops are folded: what
 * recurs at once, with a period of up to {@link #LONGEST}, stands once, however often it went round; so a wait that took
 * longer is no difference.
 */
final class Flow {
    /** The most jumps a folded loop has. */
    private static final int LONGEST = 24;

    private long[] jumps = new long[1024];
    private long[] counts = new long[1024];
    private int size;

    /**
     * A jump.
     *
     * @param count of the instruction at {@code to}
     */
    void add(int from, int to, long count) {
        if (size == jumps.length) {
            jumps = Arrays.copyOf(jumps, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        jumps[size] = (long) from << 32 | to & 0xffff_ffffL;
        counts[size] = count;
        size++;
        fold();
    }

    private void fold() {
        boolean again = true;
        while (again) {
            again = false;
            for (int period = 1; period <= LONGEST && 2 * period <= size; period++) {
                if (recurs(period)) {
                    // The latest counts are kept: what follows comes after these.
                    System.arraycopy(counts, size - period, counts, size - 2 * period, period);
                    size -= period;
                    again = true;
                    break;
                }
            }
        }
    }

    private boolean recurs(int period) {
        for (int i = 1; i <= period; i++) {
            if (jumps[size - i] != jumps[size - i - period]) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return size;
    }

    /** The jumps; not to be kept while more are added. */
    Resync.Sequence sequence() {
        return new Resync.Sequence(jumps, size);
    }

    /** Count of the first instruction after a jump, of a folded one the last time. */
    long count(int i) {
        return counts[i];
    }

    int from(int i) {
        return (int) (jumps[i] >>> 32);
    }

    int to(int i) {
        return (int) jumps[i];
    }
}
