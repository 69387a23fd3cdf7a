package dev.trapline.cli.console;

import java.util.function.LongSupplier;

/** Ties virtual time to the host's while a machine sleeps: when, on the host, does a virtual time come? */
final class Pacer {
    /** Being apart by more than this is forgiven instead of caught up. */
    private static final long FORGIVEN_NS = 100_000_000L;

    private final LongSupplier hostNs;
    private boolean anchored;
    private long anchorHostNs;
    private long anchorVirtualNs;

    /** @param hostNs the host's clock, in nanoseconds from anywhere */
    Pacer(LongSupplier hostNs) {
        this.hostNs = hostNs;
    }

    /** Nanoseconds of host time from now until virtual time {@code nextNs}; not positive if it is due. */
    long untilDue(long nowNs, long nextNs) {
        long host = hostNs.getAsLong();
        long apart = host - anchorHostNs - (nowNs - anchorVirtualNs);
        if (!anchored || Math.abs(apart) > FORGIVEN_NS) {
            anchored = true;
            anchorHostNs = host;
            anchorVirtualNs = nowNs;
        }
        return nextNs - anchorVirtualNs - (host - anchorHostNs);
    }

    /** The same later, while the machine has slept on since {@link #untilDue} was asked: however long, that is not apart. */
    long stillUntilDue(long nextNs) {
        return nextNs - anchorVirtualNs - (hostNs.getAsLong() - anchorHostNs);
    }

    /** The virtual time it is on the host, within {@code nowNs} and {@code nextNs}. */
    long virtualNow(long nowNs, long nextNs) {
        long virtual = anchorVirtualNs + (hostNs.getAsLong() - anchorHostNs);
        return Math.clamp(virtual, nowNs, nextNs);
    }

    /** What was lost meanwhile (in a pause) is not caught up. */
    void forget() {
        anchored = false;
    }
}
