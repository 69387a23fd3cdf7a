package dev.trapline.recorder.write;

import dev.trapline.recorder.checkpoint.CheckpointIndex;
import dev.trapline.recorder.chronicle.SegmentHeader;
import dev.trapline.recorder.chronicle.SegmentWriter;
import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.BatchHeader;
import dev.trapline.recorder.schema.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Seals batches and appends them to the segment of the moment. Belongs to the writer's thread. */
final class Segments {
    /** A closed segment. */
    private record Closed(int number, long firstEvent, long lastEvent, long firstNs, long bytes) {}

    private final Path recording;
    private final ByteString manifest;
    private final Optional<KeepLast> keepLast;
    private final CheckpointIndex checkpoints;
    private final Deque<Closed> closed = new ArrayDeque<>();

    private @Nullable SegmentWriter writer;
    private volatile int number;
    /** Of the segment of the moment; 0 while it has none. */
    private long firstEvent;

    private long firstNs;
    private byte[] chain;
    private long batches;
    private long lastCount;
    private long lastNs;
    private long lastEvent;

    /** @param manifest SHA-256 of the manifest, 32 bytes */
    Segments(
            Path recording,
            byte[] manifest,
            Optional<KeepLast> keepLast,
            CheckpointIndex checkpoints,
            long startCount,
            long startNs) {
        this.recording = recording;
        this.manifest = ByteString.of(manifest);
        this.keepLast = keepLast;
        this.checkpoints = checkpoints;
        this.chain = ByteString.of(manifest, 0, BatchHeader.CHAIN_LENGTH).toArray();
        this.lastCount = startCount;
        this.lastNs = startNs;
    }

    void open() throws IOException {
        writer = SegmentWriter.create(recording, new SegmentHeader(number, batches, manifest, ByteString.of(chain)));
    }

    /** Appends a batch: whatever becomes of this process, it is in the log when this returns. */
    void append(Batch batch) {
        SegmentWriter to = present();
        if (firstEvent == 0) {
            firstEvent = batch.firstEvent();
            firstNs = batch.virtualNs();
        }
        byte[] sealed = batch.seal(chain);
        to.append(batch.bytes(), batch.length());
        chain = sealed;
        batches++;
        lastCount = batch.lastCount();
        lastNs = batch.endNs();
        lastEvent = batch.firstEvent() + batch.events() - 1;
    }

    /** Makes room for the next batch, in a new segment if this one is long enough; throws if there is no room. */
    void prepare() throws IOException {
        SegmentWriter to = present();
        to.reserve();
        if (keepLast.isPresent() && keepLast.get().segmentIsFull(to.position(), lastNs - firstNs)) {
            to.close();
            writer = null;
            closed.addLast(new Closed(number, firstEvent, lastEvent, firstNs, to.position()));
            number++;
            firstEvent = 0;
            open();
            drop(keepLast.get(), lastNs);
        }
    }

    private SegmentWriter present() {
        SegmentWriter present = writer;
        if (present == null) {
            throw new IllegalStateException("the log is not open");
        }
        return present;
    }

    /**
     * Deletes the oldest segments that a checkpoint, with enough after it, makes needless. Which events a checkpoint needs
     * is told by their numbers: several can have its count, some before and some after it.
     */
    private void drop(KeepLast limit, long nowNs) throws IOException {
        while (!closed.isEmpty()) {
            Closed oldest = closed.getFirst();
            Optional<CheckpointIndex.Entry> checkpoint = checkpoints.firstFrom(oldest.lastEvent() + 1);
            if (checkpoint.isEmpty()) {
                return;
            }
            long keptBytes = 0;
            long keptNs = 0;
            for (Closed after : closed) {
                if (after.firstEvent() >= checkpoint.get().nextEvent()) {
                    keptBytes += after.bytes();
                    keptNs = Math.max(keptNs, nowNs - after.firstNs());
                }
            }
            if (!limit.isEnough(keptBytes, keptNs)) {
                return;
            }
            closed.removeFirst();
            checkpoints.dropBefore(checkpoint.get().count());
            delete(SegmentWriter.directory(recording, oldest.number()));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException("cannot delete " + directory, e);
        }
    }

    /** Closes the segment of the moment, if one is open. */
    void close() throws IOException {
        SegmentWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }

    /** How many there were so far. Any thread may ask. */
    int count() {
        return number + 1;
    }

    byte[] chain() {
        return chain.clone();
    }

    long batches() {
        return batches;
    }

    long lastCount() {
        return lastCount;
    }

    long lastNs() {
        return lastNs;
    }

    long lastEvent() {
        return lastEvent;
    }
}
