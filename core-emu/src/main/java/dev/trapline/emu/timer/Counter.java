package dev.trapline.emu.timer;

import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;

/**
 * The system counter all generic timers share: 62.5 MHz, zero at reset, so that a tick is 16 ns of virtual time exactly
 * (DDI 0406C B8.1.1).
 */
final class Counter {
    /** Nanoseconds a tick lasts, as a power of two. */
    private static final int TICK_SHIFT = 4;

    static final int FREQUENCY_HZ = 62_500_000;

    /** The first tick that virtual time, which ends at 2^63 ns, does not reach. */
    private static final long TICKS = 1L << 63 - TICK_SHIFT;

    private Counter() {}

    /** The count now, below 2^59. */
    static long now(Clock clock) {
        return clock.nowNs() >>> TICK_SHIFT;
    }

    /** The virtual time at which the counter has counted {@code ticks} more than {@code now}; unsigned, may be NEVER. */
    static long nsAfter(long now, long ticks) {
        return Long.compareUnsigned(ticks, TICKS - now) >= 0 ? Deadlines.NEVER : now + ticks << TICK_SHIFT;
    }

    /** The tick a virtual time lies in. */
    static long tickOf(long ns) {
        return ns >>> TICK_SHIFT;
    }
}
