package dev.trapline.emu.device.virtio;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;

/**
 * One request as a driver laid it out: buffers the device reads, then buffers it writes (virtio 1.2 2.7.5). The bytes of
 * each kind count as one run, wherever the driver cut it (virtio 1.2 2.7.4).
 */
final class Chain implements Snapshottable {
    /** More buffers than this in one chain are taken for a loop. */
    static final int LIMIT = 1024;

    private int head;
    private int readable;
    private int count;
    private long[] address = new long[16];
    private long[] length = new long[16];
    private long readableBytes;
    private long writableBytes;

    /** Index of the first descriptor: what the used ring gives back. */
    int head() {
        return head;
    }

    /** Bytes for the device to read. */
    long readableBytes() {
        return readableBytes;
    }

    /** Bytes the device may write. */
    long writableBytes() {
        return writableBytes;
    }

    void begin(int first) {
        head = first;
        readable = 0;
        count = 0;
        readableBytes = 0;
        writableBytes = 0;
    }

    /** Adds a buffer of {@code bytes} (0 to 2^32 - 1); false if it breaks the order or the limit. */
    boolean add(long pa, long bytes, boolean writable) {
        if (count == LIMIT || !writable && count > readable) {
            return false;
        }
        if (count == address.length) {
            address = Arrays.copyOf(address, 2 * count);
            length = Arrays.copyOf(length, 2 * count);
        }
        address[count] = pa;
        length[count] = bytes;
        count++;
        if (writable) {
            writableBytes += bytes;
        } else {
            readable = count;
            readableBytes += bytes;
        }
        return true;
    }

    /** Copies {@code n} bytes from {@code offset} of the readable run; the caller keeps within it. */
    boolean read(Virtqueue queue, long offset, byte[] to, int at, int n) {
        return copy(queue, 0, readable, offset, to, at, n, false);
    }

    /** Copies {@code n} bytes to {@code offset} of the writable run; the caller keeps within it. */
    boolean write(Virtqueue queue, long offset, byte[] from, int at, int n) {
        return copy(queue, readable, count, offset, from, at, n, true);
    }

    /** False, and the queue failed, if a buffer is not memory. */
    private boolean copy(Virtqueue queue, int from, int to, long offset, byte[] bytes, int at, int n, boolean write) {
        long skip = offset;
        for (int i = from; i < to && n > 0; i++) {
            if (skip >= length[i]) {
                skip -= length[i];
                continue;
            }
            int here = (int) Math.min(n, length[i] - skip);
            long pa = address[i] + skip;
            boolean done = write
                    ? queue.bus().writeMemory(pa, bytes, at, here)
                    : queue.bus().readMemory(pa, bytes, at, here);
            if (!done) {
                queue.fail(String.format("a buffer of %d bytes at 0x%x is not memory", length[i], address[i]));
                return false;
            }
            skip = 0;
            at += here;
            n -= here;
        }
        return n == 0;
    }

    @Override
    public void save(StateWriter out) {
        out.int32(head);
        out.int32(readable);
        out.int32(count);
        for (int i = 0; i < count; i++) {
            out.int64(address[i]);
            out.int64(length[i]);
        }
    }

    @Override
    public void restore(StateReader in) {
        begin(in.int32());
        int readables = in.int32();
        int n = in.int32();
        in.expect(n >= 0 && n <= LIMIT && readables >= 0 && readables <= n, "a chain of " + n + " buffers");
        for (int i = 0; i < n; i++) {
            long pa = in.int64();
            add(pa, in.int64(), i >= readables);
        }
    }
}
