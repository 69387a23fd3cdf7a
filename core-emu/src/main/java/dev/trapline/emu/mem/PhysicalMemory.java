package dev.trapline.emu.mem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The bytes behind physical addresses, in frames of 4 KiB that are allocated at the first write and shared
 * copy-on-write between machines and snapshots of one process.
 *
 * <p>A frame is known by its number, which is dense over all memory regions (RAM first, then flash banks). Whoever keeps
 * a frame's array must drop it when {@link Listener} says so.
 */
public final class PhysicalMemory {
    public static final int FRAME_SIZE = 4096;
    public static final int FRAME_SHIFT = 12;

    /** Instructions were decoded from this frame: a write must drop them. */
    public static final int CODE = 1;
    /** A translation table walk read 32-bit descriptors in this frame: a write must drop translations. */
    public static final int WALKED_SHORT = 2;
    /** A translation table walk read 64-bit descriptors in this frame: a write must drop translations. */
    public static final int WALKED_LONG = 4;
    /** Stores go to the region's device instead of the bytes (flash). */
    public static final int WRITE_TO_DEVICE = 8;
    /** Loads go to the region's device as well (flash not in array mode). */
    public static final int READ_FROM_DEVICE = 16;
    /** Somebody watches loads from this frame. */
    public static final int WATCH_READ = 32;
    /** Somebody watches stores to this frame. */
    public static final int WATCH_WRITE = 64;
    /** The first-level stage 2 table of a guest that is known to somebody is here: stores are told. */
    public static final int STAGE2_ROOT = 128;

    /** A store may not take the fast path while any of these is set. */
    public static final int SLOW_WRITE =
            CODE | WALKED_SHORT | WALKED_LONG | WRITE_TO_DEVICE | WATCH_WRITE | STAGE2_ROOT;
    /** A load may not take the fast path while any of these is set. */
    public static final int SLOW_READ = READ_FROM_DEVICE | WATCH_READ;

    /** The one array that stands for every frame that was never written. */
    static final byte[] ZERO = new byte[FRAME_SIZE];

    /** Told when something kept about frames no longer holds. */
    public interface Listener {
        /** Drop every cached use of the frame's array: it was replaced, or may no longer be accessed directly. */
        void frameChanged(int frame);

        /** Drop every cached array: the bytes are the same, but arrays are shared now, or may not be accessed directly. */
        void allFramesShared();

        /** Bytes of a frame were written through {@link PhysicalMemory#write}: by no pCPU. */
        void written(int frame, int offset, int length);

        /** All bytes of a frame became others because the machine's state was replaced. */
        void replaced(int frame);
    }

    private record Region(long base, long size, int firstFrame, String name) {}

    /** An array: looked through at every walk. */
    private Region[] regions = new Region[0];

    private final List<Listener> listeners = new ArrayList<>();
    private byte[][] frames = new byte[0][];
    private boolean[] owned = new boolean[0];
    private byte[] flags = new byte[0];
    /** As it was when it was last shared, or as it was taken over. */
    private MemoryImage last = MemoryImage.EMPTY;
    /** A bit for each chunk of {@link #last} in which a frame was written since: only there are any owned. */
    private final BitSet written = new BitSet();

