package dev.trapline.recorder.schema;

/** Makes batches of what a machine tells. On the machine's thread; allocates nothing per event. */
public final class TraceEncoder {
    private final BatchEncoder batches;
    private final TraceSink sink;

    /**
     * An encoder of a recording that begins at a position.
     *
     * @param first the first batch to fill
     * @param outlet takes each batch as it is closed
     * @param insnNs virtual nanoseconds an instruction takes
     * @param count instructions attempted before the first that is recorded
     * @param skippedNs virtual time skipped by then
     */
    public TraceEncoder(Batch first, BatchOutlet outlet, long insnNs, long count, long skippedNs) {
        batches = new BatchEncoder(first, outlet, insnNs, count, skippedNs);
        sink = new TraceCodec.Encoder(batches);
    }

    /** Where events go in. */
    public TraceSink sink() {
        return sink;
    }

    /**
     * Closes the batch, unless it is empty.
     *
     * @param count all that happened before this count has been told
     */
    public void closeBatch(long count) {
        batches.close(count);
    }

    /** Events told so far. */
    public long events() {
        return batches.eventsSoFar();
    }

    /** The count of the last event, or of the last batch's end if that is later. */
    public long lastCount() {
        return batches.lastCount();
    }
}
