package dev.trapline.recorder.read;

import dev.trapline.recorder.schema.BatchHeader;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.MalformedBatchException;
import dev.trapline.recorder.schema.TraceDecoder;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A cursor among a recording's events: it stands between two, and {@link #next} moves over one. One batch at a time is
 * read, verified and decoded. Where damage begins, {@link #next} throws a {@code RecordingException} that names the
 * place; every event before it can be read.
 */
public final class EventReader {
    /**
     * A run of events that recur: what a polling loop is recorded as.
     *
     * @param period how many different events
     * @param events how many in all
     * @param left how many come after the present one
     */
    public record Run(int period, long events, long left) {}

    private final EventLog log;
    private final long insnNs;
    private int batch;
    private @Nullable TraceDecoder decoder;
    /** The decoder already stands at the event that next() is to move to. */
    private boolean ahead;

    EventReader(EventLog log, long insnNs) {
        this.log = log;
        this.insnNs = insnNs;
    }

    /** Moves over the next event; false at the end. After a false, more may come if somebody is recording. */
    public boolean next() {
        if (ahead) {
            ahead = false;
            return true;
        }
        while (true) {
            TraceDecoder in = decoder;
            if (in != null) {
                if (step(in)) {
                    return true;
                }
                decoder = null;
                batch++;
            }
            if (batch >= log.size() && !log.refresh()) {
                Optional<Damage> damage = log.damage();
                if (damage.isPresent()) {
                    throw damage.get().toException();
                }
                return false;
            }
            open(batch);
        }
    }

    /** The event that was moved over. */
    public TraceEvent event() {
        TraceDecoder in = present();
        try {
            return in.event();
        } catch (MalformedBatchException e) {
            throw malformed(e);
        }
    }

    /** Its kind, more cheaply than by the event. */
    public EventKind kind() {
        return present().kind();
    }

    /** Its count. */
    public long count() {
        return present().count();
    }

    /** Its number. */
    public long number() {
        return present().number();
    }

    /** Virtual time as it happened. */
    public long virtualNs() {
        return present().virtualNs();
    }

    /** The run it is part of, if it is part of one. */
    public Optional<Run> run() {
        TraceDecoder in = present();
        return in.runPeriod() == 0
                ? Optional.empty()
                : Optional.of(new Run(in.runPeriod(), in.runEvents(), in.runLeft()));
    }

    /**
     * Moves on within the run that the present event is part of: to its last event, or to the one of this number if that
     * comes first. Whole periods are passed over at once. Outside a run nothing happens.
     */
    public void passRun(long lastNumber) {
        TraceDecoder in = present();
        while (in.runLeft() > 0 && in.number() < lastNumber) {
            in.skipInRun(Long.MAX_VALUE / 2, lastNumber);
            if (!step(in)) {
                throw new IllegalStateException("a run has events left, and no next one");
            }
        }
    }

    /** Moves to before the first event. */
    public void seekStart() {
        seekBatch(0);
    }

    /** Moves to before the first event at this count or later. */
    public void seekCount(long count) {
        seekBatch(first(i -> log.header(i).lastCount() >= count));
        scan(count, Long.MAX_VALUE / 2, () -> present().count() >= count);
    }

    /** Moves to before the event of this number, or before the first that was kept. */
    public void seekEvent(long number) {
        seekBatch(first(i -> log.header(i).nextEvent() > number));
        scan(Long.MAX_VALUE / 2, number, () -> present().number() >= number);
    }

    /** Moves to before the first event at this virtual time or later. */
    public void seekTime(long virtualNs) {
        seekBatch(Math.max(0, first(i -> log.header(i).virtualNs() >= virtualNs) - 1));
        scan(0, 0, () -> present().virtualNs() >= virtualNs);
    }

    /** Moves to before the last so many events: 0 is the end. */
    public void seekFromEnd(long events) {
        seekEvent(Math.max(1, log.nextEvent() - events));
    }

    private void seekBatch(int index) {
        decoder = null;
        ahead = false;
        batch = index;
    }

    /** Moves on until the condition holds for the event moved to; then stands before it. */
    private void scan(long beforeCount, long beforeNumber, BooleanSupplier reached) {
        while (batch < log.size() && next()) {
            if (reached.getAsBoolean()) {
                ahead = true;
                return;
            }
            present().skipInRun(beforeCount, beforeNumber);
        }
    }

    /** Index of the first batch for which a condition holds that holds for all after it. */
    private int first(IntPredicate holds) {
        int low = 0;
        int high = log.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void open(int index) {
        byte[] bytes = log.read(index);
        BatchHeader header = log.header(index);
        decoder = new TraceDecoder(header, bytes, 0, insnNs);
    }

    private boolean step(TraceDecoder in) {
        try {
            return in.next();
        } catch (MalformedBatchException e) {
            throw malformed(e);
        }
    }

    private RuntimeException malformed(MalformedBatchException e) {
        return log.damagedBatch(batch, String.valueOf(e.getMessage())).toException();
    }

    private TraceDecoder present() {
        TraceDecoder in = decoder;
        if (in == null) {
            throw new IllegalStateException("the reader stands at no event");
        }
        return in;
    }
}