    /** Adds a region of zeroes; {@code base} and {@code size} in bytes, multiples of 4 KiB. Returns its first frame. */
    public int addRegion(String name, long base, long size) {
        if (((base | size) & (FRAME_SIZE - 1)) != 0 || size <= 0 || base < 0) {
            throw new IllegalArgumentException(
                    "memory region " + name + " must be whole 4 KiB frames: base " + base + " size " + size);
        }
        for (Region r : regions) {
            if (base < r.base + r.size && r.base < base + size) {
                throw new IllegalArgumentException("memory regions " + name + " and " + r.name + " overlap");
            }
        }
        int first = frames.length;
        int count = Math.toIntExact(size >>> FRAME_SHIFT);
        frames = Arrays.copyOf(frames, first + count);
        Arrays.fill(frames, first, first + count, ZERO);
        owned = Arrays.copyOf(owned, first + count);
        flags = Arrays.copyOf(flags, first + count);
        last = last.grown(frames.length);
        regions = Arrays.copyOf(regions, regions.length + 1);
        regions[regions.length - 1] = new Region(base, size, first, name);
        return first;
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    /** Number of the frame that holds physical address {@code pa}, or -1 where there is no memory. */
    public int frameAt(long pa) {
        for (Region r : regions) {
            long offset = pa - r.base;
            if (offset >= 0 && offset < r.size) {
                return r.firstFrame + (int) (offset >>> FRAME_SHIFT);
            }
        }
        return -1;
    }

    /** Physical address of a frame's first byte. */
    public long addressOf(int frame) {
        for (Region r : regions) {
            if (frame >= r.firstFrame && frame - r.firstFrame < r.size >>> FRAME_SHIFT) {
                return r.base + ((long) (frame - r.firstFrame) << FRAME_SHIFT);
            }
        }
        throw new IllegalArgumentException("no frame " + frame);
    }

    public int frameCount() {
        return frames.length;
    }

    /** A frame's bytes, for reading only: it may be shared. */
    public byte[] readable(int frame) {
        return frames[frame];
    }

    /** A frame's bytes, this machine's own, for reading and writing. Does not look at flags. */
    public byte[] writable(int frame) {
        byte[] f = frames[frame];
        if (!owned[frame]) {
            byte[] shared = f;
            f = isZero(shared) ? new byte[FRAME_SIZE] : shared.clone();
            frames[frame] = f;
            owned[frame] = true;
            written.set(MemoryImage.chunkOf(frame));
            changed(frame);
        }
        return f;
    }

    public boolean isOwned(int frame) {
        return owned[frame];
    }

    /** True while the frame was never written: it reads as zeroes. */
    public boolean isUntouched(int frame) {
        return isZero(frames[frame]);
    }

    public int flags(int frame) {
        return flags[frame];
    }

    public void setFlags(int frame, int bits) {
        if ((flags[frame] & bits) != bits) {
            flags[frame] |= (byte) bits;
            changed(frame);
        }
    }

    public void clearFlags(int frame, int bits) {
        flags[frame] &= (byte) ~bits;
    }

    /** {@link #setFlags} for {@code count} frames from {@code first}, with one notice to the listeners. */
    public void setFlags(int first, int count, int bits) {
        boolean any = false;
        for (int i = first; i < first + count; i++) {
            any |= (flags[i] & bits) != bits;
            flags[i] |= (byte) bits;
        }
        if (any) {
            allShared();
        }
    }

    /** {@link #clearFlags} for {@code count} frames from {@code first}. */
    public void clearFlags(int first, int count, int bits) {
        for (int i = first; i < first + count; i++) {
            flags[i] &= (byte) ~bits;
        }
    }

    /** Shares every frame as it is now; later writes on either side copy. Costs what was written since the last time. */
    public MemoryImage share() {
        last = last.with(frames, written);
        disown();
        allShared();
        return last;
    }

    /** Takes over the bytes of an image of a memory with the same regions. What was kept of unlike frames is dropped. */
    @SuppressWarnings("ReferenceEquality")
    public void adopt(MemoryImage image) {
        if (image.frameCount() != frames.length) {
            throw new IllegalArgumentException(
                    "an image of " + image.frameCount() + " frames, a memory of " + frames.length);
        }
        for (int chunk = 0; chunk < image.chunks(); chunk++) {
            if (!written.get(chunk) && image.sharesChunk(last, chunk)) {
                continue;
            }
            int end = Math.min(frames.length, MemoryImage.firstOf(chunk + 1));
            for (int i = MemoryImage.firstOf(chunk); i < end; i++) {
                byte[] before = frames[i];
                frames[i] = image.array(i);
                if (frames[i] != before) {
                    for (Listener listener : listeners) {
                        listener.replaced(i);
                    }
                }
            }
        }
        disown();
        last = image;
        allShared();
    }

    private void disown() {
        for (int chunk = written.nextSetBit(0); chunk >= 0; chunk = written.nextSetBit(chunk + 1)) {
            int end = Math.min(owned.length, MemoryImage.firstOf(chunk + 1));
            Arrays.fill(owned, MemoryImage.firstOf(chunk), end, false);
        }
        written.clear();
    }

    /**
     * Copies bytes in, across frames, as any part of the machine but a pCPU writes memory: what was decoded or
     * translated from them is forgotten, exclusive monitors on them open. Looks at no flag that sends pCPUs elsewhere.
     * Addresses without memory make it return false with nothing promised.
     */
    public boolean write(long pa, byte[] from, int offset, int length) {
        while (length > 0) {
            int frame = frameAt(pa);
            if (frame < 0) {
                return false;
            }
            int in = (int) pa & (FRAME_SIZE - 1);
            int n = Math.min(length, FRAME_SIZE - in);
            System.arraycopy(from, offset, writable(frame), in, n);
            for (int i = 0; i < listeners.size(); i++) {
                listeners.get(i).written(frame, in, n);
            }
            pa += n;
            offset += n;
            length -= n;
        }
        return true;
    }

    /** Copies bytes out, across frames. Addresses without memory make it return false with nothing promised. */
    public boolean read(long pa, byte[] to, int offset, int length) {
        while (length > 0) {
            int frame = frameAt(pa);
            if (frame < 0) {
                return false;
            }
            int in = (int) pa & (FRAME_SIZE - 1);
            int n = Math.min(length, FRAME_SIZE - in);
            System.arraycopy(frames[frame], in, to, offset, n);
            pa += n;
            offset += n;
            length -= n;
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality")
    static boolean isZero(byte[] array) {
        return array == ZERO;
    }

    private void changed(int frame) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).frameChanged(frame);
        }
    }

    private void allShared() {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).allFramesShared();
        }
    }
}
