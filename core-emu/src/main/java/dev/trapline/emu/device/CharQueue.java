package dev.trapline.emu.device;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/** A first-in first-out queue of small integers that grows when its owner sets no bound. */
final class CharQueue implements Snapshottable {
    private int[] ring;
    private int head;
    private int size;

    CharQueue(int capacity) {
        ring = new int[capacity];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int value) {
        if (size == ring.length) {
            int[] wider = new int[2 * ring.length];
            for (int i = 0; i < size; i++) {
                wider[i] = ring[(head + i) % ring.length];
            }
            ring = wider;
            head = 0;
        }
        ring[(head + size) % ring.length] = value;
        size++;
    }

    int remove() {
        int value = ring[head];
        head = (head + 1) % ring.length;
        size--;
        return value;
    }

    void clear() {
        head = 0;
        size = 0;
    }

    @Override
    public void save(StateWriter out) {
        out.int32(size);
        for (int i = 0; i < size; i++) {
            out.int32(ring[(head + i) % ring.length]);
        }
    }

    @Override
    public void restore(StateReader in) {
        int n = in.int32();
        in.expect(n >= 0, "a queue of " + n);
        clear();
        for (int i = 0; i < n; i++) {
            add(in.int32());
        }
    }
}
