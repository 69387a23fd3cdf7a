package dev.trapline.recorder.checkpoint;

import java.util.Arrays;

/**
 * What a checkpoint takes, without its contents: enough to tell how large it is once it is joined to others.
 *
 * @param count instructions attempted by then
 * @param fixed bytes whatever frames it has
 * @param pages bytes of accessed pages; 0 if they are not known
 * @param row bytes of each frame besides its contents
 * @param numbers of its frames, ascending
 * @param lengths of their packed contents, in the same order
 */
record CheckpointOutline(long count, int fixed, int pages, int row, int[] numbers, int[] lengths) {
    /** Takes the frames of two checkpoints joined, ascending. */
    interface Frames {
        /**
         * Takes one.
         *
         * @param early whether it is the earlier one's
         * @param i which of that one's frames
         */
        void frame(boolean early, int i);
    }

    /** The frames of two checkpoints that follow each other, joined: where both have one, it is the later one's. */
    static void merge(int[] earlier, int[] later, Frames to) {
        int e = 0;
        int l = 0;
        while (e < earlier.length || l < later.length) {
            if (l == later.length || e < earlier.length && earlier[e] < later[l]) {
                to.frame(true, e);
                e++;
            } else {
                if (e < earlier.length && earlier[e] == later[l]) {
                    e++;
                }
                to.frame(false, l);
                l++;
            }
        }
    }

    /** Bytes of the file. */
    long size() {
        long size = fixed + pages + (long) row * numbers.length;
        for (int length : lengths) {
            size += length;
        }
        return size;
    }

    /** The outline of {@code later}, which follows this one, joined to it. */
    CheckpointOutline joinedTo(CheckpointOutline later) {
        int[] allNumbers = new int[numbers.length + later.numbers.length];
        int[] allLengths = new int[allNumbers.length];
        int[] here = {0};
        merge(numbers, later.numbers, (early, i) -> {
            CheckpointOutline from = early ? this : later;
            allNumbers[here[0]] = from.numbers[i];
            allLengths[here[0]++] = from.lengths[i];
        });
        return new CheckpointOutline(
                later.count,
                later.fixed,
                pages == 0 || later.pages == 0 ? 0 : pages + later.pages,
                later.row,
                Arrays.copyOf(allNumbers, here[0]),
                Arrays.copyOf(allLengths, here[0]));
    }
}
