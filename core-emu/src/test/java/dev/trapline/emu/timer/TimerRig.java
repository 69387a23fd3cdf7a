package dev.trapline.emu.timer;

import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Generic timers on a clock of 1 ns an instruction that only moves when told, and what came out of them. */
final class TimerRig {
    static final int ENABLE = 1;
    static final int MASKED = 3;
    static final int ISTATUS = 4;

    final Clock clock;
    final Deadlines deadlines;
    final GenericTimer[] timers;
    /** Lines that are high, as {@code cpu:intid}. */
    final TreeSet<String> high = new TreeSet<>();

    final List<String> events = new ArrayList<>();

    TimerRig() {
        this(1, 1);
    }

    TimerRig(int cpus, int insnNs) {
        clock = new Clock(insnNs);
        deadlines = new Deadlines(clock);
        timers = new GenericTimer[cpus];
        for (int i = 0; i < cpus; i++) {
            timers[i] = new GenericTimer(
                    i,
                    clock,
                    deadlines,
                    (cpu, intid, level) -> {
                        if (level) {
                            high.add(cpu + ":" + intid);
                        } else {
                            high.remove(cpu + ":" + intid);
                        }
                    },
                    cpu -> events.add(cpu + "@" + clock.nowNs()));
        }
    }

    GenericTimer timer() {
        return timers[0];
    }

    /** Moves to a virtual time, stopping at each deadline on the way. */
    void to(long ns) {
        while (deadlines.next() <= ns) {
            clock.skipTo(deadlines.next());
            deadlines.runDue();
        }
        clock.skipTo(ns);
    }

    void toTick(long tick) {
        to(tick << 4);
    }

    byte[] save() {
        StateWriter out = new StateWriter();
        clock.save(out);
        deadlines.save(out);
        for (GenericTimer t : timers) {
            t.save(out);
        }
        return out.toByteArray();
    }

    void restore(byte[] state) {
        StateReader in = new StateReader(state);
        clock.restore(in);
        deadlines.restore(in);
        for (GenericTimer t : timers) {
            t.restore(in);
        }
    }
}
