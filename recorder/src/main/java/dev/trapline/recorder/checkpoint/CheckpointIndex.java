package dev.trapline.recorder.checkpoint;

import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.images.DurableFiles;
import dev.trapline.recorder.manifest.SealedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The checkpoints of a recording: files named by their count, and an index with their digests. */
public final class CheckpointIndex {
    /** The directory's name in a recording. */
    public static final String DIRECTORY = "checkpoints";

    /** The index's name in the directory. */
    public static final String FILE = "index.json";

    /**
     * A checkpoint: the machine between two instructions.
     *
     * @param count instructions attempted by then
     * @param nextEvent number of the first event that is not yet in it
     * @param follows count of the checkpoint it needs, 0 if it needs the machine as it was built, -1 if it needs nothing
     */
    public record Entry(long count, long nextEvent, long follows, long size, String sha256) {
        /** The file's name in the directory; another one when it comes to follow another. */
        public String file() {
            return String.format(Locale.ROOT, "%020d-%020d", count, follows + 1);
        }
    }

    /** So many checkpoints may be missing from the index. */
    private static final int FEW = 3;

    private static final String MANIFEST = "manifest_sha256";

    /** Digits by which a manifest is named to people. */
    private static final int SHOWN = 16;

    private final Path directory;
    private final String manifestSha256;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    /** Entries that the file lacks. */
    private int unwritten;

    /** @param manifestSha256 the recording's identity, which its checkpoints belong to */
    public CheckpointIndex(Path recording, String manifestSha256) {
        this.directory = recording.resolve(DIRECTORY);
        this.manifestSha256 = manifestSha256;
    }

    /**
     * Stores a checkpoint. The index is written with the first, and then once a few or a sixteenth are not in it: replacing a file
     * makes a file system wait for its disk. Who is killed before {@link #flush} leaves files that nobody reads.
     */
    synchronized void add(long count, long nextEvent, long follows, byte[] bytes) throws IOException {
        Entry entry = new Entry(count, nextEvent, follows, bytes.length, Digests.hex(bytes));
        Files.createDirectories(directory);
        store(entry, bytes);
        entries.put(count, entry);
        unwritten++;
        if (entries.size() == 1 || unwritten > Math.max(FEW, entries.size() / 16)) {
            write();
        }
    }

    /** Writes the index if something is not in it yet. */
    synchronized void flush() throws IOException {
        if (unwritten > 0) {
            write();
        }
    }

    /** Stores a checkpoint that follows none. */
    public void addWhole(Checkpoint checkpoint) throws IOException {
        add(
                checkpoint.count(),
                checkpoint.nextEvent(),
                CheckpointFile.NOTHING,
                CheckpointFile.of(checkpoint, CheckpointFile.NOTHING, null, new byte[0]));
        flush();
    }

    /** Puts others in the place of all; the files of those that stay are left, new ones written, and the rest deleted. */
    synchronized void replace(List<Entry> stay, List<byte[]> added) throws IOException {
        List<Entry> before = List.copyOf(entries.values());
        List<Entry> all = new ArrayList<>(stay);
        for (byte[] bytes : added) {
            CheckpointFile file = new CheckpointFile("checkpoint", bytes);
            Entry entry = new Entry(file.count(), file.nextEvent(), file.follows(), bytes.length, Digests.hex(bytes));
            store(entry, bytes);
            all.add(entry);
        }
        entries.clear();
        all.forEach(e -> entries.put(e.count(), e));
        write();
        for (Entry entry : before) {
            if (!entry.equals(entries.get(entry.count()))) {
                Files.deleteIfExists(directory.resolve(entry.file()));
            }
        }
    }

    /** Writes a checkpoint's file. Only the index, which is renamed when it is whole, makes it a checkpoint. */
    private void store(Entry entry, byte[] bytes) throws IOException {
        Path file = directory.resolve(entry.file());
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** A checkpoint's bytes. */
    synchronized byte[] bytes(Entry entry) throws IOException {
        return Files.readAllBytes(directory.resolve(entry.file()));
    }

    /** Forgets the checkpoints before a count, then deletes them. All after it must follow none of them. */
    public synchronized void dropBefore(long count) throws IOException {
        replace(List.copyOf(entries.tailMap(count).values()), List.of());
    }

    /** All checkpoints, ascending. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The counts of all checkpoints, ascending. */
    synchronized List<Long> counts() {
        return List.copyOf(entries.keySet());
    }

    /** The first checkpoint that needs no event before this one. */
    public synchronized Optional<Entry> firstFrom(long event) {
        return entries.values().stream().filter(e -> e.nextEvent() >= event).findFirst();
    }

    private void write() throws IOException {
        DurableFiles.writeUnforced(directory.resolve(FILE), toBytes(manifestSha256, entries.values()));
        unwritten = 0;
    }

    private static byte[] toBytes(String manifestSha256, Iterable<Entry> entries) {
        List<Object> all = new ArrayList<>();
        for (Entry e : entries) {
            Map<String, Object> m = new LinkedHashMap<>();
            m.put("count", e.count());
            m.put("next_event", e.nextEvent());
            m.put("follows", e.follows());
            m.put("size", e.size());
            m.put("sha256", e.sha256());
            all.add(m);
        }
        Map<String, Object> index = new LinkedHashMap<>();
        index.put(MANIFEST, manifestSha256);
        index.put("checkpoints", all);
        return SealedJson.write(index);
    }

    /**
     * Reads an index's bytes. One that names no recording was written before indexes did, and is taken to be this one's.
     *
     * @param manifestSha256 of the recording it lies in
     * @throws RecordingException if they are damaged, or another recording's
     */
    public static List<Entry> read(String file, byte[] bytes, String manifestSha256) {
        SealedJson index = SealedJson.read(file, bytes);
        if (index.has(MANIFEST)) {
            checkBelongs(file, index.text(MANIFEST), manifestSha256);
        }
        List<Entry> entries = new ArrayList<>();
        for (SealedJson m : index.objects("checkpoints")) {
            entries.add(new Entry(
                    m.number("count"),
                    m.number("next_event"),
                    m.number("follows"),
                    m.number("size"),
                    m.text("sha256")));
        }
        return List.copyOf(entries);
    }

    private static void checkBelongs(String file, String named, String manifestSha256) {
        if (!Digests.isHex(named)) {
            throw new RecordingException(
                    file + " is damaged: '" + named + "' is no SHA-256 of a manifest",
                    "delete the directory " + DIRECTORY + "; the recording replays without");
        }
        if (!named.equals(manifestSha256)) {
            throw new RecordingException(
                    file + " is another recording's: of manifest " + named.substring(0, SHOWN)
                            + ", while this one's is " + manifestSha256.substring(0, SHOWN),
                    "delete the directory " + DIRECTORY + "; the recording replays without");
        }
    }
}
