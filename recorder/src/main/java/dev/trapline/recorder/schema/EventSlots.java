package dev.trapline.recorder.schema;

import java.util.Arrays;

/** The keys that a batch has had so far, by the slots they got, from 0. A hash table that allocates nothing. */
final class EventSlots {
    private final int most;
    private final int hashBits;
    /** A slot's number and one more, or 0. */
    private final short[] table;

    private final long[] keys;
    private final long[] addresses;
    private int count;

    /** @param most slots: a power of two, at most 2^14 */
    EventSlots(int most) {
        this.most = most;
        // Twice as many places as slots: half of them are free.
        table = new short[2 * most];
        hashBits = Integer.numberOfTrailingZeros(table.length);
        keys = new long[most];
        addresses = new long[most];
    }

    boolean isFull() {
        return count == most;
    }

    void clear() {
        count = 0;
        Arrays.fill(table, (short) 0);
    }

    /** The slot of a key; -1 if it has none. */
    int find(long key, long address) {
        return table[place(key, address)] - 1;
    }

    /** Gives the next slot to a key that has none. */
    int add(long key, long address) {
        int slot = count++;
        keys[slot] = key;
        addresses[slot] = address;
        table[place(key, address)] = (short) (slot + 1);
        return slot;
    }

    /** Where a key stands in the table, or the free place where it would. */
    private int place(long key, long address) {
        long hash = (key * 0x9e3779b97f4a7c15L ^ address) * 0xd6e8feb86659fd93L;
        int i = (int) (hash >>> 64 - hashBits);
        while (true) {
            int slot = table[i] - 1;
            if (slot < 0 || keys[slot] == key && addresses[slot] == address) {
                return i;
            }
            i = i + 1 & table.length - 1;
        }
    }
}
