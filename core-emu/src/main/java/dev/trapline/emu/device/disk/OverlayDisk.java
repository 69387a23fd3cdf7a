package dev.trapline.emu.device.disk;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A disk as a guest sees it: an image that is never changed, and over it, in memory, the pages the guest wrote. The
 * pages are the state; they can be shared copy-on-write between machines of one process ({@link #share}), so that a
 * checkpoint costs a reference for every {@link #CHUNK_BYTES} of disk.
 */
public final class OverlayDisk implements Snapshottable {
    private static final int PAGE = 4096;
    private static final int PAGES = 256;
    /** Bytes of disk whose pages are kept together. */
    public static final int CHUNK_BYTES = PAGE * PAGES;

    private static final byte[] ZERO = new byte[PAGE];

    /** The pages of one stretch of disk; it may be written only by the disk whose token it carries. */
    private static final class Chunk {
        final Object owner;
        final byte[] @Nullable [] pages;
        /** Pages made by the owner; the others may be shared. */
        final boolean[] own = new boolean[PAGES];

        Chunk(Object owner, byte[] @Nullable [] pages) {
            this.owner = owner;
            this.pages = pages;
        }
    }

    /** What was written up to one moment, immutable. */
    public static final class Image {
        private final @Nullable Chunk[] chunks;

        private Image(@Nullable Chunk[] chunks) {
            this.chunks = chunks;
        }
    }

    private final DiskImage base;
    private final long size;
    private @Nullable Chunk[] chunks;
    private Object token = new Object();

    public OverlayDisk(DiskImage base) {
        this.base = base;
        this.size = base.size();
        this.chunks = new @Nullable Chunk[Math.toIntExact((size + CHUNK_BYTES - 1) / CHUNK_BYTES)];
    }

    /** Size in bytes, a multiple of {@link DiskImage#SECTOR}. */
    public long size() {
        return size;
    }

    /** Reads a range within the disk. */
    public void read(long offset, byte[] to, int at, int length) {
        while (length > 0) {
            int in = (int) (offset % PAGE);
            int n = Math.min(length, PAGE - in);
            byte @Nullable [] page = page(offset / PAGE);
            if (page != null) {
                System.arraycopy(page, in, to, at, n);
            } else {
                n = untouched(offset, length, n);
                base.read(offset, to, at, n);
            }
            offset += n;
            at += n;
            length -= n;
        }
    }

    /** How much from {@code offset} on was never written, so that the image is asked once and not page by page. */
    private int untouched(long offset, int length, int first) {
        int n = first;
        while (n < length && page((offset + n) / PAGE) == null) {
            n = Math.min(length, n + PAGE);
        }
        return n;
    }

    /** Writes a range within the disk. */
    public void write(long offset, byte[] from, int at, int length) {
        while (length > 0) {
            int in = (int) (offset % PAGE);
            int n = Math.min(length, PAGE - in);
            System.arraycopy(from, at, writable(offset / PAGE, n == PAGE), in, n);
            offset += n;
            at += n;
            length -= n;
        }
    }

    /** Makes a range within the disk read as zeroes. */
    public void zero(long offset, long length) {
        while (length > 0) {
            int in = (int) (offset % PAGE);
            int n = (int) Math.min(length, PAGE - in);
            if (n == PAGE) {
                Chunk chunk = ownChunk(offset / PAGE);
                int slot = (int) (offset / PAGE % PAGES);
                chunk.pages[slot] = ZERO;
                chunk.own[slot] = false;
            } else {
                byte[] page = writable(offset / PAGE, false);
                Arrays.fill(page, in, in + n, (byte) 0);
            }
            offset += n;
            length -= n;
        }
    }

    private byte @Nullable [] page(long number) {
        Chunk chunk = chunks[(int) (number / PAGES)];
        return chunk == null ? null : chunk.pages[(int) (number % PAGES)];
    }

    @SuppressWarnings("ReferenceEquality") // a token is nothing but its identity
    private Chunk ownChunk(long number) {
        int index = (int) (number / PAGES);
        Chunk chunk = chunks[index];
        if (chunk == null || chunk.owner != token) {
            chunk = new Chunk(token, chunk == null ? new byte[PAGES] @Nullable [] : chunk.pages.clone());
            chunks[index] = chunk;
        }
        return chunk;
    }

    private byte[] writable(long number, boolean whole) {
        Chunk chunk = ownChunk(number);
        int slot = (int) (number % PAGES);
        byte @Nullable [] page = chunk.pages[slot];
        if (page == null || !chunk.own[slot]) {
            byte[] mine = new byte[PAGE];
            if (page != null) {
                System.arraycopy(page, 0, mine, 0, PAGE);
            } else if (!whole) {
                base.read(number * PAGE, mine, 0, (int) Math.min(PAGE, size - number * PAGE));
            }
            page = mine;
            chunk.pages[slot] = page;
            chunk.own[slot] = true;
        }
        return page;
    }

    /** Shares all that was written so far; later writes on either side copy. */
    public Image share() {
        token = new Object();
        return new Image(chunks.clone());
    }

    /** Takes over what was written to a disk of the same size. */
    public void adopt(Image image) {
        if (image.chunks.length != chunks.length) {
            throw new IllegalArgumentException("an overlay of another disk");
        }
        token = new Object();
        chunks = image.chunks.clone();
    }

    @Override
    public void save(StateWriter out) {
        out.int64(size);
        for (int i = 0; i < chunks.length; i++) {
            Chunk chunk = chunks[i];
            for (int j = 0; chunk != null && j < PAGES; j++) {
                byte @Nullable [] page = chunk.pages[j];
                if (page != null) {
                    out.int64((long) i * PAGES + j);
                    out.bytes(page);
                }
            }
        }
        out.int64(-1);
    }

    @Override
    public void restore(StateReader in) {
        long of = in.int64();
        in.expect(of == size, "the overlay of a disk of " + of + " bytes, here " + size);
        token = new Object();
        Arrays.fill(chunks, null);
        long pages = (size + PAGE - 1) / PAGE;
        for (long number = in.int64(); number != -1; number = in.int64()) {
            in.expect(number >= 0 && number < pages, "page " + number + " of a disk of " + pages);
            in.bytes(writable(number, true));
        }
    }
}
