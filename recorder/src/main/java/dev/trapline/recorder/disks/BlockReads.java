package dev.trapline.recorder.disks;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes were read last from blocks that the recording holds. A disk reads into a buffer and then writes that to guest
 * memory: so the buffer's bytes need not be stored once more. That they still are the block's is looked at, not believed.
 * Nothing is allocated for a read, nor for looking for one.
 */
public final class BlockReads {
    /** Below a sector it is shorter to store bytes than to say where they are. */
    private static final int SHORTEST = 512;

    /** A buffer's worth of reads, with the guest's own pages in between. */
    private static final int REMEMBERED = 32;

    private static final Block NONE = new Block(new byte[0], new byte[0]);

    /** The reads, in the order in which they are going to be overwritten from {@link #next} on. */
    private final byte[][] buffers = new byte[REMEMBERED][];

    private final int[] at = new int[REMEMBERED];
    private final int[] lengths = new int[REMEMBERED];
    private final Block[] blocks = new Block[REMEMBERED];
    private final int[] from = new int[REMEMBERED];
    private int next;

    private Block found = NONE;
    private int foundOffset;
    private int foundLength;

    void add(byte[] buffer, int bufferOffset, int length, Block block, int blockOffset) {
        buffers[next] = buffer;
        at[next] = bufferOffset;
        lengths[next] = length;
        blocks[next] = block;
        from[next] = blockOffset;
        next = (next + 1) % REMEMBERED;
    }

    /**
     * Looks for where the bytes of a buffer are stored, or the first of them: those at {@link #offset} of the image {@link
     * #sha256}, {@link #length} of them, until it looks again.
     *
     * @return whether they are, and are not too few
     */
    public boolean find(byte[] buffer, int offset, int length) {
        if (length < SHORTEST) {
            return false;
        }
        for (int back = 1; back <= REMEMBERED; back++) {
            int i = (next - back + REMEMBERED) % REMEMBERED;
            if (isBuffer(buffers[i], buffer) && holds(i, buffer, offset, length)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // it is about this very buffer
    private static boolean isBuffer(byte @Nullable [] read, byte[] buffer) {
        return read == buffer;
    }

    private boolean holds(int i, byte[] buffer, int offset, int length) {
        int in = offset - at[i];
        int n = Math.min(length, lengths[i] - in);
        int start = from[i] + in;
        if (in < 0 || n < SHORTEST || !Arrays.equals(buffer, offset, offset + n, blocks[i].bytes(), start, start + n)) {
            return false;
        }
        found = blocks[i];
        foundOffset = start;
        foundLength = n;
        return true;
    }

    /** The digest of the image that holds what was found, 32 bytes. */
    public byte[] sha256() {
        return found.sha256();
    }

    /** Where in the image it begins. */
    public int offset() {
        return foundOffset;
    }

    /** How many bytes of it were found. */
    public int length() {
        return foundLength;
    }
}
