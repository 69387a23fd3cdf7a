package dev.trapline.replay.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where two sequences differ, and where after each difference they are together again: at the nearest place where so many
 * elements in a row agree that it is no coincidence, or all that are left. In one pass, with memory for a window.
 */
final class Resync {
    /** So many elements in a row have to agree where two sequences first meet. */
    private static final int MEETING = 8;

    private static final int NARROW = 512;
    private static final int WIDE = 1 << 17;
    private static final long END = 0x5851_f42d_4c95_7f2dL;

    /**
     * A difference: elements of each side that the other has not at that place; either range may be empty.
     *
     * @param rejoined whether they come together again behind it; if not, it reaches to both ends
     */
    record Hunk(int aFrom, int aTo, int bFrom, int bTo, boolean rejoined) {}

    /** The first {@code size} of some elements. */
    record Sequence(long[] elements, int size) {}

    private final long[] a;
    private final int aSize;
    private final long[] b;
    private final int bSize;
    private final int agreeing;

    /** @param agreeing how many elements in a row have to agree */
    Resync(Sequence a, Sequence b, int agreeing) {
        this.a = a.elements;
        aSize = a.size;
        this.b = b.elements;
        bSize = b.size;
        this.agreeing = agreeing;
    }

    /** The first differences, at most {@code most}, in order. */
    List<Hunk> hunks(int most) {
        return hunks(0, 0, most);
    }

    /** Likewise of two sequences that begin in the middle of something: behind the first place where they meet. */
    List<Hunk> hunksBehindMeeting(int most) {
        Hunk meeting = new Resync(new Sequence(a, aSize), new Sequence(b, bSize), MEETING).from(0, 0);
        return meeting.rejoined ? hunks(meeting.aTo, meeting.bTo, most) : List.of();
    }

    private List<Hunk> hunks(int i, int j, int most) {
        List<Hunk> all = new ArrayList<>();
        while (all.size() < most) {
            while (i < aSize && j < bSize && a[i] == b[j]) {
                i++;
                j++;
            }
            if (i == aSize && j == bSize) {
                break;
            }
            Hunk hunk = from(i, j);
            all.add(hunk);
            i = hunk.aTo;
            j = hunk.bTo;
        }
        return all;
    }

    private Hunk from(int i, int j) {
        for (int window = NARROW; window <= WIDE; window *= 8) {
            Map<Long, Integer> first = new HashMap<>();
            for (int x = Math.min(aSize, i + window) - 1; x >= i; x--) {
                first.put(gram(a, aSize, x), x);
            }
            int best = Integer.MAX_VALUE;
            int bestX = 0;
            int bestY = 0;
            for (int y = j; y < Math.min(bSize, j + window) && y - j < best; y++) {
                Integer x = first.get(gram(b, bSize, y));
                if (x != null && x - i + y - j < best && agree(x, y)) {
                    best = x - i + y - j;
                    bestX = x;
                    bestY = y;
                }
            }
            if (best != Integer.MAX_VALUE) {
                return new Hunk(i, bestX, j, bestY, true);
            }
            if (i + window >= aSize && j + window >= bSize) {
                break;
            }
        }
        return new Hunk(i, aSize, j, bSize, false);
    }

    /** A hash of the elements from {@code at} on that are to agree; the end counts as one. */
    private long gram(long[] all, int size, int at) {
        long hash = 0;
        for (int k = at; k < at + agreeing; k++) {
            hash = (hash ^ (k < size ? all[k] : END)) * 0x9e37_79b9_7f4a_7c15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    private boolean agree(int x, int y) {
        for (int k = 0; k < agreeing; k++) {
            if (x + k == aSize || y + k == bSize) {
                return x + k == aSize && y + k == bSize;
            }
            if (a[x + k] != b[y + k]) {
                return false;
            }
        }
        return true;
    }
}
