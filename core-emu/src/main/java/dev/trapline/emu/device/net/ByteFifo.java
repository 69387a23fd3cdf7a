package dev.trapline.emu.device.net;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;

/** Bytes in a row: added at the end, taken from the front, looked at anywhere. */
final class ByteFifo implements Snapshottable {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    /** The bytes themselves, from index 0 to {@link #size}; for looking only, until the next change. */
    byte[] view() {
        return bytes;
    }

    void add(byte[] from, int at, int n) {
        if (size + n > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + n));
        }
        System.arraycopy(from, at, bytes, size, n);
        size += n;
    }

    byte[] copy(int from, int n) {
        return Arrays.copyOfRange(bytes, from, from + n);
    }

    void remove(int n) {
        System.arraycopy(bytes, n, bytes, 0, size - n);
        size -= n;
    }

    @Override
    public void save(StateWriter out) {
        out.bytes(bytes, 0, size);
    }

    @Override
    public void restore(StateReader in) {
        byte[] b = in.bytes();
        size = 0;
        add(b, 0, b.length);
    }
}
