package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.PointWatcher;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.fixtures.BaremetalCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A step of a vCPU that is on no pCPU, on the monitor's guests: the first of them is killed. */
class WaitingStepTest {
    private static final long PIECE = 200;
    private static final long MOST = 5_000_000;
    private static final int FIRST_GUEST = 2;

    private static final ThreadId WAITS = new ThreadId(FIRST_GUEST, 1);

    private final Machine machine = monitor();
    private final ThreadView threads = new ThreadView(machine);
    private final PointWatcher watcher = new PointWatcher(machine, machine::stop);
    private final Lookout lookout = new Lookout(machine, threads);

    private static Machine monitor() {
        Machine machine = Machines.baremetal(BaremetalCase.named("monitor"), b -> {}, 3);
        machine.followWorlds();
        return machine;
    }

    /** The last count, in pieces, at which the vCPU had just left a pCPU and its guest was there still. */
    private static long lastLeft() {
        Machine ahead = monitor();
        ThreadView view = new ThreadView(ahead);
        long last = -1;
        boolean was = false;
        while (ahead.run(ahead.clock().count + PIECE) == Pause.COUNT && ahead.clock().count < MOST) {
            boolean lives = view.worlds().stream().anyMatch(w -> w.id() == FIRST_GUEST && w.alive());
            boolean on = view.cpuOrNone(WAITS) >= 0;
            if (lives && was && !on) {
                last = ahead.clock().count;
            }
            was = on;
        }
        assertThat(last).isPositive();
        return last;
    }

    @Test
    void whoNeverComesIsWaitedForUntilTheMachineEndsThoughItsGuestIsGone() {
        machine.run(lastLeft());
        assertThat(threads.cpuOrNone(WAITS)).isNegative();

        lookout.begin(new Resume.Step(false, WAITS));
        Pause pause = Pause.COUNT;
        while (pause == Pause.COUNT || pause == Pause.ASKED) {
            watcher.watch(List.of(lookout));
            assertThat(lookout.isUnderWay()).isTrue();
            pause = machine.run(machine.clock().count + PIECE);
        }
        assertThat(pause).isEqualTo(Pause.POWER_OFF);
        assertThat(lookout.hit()).isEmpty();

        lookout.end();
        assertThatThrownBy(() -> lookout.begin(new Resume.Step(false, WAITS)))
                .isInstanceOf(DebugException.class)
                .hasMessage("there is no thread " + WAITS + " now");
    }

    @Test
    void whoComesHasExecutedOneInstruction() {
        boolean was = false;
        while (!was || threads.cpuOrNone(WAITS) >= 0) {
            was |= threads.cpuOrNone(WAITS) >= 0;
            assertThat(machine.run(machine.clock().count + PIECE)).isEqualTo(Pause.COUNT);
        }
        lookout.begin(new Resume.Step(false, WAITS));
        while (lookout.hit().isEmpty()) {
            watcher.watch(List.of(lookout));
            assertThat(machine.run(machine.clock().count + PIECE)).isIn(Pause.COUNT, Pause.ASKED);
        }
        assertThat(lookout.hit()).contains(new Stop(WAITS, new Stop.Reason.Stepped()));
        assertThat(threads.cpuOrNone(WAITS)).isNotNegative();
    }

    @Test
    void aStepOfThePcpuBeneathAGuestIsItsOwnAndNotTheGuests() {
        while (threads.cpuOrNone(WAITS) < 0) {
            assertThat(machine.run(machine.clock().count + PIECE)).isEqualTo(Pause.COUNT);
        }
        ThreadId beneath = new ThreadId(1, threads.cpuOrNone(WAITS) + 1);
        lookout.begin(new Resume.Step(false, beneath));
        while (lookout.hit().isEmpty()) {
            watcher.watch(List.of(lookout));
            assertThat(machine.run(machine.clock().count + PIECE)).isIn(Pause.COUNT, Pause.ASKED);
        }
        assertThat(lookout.hit())
                .as("a debugger that stepped one thread waits for that one to have stepped")
                .contains(new Stop(beneath, new Stop.Reason.Stepped()));
        assertThat(threads.cpuOrNone(WAITS)).as("the guest runs there still").isEqualTo(beneath.thread() - 1);
    }
}
