package dev.trapline.recorder.write;

import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointIndex;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.checkpoint.CheckpointWriter;
import dev.trapline.recorder.disks.StoringDisks;
import dev.trapline.recorder.images.DurableFiles;
import dev.trapline.recorder.images.ImageStore;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEncoder;
import dev.trapline.recorder.schema.TraceSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a recording: {@link #prepare}, put images, {@link Preparation#start}, tell events to the {@link #sink}, {@link
 * #end}. All on the machine's thread. Whatever cannot be written is a {@link RecordingException}, from any method and
 * from the sink's; the recording is then already closed, and says why.
 */
public final class RecordingWriter implements AutoCloseable {
    /** Some classes are loaded only when a recording is closed, and take most of it. */
    private static final int RESERVE = 4 << 20;

    private final Path recording;
    private final RecordingLock lock;
    private final Manifest manifest;
    private final ImageStore images;
    private final CheckpointIndex checkpoints;
    private final Segments segments;
    private final BatchWriter batches;
    private final TraceEncoder encoder;
    private final byte[] manifestDigest;
    private @Nullable CheckpointWriter checkpointWriter;
    private @Nullable StoringDisks disks;
    /** Memory to close the recording with when there is no other left: held, never read, and then let go. */
    @SuppressWarnings("UnusedVariable")
    private volatile byte @Nullable [] reserve = new byte[RESERVE];

    private boolean ended;

    private RecordingWriter(
            Path recording, RecordingLock lock, Manifest manifest, byte[] digest, Optional<KeepLast> keepLast) {
        this.recording = recording;
        this.lock = lock;
        this.manifest = manifest;
        this.manifestDigest = digest;
        this.images = new ImageStore(recording);
        this.checkpoints = new CheckpointIndex(recording, HexFormat.of().formatHex(digest));
        this.segments = new Segments(
                recording,
                digest,
                keepLast,
                checkpoints,
                manifest.startCount(),
                manifest.startCount() * manifest.insnNs() + manifest.startSkippedNs());
        this.batches = new BatchWriter(segments, recording.toString(), this::endAfterFailure);
        this.encoder = new TraceEncoder(
                new Batch(), batches, manifest.insnNs(), manifest.startCount(), manifest.startSkippedNs());
    }

    /** Takes an empty or new directory for a recording. */
    public static Preparation prepare(Path recording) {
        try {
            Files.createDirectories(recording);
            RecordingLock lock = RecordingLock.take(recording);
            try {
                refuseExisting(recording);
            } catch (RecordingException e) {
                lock.close();
                throw e;
            }
            return new Preparation(recording, lock);
        } catch (IOException e) {
            throw unusable(recording, e);
        }
    }

    /** Throws {@link RecordingException} if there is a recording already. */
    public static void refuseExisting(Path recording) {
        if (Files.exists(recording.resolve(Manifest.FILE)) || Files.exists(recording.resolve(Ending.FILE))) {
            throw new RecordingException(
                    recording + " is a recording already", "give another directory, or --force to replace it");
        }
    }

    /** A recording of which nothing is written but images. */
    public static final class Preparation implements AutoCloseable {
        private final Path recording;
        private final RecordingLock lock;
        private boolean started;

        private Preparation(Path recording, RecordingLock lock) {
            this.recording = recording;
            this.lock = lock;
        }

        /** Stores an image; returns its SHA-256. */
        public String putImage(byte[] bytes) {
            try {
                return new ImageStore(recording).put(bytes);
            } catch (IOException e) {
                throw unusable(recording, e);
            }
        }

        /** Takes over an image of another recording. */
        public void putImageFrom(ImageStore other, String sha256) {
            try {
                new ImageStore(recording).putFrom(other, sha256);
            } catch (IOException e) {
                throw unusable(recording, e);
            }
        }

        /** Writes the manifest, whose images must all have been put, and begins. */
        public RecordingWriter start(Manifest manifest, Optional<KeepLast> keepLast) {
            for (Manifest.Image image : manifest.images()) {
                if (!Files.exists(new ImageStore(recording).path(image.sha256()))) {
                    throw new IllegalStateException("image " + image.name() + " was not put");
                }
            }
            byte[] bytes = manifest.toBytes();
            try {
                DurableFiles.write(recording.resolve(Manifest.FILE), bytes);
            } catch (IOException e) {
                throw unusable(recording, e);
            }
            byte[] digest = Digests.sha256().digest(bytes);
            RecordingWriter writer = new RecordingWriter(recording, lock, manifest, digest, keepLast);
            started = true;
            writer.batches.start();
            return writer;
        }

        /** Gives the directory up, unless the recording was started. */
        @Override
        public void close() {
            if (!started) {
                release(recording, lock);
            }
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** Where events go in. */
    public TraceSink sink() {
        return encoder.sink();
    }

    /** Events told so far. */
    public long events() {
        return encoder.events();
    }

    /** Why nothing more can be written, if so: for an owner that wants to know between batches. */
    public Optional<RecordingException> failure() {
        return Optional.ofNullable(batches.failure());
    }

    /**
     * Puts everything told so far into the log, and waits until it is there: before waiting on the outside world, at a
     * checkpoint, when somebody wants to read along. Costs a batch's header, so not for every wait in virtual time.
     *
     * @param count all that happened before this count has been told
     */
    public void flush(long count) {
        encoder.closeBatch(count);
        batches.await();
    }

    /** Stores bytes that events refer to by digest; returns their SHA-256, 32 bytes. */
    public byte[] putImage(byte[] bytes) {
        try {
            return HexFormat.of().parseHex(images.put(bytes));
        } catch (IOException e) {
            throw unusable(recording, e);
        }
    }

    /** The machine's disks, so that what is read of them is stored. */
    public StoringDisks disks(DiskSource live) {
        if (disks != null) {
            throw new IllegalStateException("the disks are stored already");
        }
        StoringDisks begun = new StoringDisks(live, recording, manifestDigest);
        disks = begun;
        return begun;
    }

    /** Number of the event that is told next. */
    public long nextEvent() {
        return encoder.events() + 1;
    }

    /**
     * Begins to store checkpoints.
     *
     * @param base count of the one that is stored already, which they follow; 0 to follow the machine as it was built
     * @param memory the machine's memory there
     */
    public CheckpointWriter checkpoints(CheckpointLimit limit, long base, MemoryImage memory) {
        if (checkpointWriter != null) {
            throw new IllegalStateException("checkpoints are stored already");
        }
        CheckpointWriter begun = new CheckpointWriter(recording.toString(), checkpoints, limit, base, memory);
        checkpointWriter = begun;
        return begun;
    }

    /** How many segments the log was cut into so far: a flight recorder wants a checkpoint in each. */
    public int segments() {
        return segments.count();
    }

    /**
     * Stores a checkpoint that needs no other, after flushing; returns when it is stored.
     *
     * <p>A flight recorder drops old segments only where a later checkpoint makes them needless.
     */
    public void checkpoint(Checkpoint checkpoint) {
        flush(checkpoint.count());
        try {
            checkpoints.addWhole(checkpoint);
        } catch (IOException e) {
            throw unusable(recording, e);
        }
    }

    /** As {@link #end(EndKind, String, long, long, Optional, Optional, Map)}, and nothing is said of devices. */
    public void end(
            EndKind end,
            String words,
            long count,
            long virtualNs,
            Optional<String> stateSha256,
            Map<String, Long> groups) {
        end(end, words, count, virtualNs, stateSha256, Optional.empty(), groups);
    }

    /**
     * Ends the recording.
     *
     * @param count the machine's at the end
     * @param virtualNs likewise
     * @param words how it ended, for a person
     * @param stateSha256 of the machine, in hexadecimal
     * @param deviceSha256 of its devices, likewise
     * @param groups how many events of each group, by {@code EventGroup.word()}
     */
    public void end(
            EndKind end,
            String words,
            long count,
            long virtualNs,
            Optional<String> stateSha256,
            Optional<String> deviceSha256,
            Map<String, Long> groups) {
        if (ended) {
            throw new IllegalStateException("the recording has ended");
        }
        flush(count);
        finish(Ending.Why.ENDED, Optional.of(end), words, count, virtualNs, stateSha256, deviceSha256, groups);
    }

    /** Ends the recording, if it has not ended, as abandoned by an owner that came to grief. */
    @Override
    public void close() {
        endWithout(Ending.Why.ABANDONED, "it was closed before the run had ended");
    }

    /**
     * Ends the recording, if it has not ended, because the JVM's memory was used up: with what was told by then, and with
     * memory that was laid by.
     *
     * @return what to tell whoever records
     */
    public RecordingException outOfMemory(OutOfMemoryError e) {
        reserve = null;
        endWithout(Ending.Why.FAILED, Failures.OUT_OF_MEMORY);
        return Failures.of(e, segments.lastCount());
    }

    private void endWithout(Ending.Why why, String words) {
        if (!ended) {
            try {
                if (batches.failure() == null) {
                    flush(encoder.lastCount());
                }
            } finally {
                finish(
                        why,
                        Optional.empty(),
                        words,
                        segments.lastCount(),
                        segments.lastNs(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
            }
        }
    }

    private void finish(
            Ending.Why why,
            Optional<EndKind> end,
            String words,
            long count,
            long virtualNs,
            Optional<String> stateSha256,
            Optional<String> deviceSha256,
            Map<String, Long> groups) {
        ended = true;
        if (checkpointWriter != null) {
            checkpointWriter.close();
        }
        if (disks != null) {
            disks.close();
        }
        batches.close();
        RecordingException failure = batches.failure();
        try {
            if (failure == null) {
                writeEnd(why, end, words, count, virtualNs, stateSha256, deviceSha256, groups);
            }
        } catch (IOException e) {
            throw unusable(recording, e);
        } finally {
            release(recording, lock);
        }
        if (failure != null && why == Ending.Why.ENDED) {
            throw failure;
        }
    }

    /** On the writing thread, when it cannot go on. */
    private void endAfterFailure(Throwable cause) {
        if (Failures.isOutOfMemory(cause)) {
            reserve = null;
        }
        @Nullable Throwable also = null;
        try {
            segments.close();
        } catch (IOException | RuntimeException e) {
            also = e;
        }
        try {
            writeEnd(
                    Failures.why(cause),
                    Optional.empty(),
                    Failures.words(cause),
                    segments.lastCount(),
                    segments.lastNs(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        } catch (IOException | RuntimeException e) {
            also = e;
        }
        if (also != null) {
            cause.addSuppressed(also);
        }
    }

    private void writeEnd(
            Ending.Why why,
            Optional<EndKind> end,
            String words,
            long count,
            long virtualNs,
            Optional<String> stateSha256,
            Optional<String> deviceSha256,
            Map<String, Long> groups)
            throws IOException {
        Ending ending = new Ending(
                why,
                end,
                words,
                count,
                virtualNs,
                segments.lastEvent(),
                segments.batches(),
                HexFormat.of().formatHex(segments.chain()),
                stateSha256,
                deviceSha256,
                groups);
        DurableFiles.write(recording.resolve(Ending.FILE), ending.toBytes());
    }

    private static void release(Path recording, RecordingLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw unusable(recording, e);
        }
    }

    private static RecordingException unusable(Path recording, IOException e) {
        RecordingException told = new RecordingException(
                "cannot write to " + recording + ": " + e.getMessage(), "free space on its disk, or record elsewhere");
        told.initCause(e);
        return told;
    }
}
