package dev.trapline.replay.timeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guests' intermediate addresses that are watched, on a search backwards: the frames they lead to stay the same over all windows in
 * which nobody writes the tables that say so. For windows one after another, the newest first.
 */
final class MappedWatches {
    private final Windows windows;
    private final List<Watchpoint> watched;
    /** Where what is below is true: the beginning of this window. */
    private @Nullable Integer known;

    /** Of each that is watched. */
    private List<BitSet> frames = List.of();

    private BitSet tables = new BitSet();
    /** Of the window that was asked about last. */
    private boolean met;

    MappedWatches(Windows windows, Stops stops) {
        this.windows = windows;
        watched = stops.watchpoints().stream()
                .filter(w -> w.space() == Watchpoint.Space.INTERMEDIATE)
                .toList();
    }

    /**
     * False if none can have been accessed in a window, which is older than those asked about before.
     *
     * @param cursor to be moved about, if need be
     */
    boolean mayMeet(int window, Cursor cursor) {
        if (watched.isEmpty()) {
            return false;
        }
        if (known == null || known != window) {
            if (known != null && known == window + 1 && !windows.mayHaveWritten(window, tables)) {
                met = mayMeetWhatIsMapped(window);
            } else {
                look(window, cursor);
                met = true;
            }
            known = window;
        }
        return met;
    }

    private boolean mayMeetWhatIsMapped(int window) {
        for (int i = 0; i < watched.size(); i++) {
            Watchpoint.Access access = watched.get(i).access();
            if (access.writes() && windows.mayHaveWritten(window, frames.get(i))
                    || access.reads() && windows.mayHaveRead(window, frames.get(i))) {
                return true;
            }
        }
        return false;
    }

    private void look(int window, Cursor cursor) {
        cursor.restore(windows.start(window));
        frames = new ArrayList<>();
        tables = new BitSet();
        for (Watchpoint w : watched) {
            BitSet mapped = new BitSet();
            w.guest().orElseThrow().add(cursor.machine(), w.address(), w.length(), mapped, tables);
            frames.add(mapped);
        }
    }
}
