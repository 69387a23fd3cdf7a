package dev.trapline.replay.diff;

import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.BatchHeader;
import dev.trapline.recorder.schema.TraceEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first events of two recordings of one machine that are not the same, positions included.
 *
 * @param a empty if the first recording has no more events
 * @param b likewise
 */
public record FirstEvent(Optional<TraceEvent> a, Optional<TraceEvent> b) {
    private static final int POSITIONS = 16;
    private static final int CHAIN = 72;
    private static final int FIRST_EVENT = 48;

    /** The count at which it happened in the run where it came first. */
    public long count() {
        long inA = a.map(e -> e.at().count()).orElse(Long.MAX_VALUE);
        long inB = b.map(e -> e.at().count()).orElse(Long.MAX_VALUE);
        return Math.min(inA, inB);
    }

    /** Empty if there is none. */
    static Optional<FirstEvent> of(Recording a, Recording b) {
        EventReader inA = a.reader();
        EventReader inB = b.reader();
        long equal = afterEqualBatches(a, b);
        inA.seekEvent(equal);
        inB.seekEvent(equal);
        while (true) {
            TraceEvent nextA = next(inA);
            TraceEvent nextB = next(inB);
            if (nextA == null && nextB == null) {
                return Optional.empty();
            }
            if (nextA == null || nextB == null || !same(nextA, nextB)) {
                return Optional.of(new FirstEvent(Optional.ofNullable(nextA), Optional.ofNullable(nextB)));
            }
        }
    }

    /** Batches decode each by itself: what equal ones hold is equal. Returns the number of the first event behind them. */
    private static long afterEqualBatches(Recording a, Recording b) {
        long event = Math.max(a.firstEvent(), b.firstEvent());
        for (int i = 0; i < Math.min(a.batches(), b.batches()); i++) {
            byte[] inA = a.batch(i);
            byte[] inB = b.batch(i);
            boolean equal = Arrays.equals(inA, POSITIONS, CHAIN, inB, POSITIONS, CHAIN)
                    && Arrays.equals(inA, BatchHeader.LENGTH, inA.length, inB, BatchHeader.LENGTH, inB.length);
            event = ByteBuffer.wrap(inA).order(ByteOrder.LITTLE_ENDIAN).getLong(FIRST_EVENT);
            if (!equal) {
                break;
            }
        }
        return event;
    }

    private static @Nullable TraceEvent next(EventReader reader) {
        while (reader.next()) {
            TraceEvent e = reader.event();
            if (!(e instanceof TraceEvent.Note)) {
                return e;
            }
        }
        return null;
    }

    private static boolean same(TraceEvent a, TraceEvent b) {
        return a.at().count() == b.at().count()
                && a.at().virtualNs() == b.at().virtualNs()
                && Signature.of(a, Signature.Names.ADDRESSES) == Signature.of(b, Signature.Names.ADDRESSES);
    }
}
