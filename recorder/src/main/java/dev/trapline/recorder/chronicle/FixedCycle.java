package dev.trapline.recorder.chronicle;

import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;

/** A roll cycle that never rolls: the queue's one file has one name, whatever the host's date. */
final class FixedCycle implements RollCycle {
    /** The name of the queue's file: what Chronicle makes of cycle 0. */
    static final String FILE = "19700101.cq4";

    /** Index entries a page: one an excerpt, so that 2^20 excerpts fit. */
    private static final int INDEX_COUNT = 1024;

    @Override
    public String format() {
        return "yyyyMMdd";
    }

    @Override
    public int lengthInMillis() {
        return 24 * 60 * 60 * 1000;
    }

    @Override
    public int defaultIndexCount() {
        return INDEX_COUNT;
    }

    @Override
    public int defaultIndexSpacing() {
        return 1;
    }

    @Override
    public int current(TimeProvider time, long epoch) {
        return 0;
    }

    @Override
    public long toIndex(int cycle, long sequenceNumber) {
        return ((long) cycle << 32) + sequenceNumber;
    }

    @Override
    public long toSequenceNumber(long index) {
        return index & 0xffff_ffffL;
    }

    @Override
    public int toCycle(long index) {
        return (int) (index >>> 32);
    }

    @Override
    public long maxMessagesPerCycle() {
        return (long) INDEX_COUNT * INDEX_COUNT;
    }
}
