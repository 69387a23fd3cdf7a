package dev.trapline.emu.jit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The regions of one frame, installed or on their way. */
final class FrameRegions {
    private final List<Region> regions = new ArrayList<>();
    /** A bit for each halfword of the page that belongs to any of them. */
    private final long[] covered = new long[Region.BITMAP];

    void add(Region region) {
        regions.add(region);
        merge(region);
    }

    /** Whether the instruction at an offset belongs to some region. */
    boolean covers(int offset) {
        return (covered[offset >>> 7] >>> (offset >>> 1) & 1) != 0;
    }

    /** Whether a block that begins at an offset is compiled, or will be. */
    boolean isAtHand(int offset, boolean thumb) {
        if (!covers(offset)) {
            return false;
        }
        for (Region region : regions) {
            if (region.thumb == thumb && region.hasBlock(offset)) {
                return true;
            }
        }
        return false;
    }

    /** Takes out those to which some of {@code length} bytes at an offset belong. */
    List<Region> removeAt(int offset, int length) {
        List<Region> removed = new ArrayList<>(2);
        for (int i = regions.size() - 1; i >= 0; i--) {
            if (regions.get(i).covers(offset, length)) {
                removed.add(regions.remove(i));
            }
        }
        if (!removed.isEmpty()) {
            Arrays.fill(covered, 0);
            regions.forEach(this::merge);
        }
        return removed;
    }

    private void merge(Region region) {
        for (int i = 0; i < covered.length; i++) {
            covered[i] |= region.covered[i];
        }
    }
}
