package dev.trapline.cli.log;

import dev.trapline.recorder.read.Recording;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last entries before an event, found from there backwards: what lies long before is not looked at. It goes by batches,
 * since the events of a long run cost nothing.
 */
public final class LogWindow {
    private static final int GROWTH = 4;

    private LogWindow() {}

    /**
     * The last so many entries of a source at or before an event, oldest first.
     *
     * @param firstNumber of the events that may be looked at
     * @param entries how many, 0 or more
     */
    public static List<LogEntry> last(
            Recording recording, LogSource source, long firstNumber, long lastNumber, int entries) {
        int end = batchOf(recording, lastNumber);
        int batches = 1;
        while (true) {
            int begin = Math.max(0, end - batches + 1);
            long from = recording.batches() == 0 ? firstNumber : Math.max(firstNumber, recording.batchStart(begin));
            boolean all = begin == 0 || from == firstNumber;
            Deque<LogEntry> found = new ArrayDeque<>();
            source.seek(from, lastNumber);
            boolean first = true;
            for (Optional<LogEntry> e = source.next(); e.isPresent(); e = source.next()) {
                // The window may begin within a line.
                if (all || !first || e.get() instanceof LogEntry.Event) {
                    found.addLast(e.get());
                }
                first = false;
                if (found.size() > entries) {
                    found.removeFirst();
                }
            }
            if (all || found.size() == entries) {
                return List.copyOf(found);
            }
            batches = Math.multiplyExact(batches, GROWTH);
        }
    }

    /** Index of the batch that holds an event, or of the last before it. */
    private static int batchOf(Recording recording, long number) {
        int low = 0;
        int high = recording.batches() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (recording.batchStart(middle) <= number) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
