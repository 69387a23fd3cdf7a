package dev.trapline.recorder.disks;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Which bytes were read last from blocks that the recording holds. A disk reads into a buffer and then writes that to guest
 * memory: so the buffer's bytes need not be stored once more. That they still are the block's is looked at, not believed.
 */
public final class BlockReads {
    /** Below a sector it is shorter to store bytes than to say where they are. */
    private static final int SHORTEST = 512;

    /** A buffer's worth of reads, with the guest's own pages in between. */
    private static final int REMEMBERED = 32;

    private record Read(byte[] buffer, int at, int length, Block block, int from) {}

    /**
     * Bytes that an image holds.
     *
     * @param sha256 the image's digest, 32 bytes
     * @param offset where in the image they begin
     * @param length how many
     */
    public record Place(byte[] sha256, int offset, int length) {}

    private final Deque<Read> last = new ArrayDeque<>();

    void add(byte[] buffer, int at, int length, Block block, int from) {
        if (last.size() == REMEMBERED) {
            last.removeLast();
        }
        last.addFirst(new Read(buffer, at, length, block, from));
    }

    /** Where the bytes of a buffer are stored, or the first of them; empty if they are not, or are too few. */
    @SuppressWarnings("ReferenceEquality") // it is about this very buffer
    public Optional<Place> find(byte[] buffer, int offset, int length) {
        if (length < SHORTEST) {
            return Optional.empty();
        }
        for (Read r : last) {
            int in = offset - r.at;
            int n = Math.min(length, r.length - in);
            if (r.buffer == buffer
                    && in >= 0
                    && n >= SHORTEST
                    && Arrays.equals(buffer, offset, offset + n, r.block.bytes(), r.from + in, r.from + in + n)) {
                return Optional.of(new Place(r.block.sha256(), r.from + in, n));
            }
        }
        return Optional.empty();
    }
}
