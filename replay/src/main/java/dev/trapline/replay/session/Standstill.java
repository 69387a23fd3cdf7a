package dev.trapline.replay.session;

import dev.trapline.recorder.schema.TraceEvent;

/**
 * Notices that a machine which is run again gets nowhere: it waits for what the recording has next, and the recording for
 * the machine. Without it a run that parted from its recording without doing anything wrong would never end.
 */
final class Standstill {
    /** More looks at one place than anything that goes on takes: every device's deadline at one nanosecond. */
    private static final int MOST = 1000;

    private final EventWindow window;
    private final Checker checker;
    private final Feeder.Stop machine;
    private long count = -1;
    private long nowNs;
    private long taken;
    private int looks;

    Standstill(EventWindow window, Checker checker, Feeder.Stop machine) {
        this.window = window;
        this.checker = checker;
        this.machine = machine;
    }

    /** Called wherever a loop could turn for ever; throws where neither instructions, nor time, nor events go on. */
    void look() {
        if (count != machine.count() || nowNs != machine.nowNs() || taken != window.taken()) {
            count = machine.count();
            nowNs = machine.nowNs();
            taken = window.taken();
            looks = 0;
            return;
        }
        looks++;
        if (looks > MOST || isOverdue()) {
            throw checker.diverged(count, null);
        }
    }

    /** Whether the next event should have come before the instruction last executed. */
    boolean isOverdue() {
        TraceEvent e = checker.expected();
        return e != null && e.at().count() < machine.count();
    }
}
