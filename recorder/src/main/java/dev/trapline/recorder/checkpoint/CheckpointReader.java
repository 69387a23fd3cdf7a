package dev.trapline.recorder.checkpoint;

import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.recorder.RecordingException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the checkpoints of a recording, in any order. Each frame is taken from the newest checkpoint that has it; beside
 * the checkpoint read last, only frames that differ are unpacked. Any thread may call.
 */
public final class CheckpointReader {
    private final List<CheckpointIndex.Entry> entries;
    private final Function<CheckpointIndex.Entry, byte[]> source;
    private final MemoryImage built;
    private final String name;
    /** What was read before, as long as there is memory for it. */
    private final List<SoftReference<CheckpointFile>> files = new ArrayList<>();
    /** Numbers of the frames each checkpoint has; null where it was not looked at. */
    private final int[] @Nullable [] numbers;

    private @Nullable Checkpoint last;
    private int lastIndex = -1;

    /**
     * @param name the recording's, for errors
     * @param source an entry's bytes
     * @param built the machine's memory before its first instruction
     */
    public CheckpointReader(
            String name,
            List<CheckpointIndex.Entry> entries,
            Function<CheckpointIndex.Entry, byte[]> source,
            MemoryImage built) {
        this.name = name;
        this.entries = List.copyOf(entries);
        this.source = source;
        this.built = built;
        numbers = new int[entries.size()][];
        entries.forEach(e -> files.add(new SoftReference<>(null)));
    }

    /** The counts at which there are checkpoints, ascending. */
    public List<Long> counts() {
        return entries.stream().map(CheckpointIndex.Entry::count).toList();
    }

    /** The last checkpoint at a count or before, if there is one. */
    public synchronized Optional<Checkpoint> atOrBefore(long count) {
        int index = entries.size() - 1;
        while (index >= 0 && entries.get(index).count() > count) {
            index--;
        }
        return index < 0 ? Optional.empty() : Optional.of(read(index));
    }

    /**
     * The frames that may have been written between the checkpoint before one and that one: no others were.
     *
     * @param index of the later checkpoint, in {@link #counts}
     * @return empty if it does not follow the one before
     */
    public synchronized Optional<BitSet> written(int index) {
        if (!followsTheOneBefore(index)) {
            return Optional.empty();
        }
        BitSet frames = new BitSet();
        for (int frame : numbers(index)) {
            frames.set(frame);
        }
        return Optional.of(frames);
    }

    /**
     * The pages that pCPUs may have accessed between the checkpoint before one and that one.
     *
     * @param index of the later checkpoint, in {@link #counts}
     * @return empty if they are not known
     */
    public synchronized Optional<AccessedPages> accessed(int index) {
        return followsTheOneBefore(index) ? file(index).pages() : Optional.empty();
    }

    private boolean followsTheOneBefore(int index) {
        long before = index == 0 ? CheckpointFile.BUILT : entries.get(index - 1).count();
        return entries.get(index).follows() == before;
    }

    private Checkpoint read(int index) {
        Checkpoint before = last;
        if (before != null && lastIndex == index) {
            return before;
        }
        int first = first(index);
        @Nullable MemoryImage base = entries.get(first).follows() == CheckpointFile.BUILT ? built : null;
        CheckpointFile file = file(index);
        if (base != null && base.frameCount() != file.frameCount()) {
            throw new RecordingException(
                    name + " has checkpoints of " + file.frameCount() + " frames for a machine of " + base.frameCount(),
                    "delete the directory checkpoints; the recording replays without");
        }
        byte[] @Nullable [] frames = new byte[file.frameCount()][];
        BitSet wanted = new BitSet();
        if (before != null
                && first(lastIndex) == first
                && before.machine().memory().frameCount() == frames.length) {
            for (int i = 0; i < frames.length; i++) {
                frames[i] = before.machine().memory().frame(i);
            }
            for (int i = Math.min(index, lastIndex) + 1; i <= Math.max(index, lastIndex); i++) {
                mark(wanted, i);
            }
        } else {
            for (int i = 0; base != null && i < frames.length; i++) {
                frames[i] = base.frame(i);
            }
            for (int i = first; i <= index; i++) {
                mark(wanted, i);
            }
        }
        fill(frames, wanted, first, index, base);
        Checkpoint read = file.with(
                MemoryImage.of(frames, before == null ? base : before.machine().memory()));
        last = read;
        lastIndex = index;
        return read;
    }

    private void mark(BitSet wanted, int index) {
        for (int frame : numbers(index)) {
            wanted.set(frame);
        }
    }

    /** Takes each frame wanted from the newest checkpoint that has it, or from where the chain begins. */
    private void fill(byte[] @Nullable [] frames, BitSet wanted, int first, int index, @Nullable MemoryImage base) {
        for (int i = index; i >= first && !wanted.isEmpty(); i--) {
            int[] here = numbers(i);
            for (int n = 0; n < here.length; n++) {
                if (wanted.get(here[n])) {
                    wanted.clear(here[n]);
                    frames[here[n]] = file(i).frame(n);
                }
            }
        }
        wanted.stream().forEach(frame -> frames[frame] = base == null ? null : base.frame(frame));
    }

    /** Where the chain that ends with a checkpoint begins. */
    private int first(int index) {
        for (int i = index; ; i--) {
            long follows = entries.get(i).follows();
            if (follows == CheckpointFile.NOTHING || follows == CheckpointFile.BUILT) {
                return i;
            }
            if (i == 0 || entries.get(i - 1).count() != follows) {
                throw new RecordingException(
                        name + " lacks the checkpoint at count " + follows + " which that at "
                                + entries.get(i).count() + " follows",
                        "delete the directory checkpoints; the recording replays without");
            }
        }
    }

    private int[] numbers(int index) {
        int[] known = numbers[index];
        if (known == null) {
            known = file(index).numbers();
            numbers[index] = known;
        }
        return known;
    }

    private CheckpointFile file(int index) {
        CheckpointFile known = files.get(index).get();
        if (known == null) {
            CheckpointIndex.Entry entry = entries.get(index);
            String path = name + "/" + CheckpointIndex.DIRECTORY + "/" + entry.file();
            known = new CheckpointFile(path, source.apply(entry));
            if (known.count() != entry.count()
                    || known.follows() != entry.follows()
                    || known.nextEvent() != entry.nextEvent()) {
                throw new RecordingException(
                        path + " is damaged: it is another checkpoint than its index says",
                        "delete the directory checkpoints; the recording replays without");
            }
            files.set(index, new SoftReference<>(known));
        }
        return known;
    }
}
