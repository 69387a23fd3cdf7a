package dev.trapline.replay.timeline;

import java.util.Arrays;
import java.util.BitSet;

/** Some pages of many, in little memory. */
final class PageSet {
    private final int[] pages;

    /** The bits that are set. */
    PageSet(BitSet of) {
        pages = of.stream().toArray();
    }

    boolean has(int page) {
        return Arrays.binarySearch(pages, page) >= 0;
    }

    boolean intersects(BitSet others) {
        for (int page = others.nextSetBit(0); page >= 0; page = others.nextSetBit(page + 1)) {
            if (has(page)) {
                return true;
            }
        }
        return false;
    }
}
