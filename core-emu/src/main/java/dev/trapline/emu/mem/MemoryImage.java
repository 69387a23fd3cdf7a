package dev.trapline.emu.mem;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a {@link PhysicalMemory} at one moment, immutable. Images share the arrays of frames that were not written in
 * between, and chunks of frames of which none was: so that keeping one, and comparing two, costs what differs.
 */
public final class MemoryImage {
    /** Of no frames. */
    static final MemoryImage EMPTY = new MemoryImage(0, new byte[0][][]);

    private static final int CHUNK_SHIFT = 8;
    private static final int CHUNK = 1 << CHUNK_SHIFT;
    private static final byte[][] UNTOUCHED = untouched();

    private final int frameCount;
    /** Whole chunks: what lies beyond the last frame is untouched. */
    private final byte[][][] chunks;

    private MemoryImage(int frameCount, byte[][][] chunks) {
        this.frameCount = frameCount;
        this.chunks = chunks;
    }

    private static byte[][] untouched() {
        byte[][] chunk = new byte[CHUNK][];
        Arrays.fill(chunk, PhysicalMemory.ZERO);
        return chunk;
    }

    /** An image from frames; null means all zero. */
    public static MemoryImage of(byte[] @Nullable [] frames) {
        return of(frames, null);
    }

    /** The same; with a part in common with another image, if it has the same frames in the same places. */
    @SuppressWarnings("ReferenceEquality")
    public static MemoryImage of(byte[] @Nullable [] frames, @Nullable MemoryImage like) {
        byte[][][] chunks = new byte[chunksOf(frames.length)][][];
        for (int c = 0; c < chunks.length; c++) {
            byte[][] chunk = untouched();
            byte[][] other = like == null || c >= like.chunks.length ? UNTOUCHED : like.chunks[c];
            boolean untouched = true;
            boolean same = true;
            for (int i = firstOf(c); i < Math.min(frames.length, firstOf(c + 1)); i++) {
                byte[] f = frames[i];
                if (f != null) {
                    chunk[i & CHUNK - 1] = f;
                    untouched = false;
                }
                same &= chunk[i & CHUNK - 1] == other[i & CHUNK - 1];
            }
            chunks[c] = untouched ? UNTOUCHED : same ? other : chunk;
        }
        return new MemoryImage(frames.length, chunks);
    }

    public int frameCount() {
        return frameCount;
    }

    /** A frame's bytes, not to be written, or null if it was never touched. */
    public byte @Nullable [] frame(int number) {
        byte[] array = array(number);
        return PhysicalMemory.isZero(array) ? null : array;
    }

    /**
     * The first frame from {@code from} on that is another array than in another image of the same memory: all that were written in
     * between are, and some that were written back.
     *
     * @param other null for one that was never touched
     * @return {@link #frameCount} if there is none
     */
    @SuppressWarnings("ReferenceEquality")
    public int nextUnlike(@Nullable MemoryImage other, int from) {
        int i = from;
        while (i < frameCount) {
            byte[][] mine = chunks[i >>> CHUNK_SHIFT];
            byte[][] others = other == null ? UNTOUCHED : other.chunks[i >>> CHUNK_SHIFT];
            if (mine == others) {
                i = firstOf((i >>> CHUNK_SHIFT) + 1);
            } else if (mine[i & CHUNK - 1] != others[i & CHUNK - 1]) {
                return i;
            } else {
                i++;
            }
        }
        return frameCount;
    }

    /** References that it does not share with another image. */
    @SuppressWarnings("ReferenceEquality")
    public int referencesBeside(@Nullable MemoryImage other) {
        int own = chunks.length;
        for (int c = 0; c < chunks.length; c++) {
            if (chunks[c] != UNTOUCHED && (other == null || chunks[c] != other.chunks[c])) {
                own += CHUNK;
            }
        }
        return own;
    }

    // For the memory itself.

    static int chunkOf(int frame) {
        return frame >>> CHUNK_SHIFT;
    }

    /** The first frame of a chunk. */
    static int firstOf(int chunk) {
        return chunk << CHUNK_SHIFT;
    }

    private static int chunksOf(int frames) {
        return frames + CHUNK - 1 >>> CHUNK_SHIFT;
    }

    int chunks() {
        return chunks.length;
    }

    byte[] array(int frame) {
        return chunks[frame >>> CHUNK_SHIFT][frame & CHUNK - 1];
    }

    @SuppressWarnings("ReferenceEquality")
    boolean sharesChunk(MemoryImage other, int chunk) {
        return chunks[chunk] == other.chunks[chunk];
    }

    /** With frames that were never touched behind its own. */
    MemoryImage grown(int frames) {
        byte[][][] grown = Arrays.copyOf(chunks, chunksOf(frames));
        Arrays.fill(grown, chunks.length, grown.length, UNTOUCHED);
        return new MemoryImage(frames, grown);
    }

    /** With those chunks of a memory's frames that were written. */
    MemoryImage with(byte[][] frames, BitSet written) {
        if (written.isEmpty()) {
            return this;
        }
        byte[][][] all = chunks.clone();
        for (int c = written.nextSetBit(0); c >= 0; c = written.nextSetBit(c + 1)) {
            byte[][] chunk = untouched();
            System.arraycopy(frames, firstOf(c), chunk, 0, Math.min(CHUNK, frames.length - firstOf(c)));
            all[c] = chunk;
        }
        return new MemoryImage(frameCount, all);
    }
}
