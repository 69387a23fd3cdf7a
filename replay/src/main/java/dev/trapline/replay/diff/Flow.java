package dev.trapline.replay.diff;

/**
 * Where a pCPU went: each time it did not go on to the next instruction, from where and where to. Loops are folded, so a
 * wait that took longer is no difference.
 */
final class Flow {
    /** The most jumps a folded loop has. */
    private static final int LONGEST = 24;

    private final Track jumps = new Track();

    /**
     * A jump.
     *
     * @param count of the instruction at {@code to}
     */
    void add(int from, int to, long count) {
        jumps.addFolded((long) from << 32 | to & 0xffff_ffffL, count, LONGEST);
    }

    int size() {
        return jumps.size();
    }

    /** The jumps; not to be kept while more are added. */
    Resync.Sequence sequence() {
        return jumps.sequence();
    }

    /** Count of the first instruction after a jump, of a folded one the last time. */
    long count(int i) {
        return jumps.place(i);
    }

    int from(int i) {
        return (int) (jumps.element(i) >>> 32);
    }

    int to(int i) {
        return (int) jumps.element(i);
    }
}
