package dev.trapline.emu.device.virtio;

import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * The device's side of a split virtqueue (virtio 1.2 2.7), with indirect descriptors and event indices.
 *
 * <p>A ring that makes no sense fails the queue: from then on it gives and takes nothing, and {@link #fault} says why
 * for the transport to tell.
 */
final class Virtqueue implements Snapshottable {
    // virtio 1.2 2.7.5
    private static final int DESC_BYTES = 16;
    private static final int DESC_F_NEXT = 1;
    private static final int DESC_F_WRITE = 2;
    private static final int DESC_F_INDIRECT = 4;
    // virtio 1.2 2.7.6
    private static final int AVAIL_F_NO_INTERRUPT = 1;

    private final DeviceBus bus;
    private final int maxSize;
    private final byte[] scratch = new byte[DESC_BYTES];

    // As the driver set it up
    private int size;
    private boolean ready;
    private long descriptors;
    private long available;
    private long used;
    private boolean indirect;
    private boolean eventIndex;

    /** Free-running, as the ring's own indices are. */
    private int nextAvailable;

    private int nextUsed;
    /** The used index as of the last decision about an interrupt. */
    private int signalled;

    private @Nullable String fault;

    Virtqueue(DeviceBus bus, int maxSize) {
        this.bus = bus;
        this.maxSize = maxSize;
        this.size = maxSize;
    }

    DeviceBus bus() {
        return bus;
    }

    int maxSize() {
        return maxSize;
    }

    int size() {
        return size;
    }

    boolean isReady() {
        return ready;
    }

    void reset() {
        size = maxSize;
        ready = false;
        descriptors = 0;
        available = 0;
        used = 0;
        indirect = false;
        eventIndex = false;
        nextAvailable = 0;
        nextUsed = 0;
        signalled = 0;
        fault = null;
    }

    void setSize(int entries) {
        size = entries;
    }

    void setDescriptors(long pa) {
        descriptors = pa;
    }

    void setAvailable(long pa) {
        available = pa;
    }

    void setUsed(long pa) {
        used = pa;
    }

    long descriptors() {
        return descriptors;
    }

    long available() {
        return available;
    }

    long used() {
        return used;
    }

    /** Puts the queue in use; says what is wrong with its set-up, or null if nothing is. */
    @Nullable
    String start(boolean withIndirect, boolean withEventIndex) {
        if (size < 1 || size > maxSize || Integer.bitCount(size) != 1) {
            return "a queue of " + (size & 0xffff_ffffL) + " entries, where a power of two up to " + maxSize
                    + " may be";
        }
        if ((descriptors & 15) != 0 || (available & 1) != 0 || (used & 3) != 0) {
            return String.format(
                    "a queue at 0x%x, 0x%x, 0x%x is not aligned to 16, 2 and 4", descriptors, available, used);
        }
        indirect = withIndirect;
        eventIndex = withEventIndex;
        ready = true;
        return null;
    }

    void stop() {
        ready = false;
        nextAvailable = 0;
        nextUsed = 0;
        signalled = 0;
    }

    /** The first thing found wrong with the ring, or null. */
    @Nullable
    String fault() {
        return fault;
    }

    void fail(String why) {
        if (fault == null) {
            fault = why;
        }
    }

    private boolean usable() {
        return ready && fault == null;
    }

    /** Takes the next request the driver made available into {@code chain}; false if there is none, or a fault. */
    boolean pop(Chain chain) {
        if (!usable()) {
            return false;
        }
        int index = half(available + 2);
        if (fault != null || waiting(index) == 0) {
            return false;
        }
        if (waiting(index) > size) {
            fail("the available index moved from " + nextAvailable + " to " + index + " in a queue of " + size);
            return false;
        }
        int head = half(available + 4 + 2L * (nextAvailable & size - 1));
        if (fault != null || !collect(head, chain)) {
            return false;
        }
        nextAvailable = nextAvailable + 1 & 0xffff;
        if (eventIndex) {
            // virtio 1.2 2.7.10: notify us of the next one.
            setHalf(used + 4 + 8L * size, nextAvailable);
        }
        return fault == null;
    }

    private int waiting(int index) {
        return index - nextAvailable & 0xffff;
    }

    /** Gives back the last {@code chains} popped, unused, as if they had not been popped. */
    void unpop(int chains) {
        nextAvailable = nextAvailable - chains & 0xffff;
    }

    /** Whether the driver has made something available that was not popped. */
    boolean hasWaiting() {
        return usable() && waiting(half(available + 2)) != 0 && fault == null;
    }

    private boolean collect(int head, Chain chain) {
        chain.begin(head);
        long table = descriptors;
        int entries = size;
        int next = head;
        boolean inTable = false;
        for (int seen = 0; ; seen++) {
            if (next >= entries) {
                fail("descriptor " + next + " of " + entries);
                return false;
            }
            if (seen == entries) {
                fail("the descriptors from " + head + " form a loop");
                return false;
            }
            long at = table + (long) next * DESC_BYTES;
            if (!bus.readMemory(at, scratch, 0, DESC_BYTES)) {
                fail(String.format("the descriptor table at 0x%x is not memory", table));
                return false;
            }
            long address = LittleEndian.int64(scratch, 0);
            long length = LittleEndian.int32(scratch, 8) & 0xffff_ffffL;
            int flags = LittleEndian.int16(scratch, 12);
            next = LittleEndian.int16(scratch, 14);
            if ((flags & DESC_F_INDIRECT) != 0) {
                if (!indirect || inTable || (flags & DESC_F_NEXT) != 0) {
                    fail("descriptor " + head + " leads to an indirect table where none may be");
                    return false;
                }
                if (length == 0 || length % DESC_BYTES != 0 || length / DESC_BYTES > Chain.LIMIT) {
                    fail("an indirect table of " + length + " bytes");
                    return false;
                }
                table = address;
                entries = (int) (length / DESC_BYTES);
                next = 0;
                inTable = true;
                seen = -1;
                continue;
            }
            if (!chain.add(address, length, (flags & DESC_F_WRITE) != 0)) {
                fail("the chain from descriptor " + head + " is too long, or has a buffer to read after one to write");
                return false;
            }
            if ((flags & DESC_F_NEXT) == 0) {
                return true;
            }
        }
    }

    /** Hands a request back, {@code written} bytes of it written (virtio 1.2 2.7.8). */
    void push(int head, long written) {
        if (!usable()) {
            return;
        }
        LittleEndian.setInt32(scratch, 0, head);
        LittleEndian.setInt32(scratch, 4, (int) written);
        if (!bus.writeMemory(used + 4 + 8L * (nextUsed & size - 1), scratch, 0, 8)) {
            fail(String.format("the used ring at 0x%x is not RAM", used));
            return;
        }
        nextUsed = nextUsed + 1 & 0xffff;
        setHalf(used + 2, nextUsed);
    }

    /** Whether the driver wants an interrupt for what was pushed since it was last asked (virtio 1.2 2.7.7). */
    boolean takeInterrupt() {
        if (!usable() || signalled == nextUsed) {
            return false;
        }
        int before = signalled;
        signalled = nextUsed;
        if (!eventIndex) {
            return (half(available) & AVAIL_F_NO_INTERRUPT) == 0 && fault == null;
        }
        int event = half(available + 4 + 2L * size);
        return (nextUsed - event - 1 & 0xffff) < (nextUsed - before & 0xffff) && fault == null;
    }

    private int half(long pa) {
        if (!bus.readMemory(pa, scratch, 0, 2)) {
            fail(String.format("the available ring at 0x%x is not memory", available));
            return 0;
        }
        return LittleEndian.int16(scratch, 0);
    }

    private void setHalf(long pa, int value) {
        LittleEndian.setInt16(scratch, 0, value);
        if (!bus.writeMemory(pa, scratch, 0, 2)) {
            fail(String.format("the used ring at 0x%x is not RAM", used));
        }
    }

    @Override
    public void save(StateWriter out) {
        out.int32(size);
        out.bool(ready);
        out.int64(descriptors);
        out.int64(available);
        out.int64(used);
        out.bool(indirect);
        out.bool(eventIndex);
        out.int32(nextAvailable);
        out.int32(nextUsed);
        out.int32(signalled);
        out.string(fault == null ? "" : fault);
    }

    @Override
    public void restore(StateReader in) {
        size = in.int32();
        ready = in.bool();
        in.expect(!ready || size >= 1 && size <= maxSize && Integer.bitCount(size) == 1, "a virtqueue of " + size);
        descriptors = in.int64();
        available = in.int64();
        used = in.int64();
        indirect = in.bool();
        eventIndex = in.bool();
        nextAvailable = in.int32() & 0xffff;
        nextUsed = in.int32() & 0xffff;
        signalled = in.int32() & 0xffff;
        String why = in.string();
        fault = why.isEmpty() ? null : why;
    }
}
