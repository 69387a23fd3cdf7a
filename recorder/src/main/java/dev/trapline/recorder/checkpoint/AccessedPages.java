package dev.trapline.recorder.checkpoint;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.emu.mmu.Translation;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The pages that pCPUs may have accessed between two places of a run, so that who looks for an access passes over where it
 * cannot have been. What devices write is not here: the checkpoints' frames show it.
 *
 * @param executed virtual pages, by bits 31 to 12, whatever the address space; the others likewise
 * @param framesRead frames, by number
 */
public record AccessedPages(PageSet executed, PageSet read, PageSet written, PageSet framesRead) {
    private static final int VIRTUAL_PAGES = 1 << 20;
    private static final int LEVEL = 3;
    /** All pages of all sets take less. */
    private static final int MOST_BYTES = 32 << 20;

    public static AccessedPages of(AccessMarks marks) {
        return new AccessedPages(
                PageSet.of(marks.pages(Translation.EXECUTE)),
                PageSet.of(marks.pages(Translation.READ)),
                PageSet.of(marks.pages(Translation.WRITE)),
                PageSet.of(marks.frames(Translation.READ)));
    }

    /** Those of two pieces of a run that follow each other. */
    AccessedPages with(AccessedPages other) {
        return new AccessedPages(
                executed.with(other.executed),
                read.with(other.read),
                written.with(other.written),
                framesRead.with(other.framesRead));
    }

    /** What another one has that this one lacks, in words. */
    public Optional<String> lacks(AccessedPages other) {
        return missing("executed", "page", 12, executed.lacks(other.executed))
                .or(() -> missing("read", "page", 12, read.lacks(other.read)))
                .or(() -> missing("written", "page", 12, written.lacks(other.written)))
                .or(() -> missing("read", "frame", 0, framesRead.lacks(other.framesRead)));
    }

    private static Optional<String> missing(String access, String what, int shift, OptionalInt page) {
        return page.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format("%s %#x was %s before it", what, (long) page.getAsInt() << shift, access));
    }

    // As bytes: a length and a zstd frame, of one piece of the run or of several one after the other.

    byte[] pack() {
        ByteBuffer out = ByteBuffer.allocate(
                executed.mostBytes() + read.mostBytes() + written.mostBytes() + framesRead.mostBytes());
        executed.write(out);
        read.write(out);
        written.write(out);
        framesRead.write(out);
        byte[] packed = Zstd.compress(Arrays.copyOf(out.array(), out.position()), LEVEL);
        return ByteBuffer.allocate(4 + packed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(packed.length)
                .put(packed)
                .array();
    }

    /** Those of pieces one after the other; of nothing, if of one of them nothing is known. */
    static byte[] joined(byte[] earlier, byte[] later) {
        if (earlier.length == 0 || later.length == 0) {
            return new byte[0];
        }
        byte[] both = Arrays.copyOf(earlier, earlier.length + later.length);
        System.arraycopy(later, 0, both, earlier.length, later.length);
        return both;
    }

    /**
     * Reads what {@link #pack} and {@link #joined} made.
     *
     * @return empty if nothing is known
     * @throws IllegalArgumentException if it is damaged
     */
    static Optional<AccessedPages> unpack(byte[] bytes) {
        Optional<AccessedPages> all = Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (in.hasRemaining()) {
                AccessedPages piece = piece(in);
                all = Optional.of(all.map(before -> before.with(piece)).orElse(piece));
            }
        } catch (BufferUnderflowException | ZstdException e) {
            throw new IllegalArgumentException("accessed pages", e);
        }
        return all;
    }

    private static AccessedPages piece(ByteBuffer in) {
        int length = in.getInt();
        if (length <= 0 || length > in.remaining()) {
            throw new IllegalArgumentException("accessed pages of " + length + " bytes");
        }
        byte[] packed = new byte[length];
        in.get(packed);
        long size = Zstd.getFrameContentSize(packed);
        if (size < 0 || size > MOST_BYTES) {
            throw new IllegalArgumentException("accessed pages of " + size + " bytes");
        }
        ByteBuffer sets = ByteBuffer.wrap(Zstd.decompress(packed, (int) size));
        AccessedPages piece = new AccessedPages(
                PageSet.read(sets, VIRTUAL_PAGES),
                PageSet.read(sets, VIRTUAL_PAGES),
                PageSet.read(sets, VIRTUAL_PAGES),
                PageSet.read(sets, CheckpointFile.MOST_FRAMES));
        if (sets.hasRemaining()) {
            throw new IllegalArgumentException("accessed pages with more behind them");
        }
        return piece;
    }
}
