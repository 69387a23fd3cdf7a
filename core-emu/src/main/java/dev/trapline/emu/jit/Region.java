package dev.trapline.emu.jit;

/** A compiled region where it lies in one machine's memory. */
final class Region {
    /** Words of a bitmap of a page's halfwords. */
    static final int BITMAP = 32;

    final int frame;
    final boolean thumb;
    /** Of each block, in the plan's order: where in the page it begins, and its instructions. The plan itself is let go. */
    final int[] offsets;

    final int[] costs;
    final Compiler.Request request = new Compiler.Request();
    /** A bit for each halfword of the page that belongs to one of its instructions. */
    final long[] covered = new long[BITMAP];

    private final long[] leaders = new long[BITMAP];
    /** Numbers of its entries, one a block, while it is installed. */
    int[] entries = new int[0];

    boolean installed;
    boolean dead;

    Region(int frame, Plan plan) {
        this.frame = frame;
        thumb = plan.thumb();
        int blocks = plan.blocks().size();
        offsets = new int[blocks];
        costs = new int[blocks];
        for (int i = 0; i < blocks; i++) {
            Plan.Block b = plan.blocks().get(i);
            offsets[i] = b.offset();
            costs[i] = b.steps().size();
            leaders[b.offset() >>> 7] |= 1L << (b.offset() >>> 1);
            for (Step s : b.steps()) {
                for (int at = s.offset(); at < s.next() && at < 4096; at += 2) {
                    covered[at >>> 7] |= 1L << (at >>> 1);
                }
            }
        }
    }

    /** Whether one of its blocks begins at an offset. */
    boolean hasBlock(int offset) {
        return (leaders[offset >>> 7] >>> (offset >>> 1) & 1) != 0;
    }

    /** Whether some of {@code length} bytes at an offset belong to it. */
    boolean covers(int offset, int length) {
        for (int at = offset & ~1; at < offset + length; at += 2) {
            if ((covered[at >>> 7] >>> (at >>> 1) & 1) != 0) {
                return true;
            }
        }
        return false;
    }
}
