package dev.trapline.emu.time;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/**
 * The machine's only clock: a count of attempted instructions.
 *
 * <p>Virtual time, in nanoseconds, is {@code count x insnNs + skipped}, where {@code skipped} is the time passed over
 * while every pCPU waited. Fields the interpreter touches at every instruction are public and plain.
 */
public final class Clock implements Snapshottable {
    /** Instructions attempted so far, over all pCPUs. While instruction N executes this already reads N. */
    public long count;

    /** The engine leaves its loop at the first instruction boundary where {@code count >= stopAt}. */
    public long stopAt;

    private final long insnNs;
    private long skippedNs;

    /** @param insnNs virtual nanoseconds an instruction takes; at least 1 */
    public Clock(long insnNs) {
        if (insnNs < 1) {
            throw new IllegalArgumentException("nanoseconds per instruction must be at least 1, got " + insnNs);
        }
        this.insnNs = insnNs;
    }

    /** Virtual time now, in nanoseconds since reset. */
    public long nowNs() {
        return count * insnNs + skippedNs;
    }

    /** The first count at which virtual time is at least {@code ns}; never before the present count. */
    public long countAt(long ns) {
        if (ns == Deadlines.NEVER) {
            return Long.MAX_VALUE;
        }
        long behind = ns - skippedNs;
        long at = behind <= 0 ? 0 : Math.ceilDiv(behind, insnNs);
        return Math.max(at, count);
    }

    /** Leaves the engine's loop after the instruction now executing. */
    public void requestStop() {
        stopAt = count;
    }

    /** Leaves the engine's loop no later than {@code atCount}. */
    public void stopBy(long atCount) {
        if (atCount < stopAt) {
            stopAt = atCount;
        }
    }

    /** Passes over time while every pCPU waits, up to virtual time {@code ns}; never goes backwards. */
    public void skipTo(long ns) {
        long now = nowNs();
        if (ns > now) {
            skippedNs += ns - now;
        }
    }

    /** Goes on from a count and a skipped time, after the machine's other parts were reset. */
    public void resume(long atCount, long atSkippedNs) {
        count = atCount;
        skippedNs = atSkippedNs;
        stopAt = atCount;
    }

    public long skippedNs() {
        return skippedNs;
    }

    public long insnNs() {
        return insnNs;
    }

    @Override
    public void save(StateWriter out) {
        out.int64(count);
        out.int64(skippedNs);
    }

    @Override
    public void restore(StateReader in) {
        count = in.int64();
        skippedNs = in.int64();
        stopAt = count;
    }
}
