package dev.trapline.recorder.read;

import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.checkpoint.CheckpointIndex;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.disks.BlockIndex;
import dev.trapline.recorder.images.ImageStore;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.pack.PackedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A recording opened to be read: a directory, or what {@code pack} made of one. Its readers are for one thread; whoever
 * has several opens it several times. Everything unusable is a {@link RecordingException}.
 */
public final class Recording implements AutoCloseable {
    private final RecordingStore store;
    private final Manifest manifest;
    private final byte[] manifestBytes;
    private final EventLog log;
    private Optional<Ending> ending = Optional.empty();
    private RecordingState state = RecordingState.RECORDING;

    private Recording(RecordingStore store, byte[] manifestBytes, EventLog log, Manifest manifest) {
        this.store = store;
        this.manifestBytes = manifestBytes;
        this.log = log;
        this.manifest = manifest;
    }

    /** Opens a recording, and walks through the headers of its batches. */
    public static Recording open(Path path) {
        try {
            RecordingStore store;
            if (Files.isDirectory(path)) {
                store = new DirectoryStore(path);
            } else if (Files.exists(path)) {
                store = PackedStore.open(path);
            } else {
                throw new RecordingException("there is no recording " + path, "give the directory of one, or a pack");
            }
            return open(store);
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    /** Opens what a store holds, and closes the store with it. */
    public static Recording open(RecordingStore store) throws IOException {
        String file = store.name() + "/" + Manifest.FILE;
        Optional<byte[]> bytes = store.file(Manifest.FILE);
        if (bytes.isEmpty()) {
            throw new RecordingException(
                    store.name() + " is no recording: it has no " + Manifest.FILE, "give the directory of one");
        }
        Manifest manifest = Manifest.read(file, bytes.get());
        byte[] digest = Digests.sha256().digest(bytes.get());
        EventLog log = new EventLog(store.name(), store.excerpts(), manifest, digest);
        Recording recording = new Recording(store, bytes.get(), log, manifest);
        recording.refresh();
        return recording;
    }

    public String name() {
        return store.name();
    }

    public Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of the manifest: the recording's identity. */
    public String manifestSha256() {
        return Digests.hex(manifestBytes);
    }

    /** Looks again at a recording that was being written; returns whether there are more events, or an end. */
    public boolean refresh() {
        if (state != RecordingState.RECORDING) {
            return false;
        }
        try {
            // In this order: what is closed after the first look is seen by the later ones.
            boolean live = store.isBeingWritten();
            ending = store.file(Ending.FILE).map(b -> Ending.read(name() + "/" + Ending.FILE, b));
            boolean more = log.refresh();
            if (ending.isPresent()) {
                state = RecordingState.ENDED;
                checkEnd(ending.get());
            } else if (!live) {
                state = RecordingState.KILLED;
            }
            return more || state != RecordingState.RECORDING;
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }

    private void checkEnd(Ending end) {
        if (end.batches() != log.batches()
                || !end.chain().equals(log.chain().asHex())
                || end.events() != log.nextEvent() - 1) {
            log.damagedAtEnd("the event log ends with batch " + (log.batches() - 1) + ", but " + Ending.FILE
                    + " tells of " + end.batches() + " batches, or of others");
        } else if (log.isTorn()) {
            log.damagedAtEnd(
                    "the event log goes on behind batch " + (log.batches() - 1) + ", its last by " + Ending.FILE);
        }
    }

    public RecordingState state() {
        return state;
    }

    /** What the recording says of its end; empty unless it has {@link RecordingState#ENDED}. */
    public Optional<Ending> ending() {
        return ending;
    }

    /** How and where it ended, in words. */
    public String endWords() {
        return switch (state) {
            case ENDED -> ending.map(Ending::words).orElseThrow();
            case KILLED ->
                "the recorder was killed; what it had written goes up to count " + log.lastCount()
                        + (log.isTorn() ? ", and a last batch was never completed" : "");
            case RECORDING -> "it is being recorded; so far up to count " + log.lastCount();
        };
    }

    /** The damage that the walk through the headers found; what lies within a batch is found when it is read. */
    public Optional<Damage> damage() {
        return log.damage();
    }

    /** Up to here everything that happened is known. */
    public long lastCount() {
        return ending.filter(e -> log.damage().isEmpty()).map(Ending::count).orElse(log.lastCount());
    }

    /** Number of the last event; 0 if there is none. */
    public long lastEvent() {
        return log.nextEvent() - 1;
    }

    /** Number of the first event that is still there: 1, unless a flight recorder dropped some. */
    public long firstEvent() {
        return log.size() == 0 ? log.nextEvent() : log.header(0).firstEvent();
    }

    /** How many batches can be read. */
    public int batches() {
        return log.size();
    }

    /** A batch's bytes, header and payload, verified; {@code index} counts those that can be read. */
    public byte[] batch(int index) {
        return log.read(index);
    }

    /** Number of a batch's first event; {@code index} counts those that can be read. */
    public long batchStart(int index) {
        return log.header(index).firstEvent();
    }

    /** A reader before the first event. */
    public EventReader reader() {
        return new EventReader(log, manifest.insnNs());
    }

    /** An image's bytes, verified. */
    public byte[] image(String sha256) {
        String path = ImageStore.DIRECTORY + "/" + sha256;
        return ImageStore.verified(name() + "/" + path, sha256, required(path));
    }

    /** The digests of all images, those that only events name included. */
    public List<String> images() {
        try {
            return store.images();
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }

    /** Which blocks of a disk it holds; empty if there is no such disk, or it was recorded before blocks were stored. */
    public Optional<BlockIndex> disk(int number) {
        String path = BlockIndex.path(number);
        try {
            return store.file(path)
                    .map(b -> BlockIndex.read(
                            name() + "/" + path, b, number, manifestSha256(), state != RecordingState.ENDED));
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }

    /** The disks of which it holds blocks, in order. */
    public List<BlockIndex> disks() {
        return Stream.iterate(0, n -> n + 1)
                .map(this::disk)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The checkpoints that lie within the events that can be read, ascending. */
    public List<CheckpointIndex.Entry> checkpoints() {
        try {
            String path = CheckpointIndex.DIRECTORY + "/" + CheckpointIndex.FILE;
            Optional<byte[]> index = store.file(path);
            return index.isEmpty()
                    ? List.of()
                    : CheckpointIndex.read(name() + "/" + path, index.get(), manifestSha256()).stream()
                            .filter(e -> e.count() <= lastCount() && e.nextEvent() <= log.nextEvent())
                            .toList();
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }

    /**
     * A reader of its checkpoints, which verifies what it reads: one that was put in from elsewhere is whole, and only
     * its digest tells.
     *
     * @param built the machine's memory before its first instruction
     */
    public CheckpointReader checkpointReader(MemoryImage built) {
        return new CheckpointReader(name(), checkpoints(), this::checkpoint, built);
    }

    /** A checkpoint's bytes, verified. */
    public byte[] checkpoint(CheckpointIndex.Entry entry) {
        String path = CheckpointIndex.DIRECTORY + "/" + entry.file();
        byte[] bytes = required(path);
        if (!Digests.hex(bytes).equals(entry.sha256())) {
            throw new RecordingException(
                    name() + "/" + path + " is damaged: its SHA-256 does not match",
                    "delete the directory " + CheckpointIndex.DIRECTORY + "; the recording replays without");
        }
        return bytes;
    }

    /** Reads and verifies everything: every event, image, block and checkpoint. Throws at the first damage. */
    public void verify() {
        EventReader reader = reader();
        while (reader.next()) {
            reader.event();
        }
        log.damage().ifPresent(d -> {
            throw d.toException();
        });
        for (Manifest.Image image : manifest.images()) {
            image(image.sha256());
        }
        Set<String> verified = new HashSet<>(images());
        verified.forEach(this::image);
        for (BlockIndex disk : disks()) {
            disk.blocks().values().stream().filter(b -> !verified.contains(b)).forEach(this::image);
        }
        for (CheckpointIndex.Entry entry : checkpoints()) {
            checkpoint(entry);
        }
    }

    /** Where its parts come from. */
    public RecordingStore store() {
        return store;
    }

    private byte[] required(String path) {
        try {
            return store.file(path)
                    .orElseThrow(() -> new RecordingException(
                            name() + "/" + path + " is missing", "take the recording from another copy"));
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }

    private static RecordingException unreadable(String name, IOException e) {
        RecordingException told = new RecordingException(name + " cannot be read: " + e, "look at the disk it is on");
        told.initCause(e);
        return told;
    }

    @Override
    public void close() {
        log.close();
        try {
            store.close();
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }
}
