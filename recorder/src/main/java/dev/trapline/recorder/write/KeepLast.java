package dev.trapline.recorder.write;

/**
 * What a flight recorder keeps at the least; older segments go once a later checkpoint makes them needless.
 *
 * @param text the limit as it was given
 * @param bytes of events, or {@link Long#MAX_VALUE} if time is the limit
 * @param virtualNs of the run, or {@link Long#MAX_VALUE} if bytes are the limit
 */
public record KeepLast(String text, long bytes, long virtualNs) {
    /** So many bytes of events at the least. */
    public static KeepLast bytes(String text, long bytes) {
        return new KeepLast(text, bytes, Long.MAX_VALUE);
    }

    /** So much virtual time at the least. */
    public static KeepLast virtualNs(String text, long nanoseconds) {
        return new KeepLast(text, Long.MAX_VALUE, nanoseconds);
    }

    /** Segments are a part of the limit, so that not much more than the limit is kept. */
    private static final int PARTS = 8;

    private static final long SMALLEST_SEGMENT = 1 << 18;

    boolean segmentIsFull(long segmentBytes, long segmentNs) {
        return bytes != Long.MAX_VALUE && segmentBytes >= Math.max(bytes / PARTS, SMALLEST_SEGMENT)
                || virtualNs != Long.MAX_VALUE && segmentNs >= virtualNs / PARTS;
    }

    boolean isEnough(long keptBytes, long keptNs) {
        return bytes != Long.MAX_VALUE ? keptBytes >= bytes : keptNs >= virtualNs;
    }
}
