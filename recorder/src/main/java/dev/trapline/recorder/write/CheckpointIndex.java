package dev.trapline.recorder.write;

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
     */
    public record Entry(long count, long nextEvent, long size, String sha256) {
        /** The file's name in the directory. */
        public String file() {
            return String.format(Locale.ROOT, "%020d", count);
        }
    }

    private final Path directory;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    CheckpointIndex(Path recording) {
        this.directory = recording.resolve(DIRECTORY);
    }

    synchronized void add(long count, long nextEvent, byte[] bytes) throws IOException {
        Entry entry = new Entry(count, nextEvent, bytes.length, Digests.hex(bytes));
        Files.createDirectories(directory);
        DurableFiles.writeUnforced(directory.resolve(entry.file()), bytes);
        entries.put(count, entry);
        write();
    }

    /** Forgets the checkpoints before a count, then deletes them. */
    synchronized void dropBefore(long count) throws IOException {
        List<Entry> gone = List.copyOf(entries.headMap(count).values());
        if (!gone.isEmpty()) {
            entries.headMap(count).clear();
            write();
            for (Entry entry : gone) {
                Files.deleteIfExists(directory.resolve(entry.file()));
            }
        }
    }

    /** The counts of all checkpoints, ascending. */
    synchronized List<Long> counts() {
        return List.copyOf(entries.keySet());
    }

    private void write() throws IOException {
        DurableFiles.writeUnforced(directory.resolve(FILE), toBytes(entries.values()));
    }

    /** An index's bytes. */
    public static byte[] toBytes(Iterable<Entry> entries) {
        List<Object> all = new ArrayList<>();
        for (Entry e : entries) {
            Map<String, Object> m = new LinkedHashMap<>();
            m.put("count", e.count());
            m.put("next_event", e.nextEvent());
            m.put("size", e.size());
            m.put("sha256", e.sha256());
            all.add(m);
        }
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("checkpoints", all);
        return SealedJson.write(index);
    }

    /** Reads an index's bytes; throws {@link RecordingException} if they are damaged. */
    public static List<Entry> read(String file, byte[] bytes) {
        List<Entry> entries = new ArrayList<>();
        for (SealedJson m : SealedJson.read(file, bytes).objects("checkpoints")) {
            entries.add(new Entry(m.number("count"), m.number("next_event"), m.number("size"), m.text("sha256")));
        }
        return List.copyOf(entries);
    }
}
