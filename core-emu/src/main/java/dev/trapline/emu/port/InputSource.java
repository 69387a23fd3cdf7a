package dev.trapline.emu.port;

/**
 * The one door for what the machine cannot compute (law 2). The run loop asks at instruction boundaries only, and at
 * the counts the source names, so a recorded source can hand over each input at exactly its position.
 */
public interface InputSource {
    /** A machine that hears nothing: no keys, wall clock at the epoch it was given. */
    static InputSource silent(long wallClockSeconds) {
        return new InputSource() {
            @Override
            public long nextAsk(long count) {
                return Long.MAX_VALUE;
            }

            @Override
            public void deliver(long count, InputSink sink) {}

            @Override
            public long wallClockSeconds() {
                return wallClockSeconds;
            }

            @Override
            public boolean mayStillCome() {
                return false;
            }
        };
    }

    /** The count at which {@link #deliver} must be called next, given the count now; MAX_VALUE for never. */
    long nextAsk(long count);

    /** Virtual time at which {@link #deliver} must be called at the latest, given the time now; MAX_VALUE for never. */
    default long nextAskNs(long nowNs) {
        return Long.MAX_VALUE;
    }

    /**
     * Every pCPU waits, and nothing will happen before virtual time {@code nextNs} (MAX_VALUE: nothing at all) but what
     * comes from outside. Returns how far time passes now, at most {@code nextNs}: a live source may wait on the host
     * meanwhile and return earlier when something came in.
     */
    default long idleUntil(long nowNs, long nextNs) {
        return nextNs;
    }

    /** Hands over all that is due at {@code count}. */
    void deliver(long count, InputSink sink);

    /** The wall clock in seconds since 1970 at reset, read once when the real-time clock is built. */
    long wallClockSeconds();

    /** False when no further input will ever come: a machine in which all wait is then in deadlock. */
    boolean mayStillCome();
}
