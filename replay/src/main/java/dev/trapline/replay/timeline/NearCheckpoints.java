package dev.trapline.replay.timeline;

import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.recorder.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checkpoints in memory: dense where timelines were last, thinning out from there, within a number of bytes. Frames they
 * share are counted once, roughly: each counts those that differ from the one before it. Any thread may ask.
 */
final class NearCheckpoints {
    /** A gap may be this part of the distance to the cursor. */
    private static final int DENSITY = 4;

    private static final int REFERENCE = 4;

    private final long limit;
    private final TreeMap<Long, Kept> kept = new TreeMap<>();
    private final List<Place> places = new ArrayList<>();
    private long bytes;

    /** Where a timeline was last, or goes. */
    static final class Place {
        private volatile long count;

        void goesTo(long goal) {
            count = goal;
        }
    }

    private record Kept(Checkpoint checkpoint, long bytes) {}

    /** @param limit bytes of all together */
    NearCheckpoints(long limit) {
        this.limit = limit;
    }

    synchronized Place enter() {
        Place place = new Place();
        places.add(place);
        return place;
    }

    @SuppressWarnings("ReferenceEquality") // two timelines may be at one count
    synchronized void leave(Place place) {
        places.removeIf(p -> p == place);
    }

    synchronized Optional<Checkpoint> atOrBefore(long count) {
        Map.Entry<Long, Kept> found = kept.floorEntry(count);
        return found == null ? Optional.empty() : Optional.of(found.getValue().checkpoint());
    }

    /** Whether one stands at this very count. */
    synchronized boolean has(long count) {
        return kept.containsKey(count);
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int size() {
        return kept.size();
    }

    /** Keeps a checkpoint; others go if there is no room, the needless ones first. */
    synchronized void add(Checkpoint checkpoint) {
        Kept added = new Kept(checkpoint, cost(checkpoint));
        Kept replaced = kept.put(checkpoint.count(), added);
        bytes += added.bytes() - (replaced == null ? 0 : replaced.bytes());
        if (bytes > limit) {
            thin();
        }
    }

    private long cost(Checkpoint checkpoint) {
        MemoryImage memory = checkpoint.machine().memory();
        Map.Entry<Long, Kept> before = kept.lowerEntry(checkpoint.count());
        MemoryImage other =
                before == null ? null : before.getValue().checkpoint().machine().memory();
        long frames = 0;
        for (int i = memory.nextUnlike(other, 0); i < memory.frameCount(); i = memory.nextUnlike(other, i + 1)) {
            frames += memory.frame(i) == null ? 0 : 1;
        }
        return frames * PhysicalMemory.FRAME_SIZE
                + (long) REFERENCE * memory.referencesBeside(other)
                + checkpoint.machine().parts().length;
    }

    /** How far it is from where the nearest timeline is. */
    private long distance(long count) {
        long least = Long.MAX_VALUE;
        for (Place place : places) {
            least = Math.min(least, Math.abs(count - place.count));
        }
        return least;
    }

    private void thin() {
        long goal = limit - limit / 4;
        for (int density = DENSITY; bytes > goal && density > 0; density /= 2) {
            List<Long> counts = new ArrayList<>(kept.keySet());
            for (int i = 1; i + 1 < counts.size() && bytes > goal; i++) {
                Long before = kept.lowerKey(counts.get(i));
                long gap = counts.get(i + 1) - (before == null ? 0 : before);
                if (gap * density < distance(counts.get(i))) {
                    remove(counts.get(i));
                }
            }
        }
        while (bytes > goal && kept.size() > 1) {
            long first = kept.firstKey();
            long last = kept.lastKey();
            remove(distance(first) >= distance(last) ? first : last);
        }
    }

    private void remove(long count) {
        Kept gone = kept.remove(count);
        if (gone != null) {
            bytes -= gone.bytes();
        }
    }
}
