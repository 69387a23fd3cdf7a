package dev.trapline.recorder.schema;

import java.util.Arrays;

/** Some of the last events, as coded: what a run is found by and made of. Its size is a power of two. */
final class EventRing {
    private static final int WIDTH = EventForm.MAX_VALUES;

    final long[] key;
    final long[] address;
    final long[] delta;
    /** Where the slot's last values begin; -1 where no event is. */
    final int[] row;

    final long[] base;
    /** The coded first value; 0 if the kind has none. */
    final long[] first;
    /** Where the event's bytes begin in the batch. */
    final int[] start;

    private final long[] more;
    private final int[] bytesAt;
    private final int[] bytesLength;

    EventRing(int size) {
        key = new long[size];
        address = new long[size];
        delta = new long[size];
        row = new int[size];
        base = new long[size];
        first = new long[size];
        start = new int[size];
        more = new long[size * WIDTH];
        bytesAt = new int[size];
        bytesLength = new int[size];
    }

    /** Where the event with a running number is. */
    int at(int number) {
        return number & row.length - 1;
    }

    void clear() {
        Arrays.fill(row, -1);
    }

    void set(int i, long key, long address, long delta, int row, long base, long first, int start) {
        this.key[i] = key;
        this.address[i] = address;
        this.delta[i] = delta;
        this.row[i] = row;
        this.base[i] = base;
        this.first[i] = first;
        this.start[i] = start;
    }

    void setMore(int i, long[] values, int n) {
        System.arraycopy(values, 0, more, i * WIDTH, n);
    }

    void setBytes(int i, int from, int length) {
        bytesAt[i] = from;
        bytesLength[i] = length;
    }

    boolean sameMore(int i, long[] values, int n) {
        for (int k = 0; k < n; k++) {
            if (more[i * WIDTH + k] != values[k]) {
                return false;
            }
        }
        return true;
    }

    boolean sameBytes(int i, byte[] batch, byte[] bytes, int offset, int length) {
        return bytesLength[i] == length
                && Arrays.equals(batch, bytesAt[i], bytesAt[i] + length, bytes, offset, offset + length);
    }

    long more(int i, int k) {
        return more[i * WIDTH + k];
    }

    int bytesAt(int i) {
        return bytesAt[i];
    }

    int bytesLength(int i) {
        return bytesLength[i];
    }

    void copy(int i, EventRing from, int j) {
        set(i, from.key[j], from.address[j], from.delta[j], from.row[j], from.base[j], from.first[j], from.start[j]);
        System.arraycopy(from.more, j * WIDTH, more, i * WIDTH, WIDTH);
        setBytes(i, from.bytesAt[j], from.bytesLength[j]);
    }

    void copyMore(int i, long[] to) {
        System.arraycopy(more, i * WIDTH, to, 0, WIDTH);
    }
}
