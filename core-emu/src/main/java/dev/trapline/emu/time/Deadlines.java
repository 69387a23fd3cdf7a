package dev.trapline.emu.time;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that will happen at a known virtual time: one slot an owner, claimed while the machine is built.
 *
 * <p>Two deadlines at the same nanosecond run in slot order, so the order depends on the machine's description alone,
 * never on who armed first.
 */
public final class Deadlines implements Snapshottable {
    /** The time of a slot that is not armed. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Clock clock;
    private final List<String> names = new ArrayList<>();
    private final List<Runnable> actions = new ArrayList<>();
    private long[] at = new long[0];
    /** By slot: whether its action only signals. */
    private boolean[] signals = new boolean[0];

    private long next = NEVER;

    public Deadlines(Clock clock) {
        this.clock = clock;
    }

    /** Claims a slot; {@code action} runs at an instruction boundary once the slot's time has come, after disarming. */
    public int claim(String name, Runnable action) {
        return claim(name, action, false);
    }

    /** As {@link #claim}, for an action that changes interrupt lines and Event Registers and nothing else. */
    public int claimSignal(String name, Runnable action) {
        return claim(name, action, true);
    }

    private int claim(String name, Runnable action, boolean signal) {
        if (names.contains(name)) {
            throw new IllegalArgumentException("two deadlines are called " + name);
        }
        names.add(name);
        actions.add(action);
        at = Arrays.copyOf(at, names.size());
        at[at.length - 1] = NEVER;
        signals = Arrays.copyOf(signals, names.size());
        signals[signals.length - 1] = signal;
        return at.length - 1;
    }

    /** Arms a slot for virtual time {@code ns} (in the past: the next instruction boundary), or disarms with NEVER. */
    public void set(int slot, long ns) {
        long before = at[slot];
        if (before == ns) {
            return;
        }
        at[slot] = ns;
        if (ns < next) {
            next = ns;
            clock.stopBy(clock.countAt(ns));
        } else if (before == next) {
            next = earliest();
        }
    }

    public void cancel(int slot) {
        set(slot, NEVER);
    }

    /** The virtual time a slot is armed for, or NEVER. */
    public long armedFor(int slot) {
        return at[slot];
    }

    /** The earliest armed time, or NEVER. */
    public long next() {
        return next;
    }

    /** Whether anything is due, at whatever time, that may do more than signal. */
    public boolean workAwaited() {
        for (int i = 0; i < at.length; i++) {
            if (at[i] != NEVER && !signals[i]) {
                return true;
            }
        }
        return false;
    }

    /** Disarms the earliest slot, which must be armed, and runs its action; of two at the same nanosecond the first. */
    public void runNext() {
        int slot = 0;
        while (at[slot] != next) {
            slot++;
        }
        at[slot] = NEVER;
        next = earliest();
        actions.get(slot).run();
    }

    /** Runs every action whose time has come, earliest first and slot order within a nanosecond. */
    public void runDue() {
        while (next <= clock.nowNs()) {
            runNext();
        }
    }

    private long earliest() {
        long min = NEVER;
        for (long t : at) {
            if (t < min) {
                min = t;
            }
        }
        return min;
    }

    @Override
    public void save(StateWriter out) {
        out.int32(at.length);
        for (int i = 0; i < at.length; i++) {
            out.string(names.get(i));
            out.int64(at[i]);
        }
    }

    @Override
    public void restore(StateReader in) {
        int n = in.int32();
        in.expect(n == at.length, "deadline slots: the snapshot has " + n + ", this machine " + at.length);
        for (int i = 0; i < n; i++) {
            String name = in.string();
            in.expect(name.equals(names.get(i)), "deadline slot " + i + " is " + name + ", here " + names.get(i));
            at[i] = in.int64();
        }
        next = earliest();
    }
}
