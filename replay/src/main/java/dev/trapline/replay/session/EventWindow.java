package dev.trapline.replay.session;

import dev.trapline.recorder.schema.TraceEvent;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events around the point a replay has reached: the next one, and as many after it as it takes to know where the
 * machine must stop next. Those behind are kept for a while, for reports.
 */
final class EventWindow {
    private static final int SIZE = 1 << 13;
    private static final int MOST_AHEAD = SIZE - 1024;

    private final EventSource source;
    private final Predicate<TraceEvent> stops;
    private final @Nullable TraceEvent[] ring = new TraceEvent[SIZE];
    /** Numbers of the events taken and read last. */
    private long next;

    private long read;
    /** Everything before this, from {@link #next} on, is no stop. */
    private long searched;

    private boolean ended;

    /** Events before the place gone to that are kept for reports. */
    private static final int BEFORE = 16;

    /** @param stops for which events the machine must be at an instruction boundary */
    EventWindow(EventSource source, Predicate<TraceEvent> stops) {
        this.source = source;
        this.stops = stops;
        goTo(source.first());
    }

    /** Goes to before the event of this number. */
    void goTo(long number) {
        Arrays.fill(ring, null);
        next = Math.max(number - BEFORE, source.first()) - 1;
        read = next;
        searched = next;
        ended = false;
        source.seek(next + 1);
        while (next < number - 1 && peek() != null) {
            take();
        }
    }

    /** The next event, or null if there is none. */
    @Nullable
    TraceEvent peek() {
        if (next == read && !fill()) {
            return null;
        }
        return ring[(int) next & SIZE - 1];
    }

    /** The event after the next, or null if there is none. */
    @Nullable
    TraceEvent peekSecond() {
        if (peek() == null || read - next < 2 && !fill()) {
            return null;
        }
        return ring[(int) (next + 1) & SIZE - 1];
    }

    void take() {
        next++;
    }

    /** Number of the event taken last: how many were taken by now. */
    long taken() {
        return next;
    }

    /** The event taken {@code back} events ago, 1 for the last; null if it is no longer kept. */
    @Nullable
    TraceEvent taken(int back) {
        return back > next || read - (next - back) > SIZE ? null : ring[(int) (next - back) & SIZE - 1];
    }

    /**
     * The next event that is a stop; a later event that was looked at if none near is, so that looking stays cheap; null
     * if none comes.
     */
    @Nullable
    TraceEvent nextStop() {
        searched = Math.max(searched, next);
        while (true) {
            if (searched == read && !fill()) {
                return null;
            }
            TraceEvent e = ring[(int) searched & SIZE - 1];
            if (e == null) {
                throw new IllegalStateException("event " + searched + " is not kept");
            }
            if (stops.test(e) || searched - next >= MOST_AHEAD) {
                return e;
            }
            searched++;
        }
    }

    private boolean fill() {
        TraceEvent e = ended ? null : source.next();
        if (e == null) {
            ended = true;
            return false;
        }
        ring[(int) read & SIZE - 1] = e;
        read++;
        return true;
    }
}
