package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.EveryCut.Run;
import dev.trapline.emu.machine.Happening.Taken;
import dev.trapline.emu.state.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A timer that fires at exactly the count where a slice ends. Instructions take two nanoseconds here, so that 5000 of them
 * end on a tick of the system counter.
 */
class SliceEndTest {
    private static final int IRQ = 0x18;
    private static final long INSN_NS = 2;
    private static final long TICK_NS = 16;

    /** Counts on in r4 with IRQs enabled until the timer's, which ends the run. */
    private static A32Program counting(Seat seat, long due) {
        A32Program p = seat.program().forward(A32Program.TIMER, false);
        p.timerAt(due * INSN_NS / TICK_NS).enableIrq();
        return p.label("loop").add(4, 4, 1).b("loop").label("irq").serveTimer().powerOff(false);
    }

    private static int instructionsBeforeLoop(A32Program p) {
        return (p.address("loop") - p.address("program")) / 4;
    }

    private static Run run(Seat seat, A32Program p, long due, long seed) {
        return EveryCut.check(told -> seat.machine(p, told, INSN_NS, seed), 100_000, due - 8, due + 8);
    }

    /** The IRQ as it is taken when the program's pCPU has executed {@code executed} instructions of it. */
    private static Taken interrupted(Seat seat, A32Program p, long count, long executed) {
        long inLoop = executed - instructionsBeforeLoop(p);
        int next = p.address("loop") + (int) (inLoop % 2) * 4;
        return new Taken(count, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0);
    }

    private static void endsAfter(Run run, Seat seat, A32Program p, long count, long executed) {
        long inLoop = executed - instructionsBeforeLoop(p);
        assertThat(run.machine().cpu(seat.cpu).r[4]).as("rounds before the IRQ").isEqualTo((int) ((inLoop + 1) / 2));
        assertThat(run.end()).isEqualTo(Pause.POWER_OFF);
        assertThat(run.count()).isEqualTo(count + 1 + A32Program.SERVE_TIMER + A32Program.POWER_OFF);
    }

    @Test
    void alonePCpuTakesItAtTheEndOfTheSlice() {
        Seat seat = Seat.ALONE;
        long due = Seat.SLICE;
        A32Program p = counting(seat, due);

        Run run = run(seat, p, due, 0);

        long executed = due - seat.countOf(0);
        assertThat(run.taken()).containsExactly(interrupted(seat, p, due, executed));
        endsAfter(run, seat, p, due, executed);
    }

    @Test
    void atTheEndOfTheOthersSliceItIsTakenBeforeTheFirstInstructionOfTheOwn() {
        Seat seat = Seat.BESIDE_A_BUSY_ONE;
        long due = 3 * Seat.SLICE;
        A32Program p = counting(seat, due);

        Run run = run(seat, p, due, 0);

        assertThat(run.taken()).containsExactly(interrupted(seat, p, due, Seat.SLICE));
        endsAfter(run, seat, p, due, Seat.SLICE);
    }

    @Test
    void atTheEndOfTheOwnSliceItIsTakenWhenTheNextOneBegins() {
        Seat seat = Seat.BESIDE_A_BUSY_ONE;
        long due = 2 * Seat.SLICE;
        A32Program p = counting(seat, due);

        Run run = run(seat, p, due, 0);

        assertThat(run.taken()).containsExactly(interrupted(seat, p, due + Seat.SLICE, Seat.SLICE));
        endsAfter(run, seat, p, due + Seat.SLICE, Seat.SLICE);
    }

    @Test
    void besideASleeperASliceThatEndsIsFollowedByTheSamePCpus() {
        Seat seat = Seat.BESIDE_A_SLEEPER;
        // Its first slice begins where the other fell asleep, which is no tick; the timer is for the tick at or after
        // its end.
        long due = Math.ceilDiv((seat.countOf(0) + Seat.SLICE) * INSN_NS, TICK_NS) * TICK_NS / INSN_NS;
        A32Program p = counting(seat, due);

        Run run = run(seat, p, due, 0);

        long executed = due - seat.countOf(0);
        assertThat(run.taken()).containsExactly(interrupted(seat, p, due, executed));
        endsAfter(run, seat, p, due, executed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void slicesOfAnyLengthEndAtTheSameCountsHoweverTheRunIsCut(long seed) {
        Seat seat = Seat.BESIDE_A_BUSY_ONE;
        A32Program p = new A32Program().startsAfter(0);
        p.constant(0, 0x8400_0003).mov(1, 1).constant(2, A32Program.BASE + 0x40).hvc();
        p.label("busy").add(4, 4, 1).b("busy").org(A32Program.BASE + 0x40);
        p.label("other").add(5, 5, 1).b("other");

        Run run = EveryCut.check(
                told -> Seat.machine(p, told, seat.cpus, BootMode.SVC, INSN_NS, seed), 30_000, 9_000, 9_100);

        assertThat(run.end()).isEqualTo(Pause.COUNT);
        assertThat(run.count()).isEqualTo(30_000);
        int rounds = run.machine().cpu(0).r[4] + run.machine().cpu(1).r[5];
        assertThat(rounds).as("two instructions a round, six before").isBetween(14_995, 14_999);
    }
}
