package dev.trapline.cli.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last entries before an event, found from there backwards: what lies long before is not looked at. */
public final class LogWindow {
    private static final long FIRST_EVENTS = 256;
    private static final long GROWTH = 8;

    private LogWindow() {}

    /**
     * The last so many entries of a source at or before an event, oldest first.
     *
     * @param firstNumber of the events that may be looked at
     * @param entries how many, 0 or more
     */
    public static List<LogEntry> last(LogSource source, long firstNumber, long lastNumber, int entries) {
        long events = FIRST_EVENTS;
        while (true) {
            boolean all = lastNumber - events < firstNumber;
            long from = all ? firstNumber : lastNumber - events + 1;
            Deque<LogEntry> found = new ArrayDeque<>();
            source.seek(from, lastNumber);
            boolean first = true;
            for (Optional<LogEntry> e = source.next(); e.isPresent(); e = source.next()) {
                // The window may begin within a run or a line.
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
            events *= GROWTH;
        }
    }
}
