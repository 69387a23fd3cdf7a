package dev.trapline.recorder.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A recording in memory: its batches, sealed, as they would be stored. */
public final class Encoding {
    public static final byte[] GENESIS = new byte[BatchHeader.CHAIN_LENGTH];

    private final List<byte[]> batches = new ArrayList<>();
    private final TraceEncoder encoder;
    private final long insnNs;
    private byte[] chain = GENESIS;

    public Encoding(long insnNs) {
        this.insnNs = insnNs;
        encoder = new TraceEncoder(new Batch(), this::take, insnNs, 0, 0);
    }

    private Batch take(Batch closed) {
        chain = closed.seal(chain);
        batches.add(Arrays.copyOf(closed.bytes(), closed.length()));
        return closed;
    }

    public TraceSink sink() {
        return encoder.sink();
    }

    public TraceEncoder encoder() {
        return encoder;
    }

    /** All batches, the open one closed at the last count. */
    public List<byte[]> batches() {
        encoder.closeBatch(encoder.lastCount());
        return batches;
    }

    public long bytes() {
        return batches().stream().mapToLong(b -> b.length).sum();
    }

    public List<TraceEvent> decoded() {
        List<TraceEvent> events = new ArrayList<>();
        decode(d -> events.add(d.event()));
        return events;
    }

    public void decode(Consumer<TraceDecoder> each) {
        byte[] previous = GENESIS;
        for (byte[] batch : batches()) {
            BatchHeader header = BatchHeader.verified(batch, 0, batch.length).orElseThrow();
            if (!header.follows(previous, batch, 0)) {
                throw new AssertionError("the chain is broken at batch " + header.sequence());
            }
            previous = header.chain().toArray();
            TraceDecoder decoder = new TraceDecoder(header, batch, 0, insnNs);
            while (decoder.next()) {
                each.accept(decoder);
            }
        }
    }
}
