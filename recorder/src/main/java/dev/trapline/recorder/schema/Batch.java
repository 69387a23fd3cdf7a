package dev.trapline.recorder.schema;

/**
 * A batch being made: its bytes, with room for the header before the payload, and what the header will say. Owned by
 * one thread at a time.
 */
public final class Batch {
    /** A batch is closed once its payload is this long. */
    static final int PAYLOAD_GOAL = 1 << 16;

    /** The longest event: its bytes, and room for the rest of it. */
    static final int EVENT_ROOM = TraceSink.MAX_BYTES + 512;

    /** The longest a batch gets, header included. */
    public static final int CAPACITY = BatchHeader.LENGTH + PAYLOAD_GOAL + EVENT_ROOM;

    /** At each multiple of so many instructions a batch ends, unless it has no event. */
    public static final long SPAN = 1L << 24;

    final byte[] bytes = new byte[CAPACITY];
    int payloadLength;
    long sequence;
    long firstCount;
    long lastCount;
    long virtualNs;
    long skippedNs;
    long endNs;
    long firstEvent;
    long events;
    int firstOrdinal;

    /** The sealed batch: header and payload, from index 0 on. */
    public byte[] bytes() {
        return bytes;
    }

    /** Length of header and payload. */
    public int length() {
        return BatchHeader.LENGTH + payloadLength;
    }

    public long sequence() {
        return sequence;
    }

    public long firstCount() {
        return firstCount;
    }

    public long lastCount() {
        return lastCount;
    }

    /** Virtual time at its start, in nanoseconds. */
    public long virtualNs() {
        return virtualNs;
    }

    /** Virtual time at its end, in nanoseconds. */
    public long endNs() {
        return endNs;
    }

    public long firstEvent() {
        return firstEvent;
    }

    /** Number of events, those of runs counted one by one. */
    public long events() {
        return events;
    }

    /**
     * Writes the header.
     *
     * @param previous the chain hash of the batch before, 16 bytes
     * @return the chain hash of this one
     */
    public byte[] seal(byte[] previous) {
        return BatchHeader.of(this).seal(bytes, previous);
    }
}
