package dev.trapline.replay.diff;

import java.util.Arrays;

/** What happened in one section on one pCPU, in one world: a signature and the event's number each. */
final class Track {
    private long[] signatures = new long[64];
    private long[] numbers = new long[64];
    private int size;

    void add(long signature, long number) {
        if (size == signatures.length) {
            signatures = Arrays.copyOf(signatures, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        signatures[size] = signature;
        numbers[size] = number;
        size++;
    }

    /** The last one was the beginning of this: a polling loop counts as what it ended with. */
    void replaceLast(long signature, long number) {
        signatures[size - 1] = signature;
        numbers[size - 1] = number;
    }

    int size() {
        return size;
    }

    /** Valid up to {@link #size}, not to be written. */
    long[] signatures() {
        return signatures;
    }

    Resync.Sequence sequence() {
        return new Resync.Sequence(signatures, size);
    }

    long number(int i) {
        return numbers[i];
    }
}
