package dev.trapline.recorder.checkpoint;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.recorder.RecordingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the checkpoints of a recording. Frames are taken from the newest checkpoint that has them, back to where the chain
 * begins; of the checkpoint read last, all frames are still at hand. For one thread.
 */
public final class CheckpointReader {
    private final TreeMap<Long, CheckpointIndex.Entry> entries = new TreeMap<>();
    private final Function<CheckpointIndex.Entry, byte[]> source;
    private final PhysicalMemory.Image built;
    private final String name;
    private @Nullable Checkpoint last;

    /**
     * @param name the recording's, for errors
     * @param source an entry's bytes
     * @param built the machine's memory before its first instruction
     */
    public CheckpointReader(
            String name,
            List<CheckpointIndex.Entry> entries,
            Function<CheckpointIndex.Entry, byte[]> source,
            PhysicalMemory.Image built) {
        this.name = name;
        this.source = source;
        this.built = built;
        entries.forEach(e -> this.entries.put(e.count(), e));
    }

    /** The counts at which there are checkpoints, ascending. */
    public List<Long> counts() {
        return List.copyOf(entries.keySet());
    }

    /** The last checkpoint at a count or before, if there is one. */
    public Optional<Checkpoint> atOrBefore(long count) {
        Map.Entry<Long, CheckpointIndex.Entry> found = entries.floorEntry(count);
        return found == null ? Optional.empty() : Optional.of(read(found.getValue()));
    }

    private Checkpoint read(CheckpointIndex.Entry wanted) {
        Checkpoint before = last;
        if (before != null && before.count() == wanted.count()) {
            return before;
        }
        List<CheckpointFile> chain = new ArrayList<>();
        PhysicalMemory.@Nullable Image base = built;
        for (CheckpointIndex.Entry e = wanted; ; ) {
            CheckpointFile file =
                    new CheckpointFile(name + "/" + CheckpointIndex.DIRECTORY + "/" + e.file(), source.apply(e));
            chain.add(file);
            if (file.follows() == CheckpointFile.BUILT) {
                break;
            }
            if (file.follows() == CheckpointFile.NOTHING) {
                base = null;
                break;
            }
            if (before != null && file.follows() == before.count()) {
                base = before.machine().memory();
                break;
            }
            CheckpointIndex.@Nullable Entry earlier = entries.get(file.follows());
            if (earlier == null || earlier.count() >= file.count()) {
                throw new RecordingException(
                        name + " lacks the checkpoint at count " + file.follows() + " which that at " + file.count()
                                + " follows",
                        "delete the directory checkpoints; the recording replays without");
            }
            e = earlier;
        }
        Checkpoint read = chain.getFirst().with(memory(chain, base));
        last = read;
        return read;
    }

    private PhysicalMemory.Image memory(List<CheckpointFile> newestFirst, PhysicalMemory.@Nullable Image base) {
        int count = newestFirst.getFirst().frameCount();
        if (base != null && base.frameCount() != count) {
            throw new RecordingException(
                    name + " has checkpoints of " + count + " frames for a machine of " + base.frameCount(),
                    "delete the directory checkpoints; the recording replays without");
        }
        byte[] @Nullable [] frames = new byte[count][];
        boolean[] known = new boolean[count];
        for (CheckpointFile file : newestFirst) {
            for (int i = 0; i < file.size(); i++) {
                int number = file.number(i);
                if (number < count && !known[number]) {
                    known[number] = true;
                    frames[number] = file.frame(i);
                }
            }
        }
        for (int i = 0; i < count; i++) {
            if (!known[i] && base != null) {
                frames[i] = base.frame(i);
            }
        }
        return PhysicalMemory.Image.of(frames);
    }
}
