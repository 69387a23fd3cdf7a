package dev.trapline.recorder.chronicle;

import dev.trapline.recorder.schema.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Appends to one segment: a Chronicle Queue of one file in a directory of its own.
 *
 * <p>Space for an excerpt is there before it is appended, so that a full disk is found between two of them: see {@link
 * #reserve}.
 */
public final class SegmentWriter implements AutoCloseable {
    /** The directory of all segments in a recording. */
    public static final String DIRECTORY = "events";

    /** Chronicle maps blocks of this size and a quarter more, so a batch always lies within one mapping. */
    private static final int BLOCK = 1 << 20;

    /** What Chronicle writes or looks at besides an excerpt: its header, two index pages, the header that follows. */
    private static final int SLACK = 1 << 16;

    private static final int EXCERPT = Batch.CAPACITY + SLACK;

    private final ReservedFile file;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private long position;

    private SegmentWriter(ReservedFile file, ChronicleQueue queue, ExcerptAppender appender) {
        this.file = file;
        this.queue = queue;
        this.appender = appender;
    }

    /** The directory of a segment. */
    public static Path directory(Path recording, int number) {
        return recording.resolve(DIRECTORY).resolve(String.format(Locale.ROOT, "%06d", number));
    }

    /** Makes a segment, and appends its header. */
    public static SegmentWriter create(Path recording, SegmentHeader header) throws IOException {
        Path directory = directory(recording, header.number());
        Files.createDirectories(directory);
        // Both files exist, with blocks under them, before Chronicle maps them.
        try (ReservedFile metadata = new ReservedFile(directory.resolve("metadata.cq4t"))) {
            metadata.reserveOrNothing(1);
        }
        ReservedFile file = new ReservedFile(directory.resolve(FixedCycle.FILE));
        try {
            file.reserveOrNothing(2L * EXCERPT);
            ChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
                    .rollCycle(new FixedCycle())
                    .timeProvider(() -> 0)
                    .blockSize(BLOCK)
                    .timeoutMS(1)
                    .build();
            SegmentWriter writer = new SegmentWriter(file, queue, queue.createAppender());
            byte[] bytes = header.toBytes();
            writer.write(bytes, bytes.length);
            return writer;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Appends an excerpt; it is on its way to the disk, whatever becomes of this process, when this returns. */
    public void append(byte[] bytes, int length) {
        write(bytes, length);
    }

    /** Takes space for the next excerpt, and throws if there is none: to be called after each but the last. */
    public void reserve() throws IOException {
        file.reserve(position + 2L * EXCERPT);
    }

    private void write(byte[] bytes, int length) {
        try (DocumentContext excerpt = appender.writingDocument()) {
            var wire = excerpt.wire();
            if (wire == null) {
                throw new IllegalStateException("Chronicle gives no wire to write to");
            }
            wire.bytes().write(bytes, 0, length);
            position = wire.bytes().writePosition();
        }
    }

    /** Bytes of the file that are in use. */
    public long position() {
        return position;
    }

    /** Closes the queue, and truncates its file to what is used. */
    @Override
    public void close() throws IOException {
        appender.close();
        queue.close();
        try (file) {
            file.truncate(position + 3 & -4);
        }
    }
}
