package dev.trapline.recorder.schema;

/** The events of one batch, one after another. Throws {@link MalformedBatchException} where it is no such batch. */
public final class TraceDecoder {
    private final BatchDecoder in;

    /**
     * A decoder before the first event.
     *
     * @param bytes a verified batch that begins, with its header, at {@code offset}
     * @param insnNs virtual nanoseconds an instruction takes
     */
    public TraceDecoder(BatchHeader header, byte[] bytes, int offset, long insnNs) {
        in = new BatchDecoder(header, bytes, offset, insnNs);
    }

    /** Moves to the next event; false if there is none. */
    public boolean next() {
        return in.next();
    }

    /** The present event. */
    public TraceEvent event() {
        return TraceCodec.event(in);
    }

    /** Its kind, without making it. */
    public EventKind kind() {
        return TraceCodec.kind(in);
    }

    /** Its count. */
    public long count() {
        return in.count();
    }

    /** Its number. */
    public long number() {
        return in.number();
    }

    /** Virtual time as it happened. */
    public long virtualNs() {
        return in.virtualNs();
    }

    /** Events in a period of the run that the present event is part of; 0 if it is part of none. */
    public int runPeriod() {
        return in.runPeriod();
    }

    /** Events in the whole run that the present event is part of. */
    public long runEvents() {
        return in.runPeriod() == 0 ? 0 : in.runEvents();
    }

    /** Events of the run after the present one. */
    public long runLeft() {
        return in.runLeft();
    }

    /** Passes over most of a run's events that lie before a count and before a number. */
    public void skipInRun(long beforeCount, long beforeNumber) {
        in.skipInRun(beforeCount, beforeNumber);
    }
}
