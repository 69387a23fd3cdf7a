package dev.trapline.replay.diff;

import java.util.Arrays;

/**
 * What happened one after another, to be held against another run's: an element each that is equal where what happened is
 * the same, and where it did, as an event's number or a count.
 */
final class Track {
    private long[] elements = new long[64];
    private long[] places = new long[64];
    private int size;

    void add(long element, long place) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
            places = Arrays.copyOf(places, size * 2);
        }
        elements[size] = element;
        places[size] = place;
        size++;
    }

    /** The last one was the beginning of this: a polling loop counts as what it ended with. */
    void replaceLast(long element, long place) {
        elements[size - 1] = element;
        places[size - 1] = place;
    }

    /**
     * Adds, and folds loops: what recurs at once stands once, at its last place, however often it went round.
     *
     * @param longest the most elements that recur together
     */
    void addFolded(long element, long place, int longest) {
        add(element, place);
        boolean again = true;
        while (again) {
            again = false;
            for (int period = 1; period <= longest && 2 * period <= size; period++) {
                if (recurs(period)) {
                    // The latest places are kept: what follows comes after these.
                    System.arraycopy(places, size - period, places, size - 2 * period, period);
                    size -= period;
                    again = true;
                    break;
                }
            }
        }
    }

    private boolean recurs(int period) {
        for (int i = 1; i <= period; i++) {
            if (elements[size - i] != elements[size - i - period]) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return size;
    }

    /** The elements; not to be kept while more are added. */
    Resync.Sequence sequence() {
        return new Resync.Sequence(elements, size);
    }

    /** Where an element is. */
    long place(int i) {
        return places[i];
    }

    long element(int i) {
        return elements[i];
    }
}
