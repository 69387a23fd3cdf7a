package dev.trapline.recorder.chronicle;

import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.BatchHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Walks a segment's file without Chronicle, which would map it, make it longer, wait for what a killed writer left half
 * done, and die of a file that is shorter than it says.
 *
 * <p>The file is a sequence of documents, each at a multiple of four: a word (bit 31: not complete, bit 30: Chronicle's
 * own, bits 0 to 29: length), then so many bytes. A word of zero is where the next will be written, or is being written.
 */
public final class SegmentReader implements AutoCloseable {
    private static final int NOT_COMPLETE = 1 << 31;
    private static final int META_DATA = 1 << 30;
    private static final int LENGTH = META_DATA - 1;
    /** No excerpt of ours, and no index page of Chronicle's, is longer. */
    private static final int MOST_BEGUN = Batch.CAPACITY + (1 << 16);

    /** What a step found. */
    public enum Step {
        /** An excerpt: its first bytes are in {@link #head}. */
        EXCERPT,
        /** Nothing more for now. */
        END,
        /** The last excerpt was never completed. */
        TORN,
        /** Something that no writer leaves. */
        DAMAGED
    }

    private final FileChannel file;
    private final ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] head = new byte[BatchHeader.LENGTH];
    private long next;
    private long at;
    private int length;
    private String damage = "";

    /** Opens a segment. */
    public SegmentReader(Path directory) throws IOException {
        file = FileChannel.open(directory.resolve(FixedCycle.FILE), StandardOpenOption.READ);
    }

    /** Looks for the next excerpt; at the end it may be asked again later, when a writer may have gone on. */
    public Step step() throws IOException {
        while (true) {
            int header = word(next);
            if (header == 0 || (header & NOT_COMPLETE) != 0) {
                return end(header);
            }
            int size = header & LENGTH;
            long from = next + 4;
            if (from + size > file.size()) {
                return damaged(next, "an excerpt of " + size + " bytes does not fit the file");
            }
            int got = read(from, head, Math.min(size, head.length));
            boolean ours = got >= 4 && (magic() == BatchHeader.MAGIC || magic() == SegmentHeader.MAGIC);
            if ((header & META_DATA) != 0) {
                if (ours) {
                    return damaged(next, "an excerpt is marked as Chronicle's own");
                }
                next = from + size + 3 & -4;
                continue;
            }
            if (!ours || size > Batch.CAPACITY) {
                return damaged(next, "an excerpt is neither a batch nor a segment's header");
            }
            at = from;
            length = size;
            next = from + size + 3 & -4;
            return Step.EXCERPT;
        }
    }

    /** Where the present excerpt begins in the file. */
    public long at() {
        return at;
    }

    /** Its length. */
    public int length() {
        return length;
    }

    /** Its first bytes, as many as a batch's header has. */
    public byte[] head() {
        return head;
    }

    /** What is damaged, and where. */
    public String damage() {
        return damage;
    }

    /** Reads bytes of the file; short if it ends. */
    public int read(long from, byte[] to, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(to, 0, count);
        while (buffer.hasRemaining()) {
            int got = file.read(buffer, from + buffer.position());
            if (got < 0) {
                break;
            }
        }
        return buffer.position();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private int magic() {
        return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private int word(long from) throws IOException {
        word.clear();
        while (word.hasRemaining() && file.read(word, from + word.position()) >= 0) {
            // A file cut within a word reads as zeros from there, as one cut before it does.
        }
        while (word.hasRemaining()) {
            word.put((byte) 0);
        }
        return word.getInt(0);
    }

    /**
     * What stands behind the last excerpt: zeros only, or one that was begun. Chronicle writes an excerpt's bytes first and
     * its word last, so the word may be zero though bytes follow.
     */
    private Step end(int header) throws IOException {
        long begun = next + 4;
        boolean torn = header != 0;
        byte[] bytes = new byte[1 << 16];
        for (long p = begun; ; p += bytes.length) {
            int got = read(p, bytes, bytes.length);
            for (int i = 0; i < got; i++) {
                if (bytes[i] == 0) {
                    continue;
                }
                if (word(next) != header) {
                    // A writer went on since the word was read.
                    return step();
                }
                if (p + i >= begun + MOST_BEGUN) {
                    return damaged(next, "bytes follow what should be the end, the first at byte " + (p + i));
                }
                torn = true;
                break;
            }
            if (got < bytes.length) {
                return torn ? Step.TORN : Step.END;
            }
        }
    }

    private Step damaged(long from, String what) {
        damage = "at byte " + from + " " + what;
        return Step.DAMAGED;
    }
}
