package dev.trapline.recorder.schema;

import java.util.Arrays;

/**
 * The run that is being written: events of which each is expected to recur once all the others have.
 *
 * <p>Of a run of one event whose value stays, as of a loop that polls a device, each costs one comparison: that it came is
 * only counted, and told to the batch when something else happens.
 */
final class EventRun {
    /** The longest distance at which events are found to recur. */
    static final int MAX_PERIOD = 8;

    /** No kind has this number, so this is no event's key. */
    private static final long NO_KEY = -1;

    private static final long NEVER = -1;

    /** An event that recurs, as coded. */
    static final class Event {
        private final long[] values = new long[EventForm.MAX_VALUES];
        private int bytesAt;
        private int bytesLength;
        private Event after = this;

        long key = NO_KEY;
        long address;
        long delta;
        /** Where its slot's last values begin. */
        int row;

        long base;
        /** The coded first value; 0 if the kind has none. */
        long first;

        private void take(EventRing from, int i) {
            key = from.key[i];
            address = from.address[i];
            delta = from.delta[i];
            row = from.row[i];
            base = from.base[i];
            first = from.first[i];
            from.copyMore(i, values);
            bytesAt = from.bytesAt(i);
            bytesLength = from.bytesLength(i);
        }

        /**
         * Whether an event of its key, address and delta equals it in the rest, too.
         *
         * @param coded the values, of which the kind has {@code n}
         * @param batch where the bytes of this one are
         */
        boolean recurs(long[] coded, int n, byte[] batch, byte[] bytes, int offset, int length) {
            return Arrays.equals(values, 0, n, coded, 0, n)
                    && bytesLength == length
                    && Arrays.equals(batch, bytesAt, bytesAt + length, bytes, offset, offset + length);
        }
    }

    private final Event none = new Event();
    private final Event[] events = new Event[MAX_PERIOD];

    /** What is expected next; equals no event while there is no run. */
    Event expected = none;

    private int period;

    /** When the event of a run of one whose value stays is expected next; {@link #NEVER} in other runs. */
    private long steadyCount = NEVER;

    private boolean steady;
    private long steadyDelta;
    private long steadyTimes;

    EventRun() {
        Arrays.setAll(events, i -> new Event());
    }

    boolean isBegun() {
        return period != 0;
    }

    int period() {
        return period;
    }

    /**
     * Begins with events that have recurred already.
     *
     * @param end number in the ring behind the last of the first {@code period} events, which are the pattern
     * @param recurred how many have come since, the last being just told
     * @param lastCount count of the last but one of these
     * @param closeAt from this count on nothing belongs to the run
     */
    void begin(EventRing ring, int end, int period, int recurred, long lastCount, long closeAt) {
        for (int i = 0; i < period; i++) {
            events[i].take(ring, ring.at(end - period + i));
            events[i].after = events[i + 1 == period ? 0 : i + 1];
        }
        this.period = period;
        expected = events[recurred % period];
        steady = period == 1 && expected.base == 0;
        if (steady) {
            steadyDelta = expected.delta;
            expectSteady(lastCount + steadyDelta, closeAt);
        }
    }

    /** What was expected has happened: {@link #expected}, at this count. */
    void recurred(long count, long closeAt) {
        expected = expected.after;
        if (steady) {
            expectSteady(count, closeAt);
        }
    }

    /**
     * The event that was told last comes again. If that is the whole run, it is counted here, and told by {@link #takeSteady}.
     *
     * @return false if it is not, or is expected at another count
     */
    boolean again(long count, long closeAt) {
        if (count != steadyCount) {
            return false;
        }
        steadyTimes++;
        expectSteady(count, closeAt);
        return true;
    }

    private void expectSteady(long lastCount, long closeAt) {
        long next = lastCount + steadyDelta;
        steadyCount = next < closeAt ? next : NEVER;
    }

    /** How often the steady event was told since this was last asked. */
    long takeSteady() {
        long times = steadyTimes;
        steadyTimes = 0;
        return times;
    }

    /** Instructions between two of the steady event. */
    long steadyDelta() {
        return steadyDelta;
    }

    void end() {
        period = 0;
        expected = none;
        steady = false;
        steadyCount = NEVER;
    }
}
