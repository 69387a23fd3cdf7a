package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.EveryCut.Run;
import dev.trapline.emu.machine.Happening.Line;
import dev.trapline.emu.machine.Happening.PrivateLine;
import dev.trapline.emu.machine.Happening.Sleep;
import dev.trapline.emu.machine.Happening.Taken;
import dev.trapline.emu.state.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a waiting pCPU wakes, and what happens meanwhile: at exact virtual times, whoever looked in between. */
class SleepPositionsTest {
    private static final int IRQ = 0x18;
    private static final long SECOND_NS = 1_000_000_000;
    private static final long TICKS_A_SECOND = 62_500_000;
    private static final long TICK_NS = 16;
    /** Interrupt ID of PL031. */
    private static final int ALARM = 34;

    private static Run run(Seat seat, A32Program p) {
        long from = seat.countOf(1) - 1;
        return EveryCut.check(told -> seat.machine(p, told), 1_000_000, from, from + 200);
    }

    /** PL031 sets its line at the next full second; its interrupt is not forwarded, so nobody wakes of it. */
    private static A32Program alarmAtTheFullSecond(A32Program p) {
        return p.constant(1, A32Program.PL031)
                .ldr(0, 1, 0) // RTCDR
                .add(0, 0, 1)
                .str(0, 1, 4) // RTCMR
                .mov(0, 1)
                .str(0, 1, 0x10); // RTCIMSC
    }

    @ParameterizedTest
    @EnumSource(names = {"ALONE", "BESIDE_A_SLEEPER"})
    void twoEventsInOneSleepComeEachAtItsVirtualTime(Seat seat) {
        A32Program p = alarmAtTheFullSecond(seat.program()).forward(A32Program.TIMER, false);
        p.timerAt(TICKS_A_SECOND + 1);
        long asleep = p.count();
        p.wfi().powerOff(false);

        Run run = run(seat, p);

        assertThat(run.told().all().stream().filter(h -> !beforeTheProgram(h, seat)))
                .containsExactly(
                        new Sleep(asleep, asleep, seat.cpu, true),
                        new Line(asleep, SECOND_NS, ALARM, true),
                        new PrivateLine(asleep, SECOND_NS + TICK_NS, seat.cpu, A32Program.TIMER, true),
                        new Sleep(asleep, SECOND_NS + TICK_NS, seat.cpu, false));
        assertThat(run.count()).as("sleep counts nothing").isEqualTo(asleep + A32Program.POWER_OFF);
        assertThat(run.machine().clock().nowNs()).isEqualTo(SECOND_NS + TICK_NS + A32Program.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALONE", "BESIDE_A_SLEEPER"})
    void eventsOfTheSameNanosecondComeInSlotOrder(Seat seat) {
        A32Program p = alarmAtTheFullSecond(seat.program()).forward(A32Program.TIMER, false);
        p.virtualTimerAt(TICKS_A_SECOND).timerAt(TICKS_A_SECOND);
        long asleep = p.count();
        p.wfi().powerOff(false);

        Run run = run(seat, p);

        // The CPU complex comes before the devices, and its physical timer before the virtual one; armed was the alarm
        // first and the physical timer last.
        assertThat(run.told().all().stream().filter(h -> !beforeTheProgram(h, seat)))
                .containsExactly(
                        new Sleep(asleep, asleep, seat.cpu, true),
                        new PrivateLine(asleep, SECOND_NS, seat.cpu, A32Program.TIMER, true),
                        new PrivateLine(asleep, SECOND_NS, seat.cpu, A32Program.VIRTUAL_TIMER, true),
                        new Line(asleep, SECOND_NS, ALARM, true),
                        new Sleep(asleep, SECOND_NS, seat.cpu, false));
    }

    /** pCPU 0 falls asleep before the program of pCPU 1 starts. */
    private static boolean beforeTheProgram(Happening h, Seat seat) {
        return h instanceof Sleep s && s.cpu() == 0 && seat.cpu == 1;
    }

    @ParameterizedTest
    @EnumSource
    void waitingWithAnInterruptPendingCountsOneAndDoesNotSleep(Seat seat) {
        A32Program p = seat.program().forward(A32Program.TIMER, false);
        long due = p.tickAhead(10, 1);
        p.timerAt(due / TICK_NS).nopsUntil(due + 1).wfi().powerOff(false);

        Run run = run(seat, p);

        assertThat(run.told().all(Sleep.class)).noneMatch(s -> s.cpu() == seat.cpu);
        assertThat(run.taken()).as("masked").isEmpty();
        assertThat(run.count()).isEqualTo(due + 1 + A32Program.POWER_OFF);
        assertThat(run.machine().clock().skippedNs()).isZero();
        assertThat(run.end()).isEqualTo(Pause.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptOfTheCountOfTheWfiItselfEndsTheSleepAtOnce(Seat seat) {
        A32Program p = seat.program().forward(A32Program.TIMER, false).enableIrq();
        long due = p.tickAhead(10, 1);
        p.timerAt(due / TICK_NS).nopsUntil(due).wfi();
        int next = p.here();
        p.powerOff(false).label("irq").serveTimer().subsPcLr(4);

        Run run = run(seat, p);

        assertThat(run.told().all(Sleep.class))
                .endsWith(new Sleep(due, due, seat.cpu, true), new Sleep(due, due, seat.cpu, false));
        assertThat(run.taken()).containsExactly(new Taken(due, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0));
        assertThat(run.machine().clock().skippedNs()).isZero();
        assertThat(run.count()).isEqualTo(due + 1 + A32Program.SERVE_TIMER + 1 + A32Program.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void aMaskedInterruptWakesAndIsTakenOnlyWhenUnmasked(Seat seat) {
        long dueNs = 16_000;
        A32Program p = seat.program().forward(A32Program.TIMER, false).timerAt(dueNs / TICK_NS);
        long asleep = p.count();
        p.wfi().add(7, 7, 1).enableIrq();
        int next = p.here();
        p.powerOff(false).label("irq").serveTimer().subsPcLr(4);

        Run run = run(seat, p);

        long woken = seat.wakes(asleep, dueNs);
        long wokenNs = Math.max(woken, dueNs);
        assertThat(run.told().all(Sleep.class))
                .endsWith(new Sleep(asleep, asleep, seat.cpu, true), new Sleep(woken, wokenNs, seat.cpu, false));
        assertThat(run.taken())
                .containsExactly(new Taken(woken + 2, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0));
        assertThat(run.machine().cpu(seat.cpu).r[7]).isEqualTo(1);
        assertThat(run.count()).isEqualTo(woken + 2 + 1 + A32Program.SERVE_TIMER + 1 + A32Program.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void anUnmaskedInterruptWakesAndIsTakenBeforeTheNextInstruction(Seat seat) {
        long dueNs = 32_000;
        A32Program p = seat.program().forward(A32Program.TIMER, false).enableIrq();
        p.timerAt(dueNs / TICK_NS);
        long asleep = p.count();
        p.wfi();
        int next = p.here();
        p.powerOff(false).label("irq").serveTimer().subsPcLr(4);

        Run run = run(seat, p);

        long woken = seat.wakes(asleep, dueNs);
        assertThat(run.taken()).containsExactly(new Taken(woken, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0));
        assertThat(run.count()).isEqualTo(woken + 1 + A32Program.SERVE_TIMER + 1 + A32Program.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void standbyByPsciSleepsAsWfiDoes(Seat seat) {
        long dueNs = 16_000;
        A32Program p = seat.program().forward(A32Program.TIMER, false).timerAt(dueNs / TICK_NS);
        p.constant(0, 0x8400_0001).mov(1, 0); // CPU_SUSPEND, power state 0
        long asleep = p.count();
        p.hvc().powerOff(false);

        Run run = run(seat, p);

        long woken = seat.wakes(asleep, dueNs);
        assertThat(run.told().all(Sleep.class))
                .endsWith(
                        new Sleep(asleep, asleep, seat.cpu, true),
                        new Sleep(woken, Math.max(woken, dueNs), seat.cpu, false));
        assertThat(run.count()).isEqualTo(woken + A32Program.POWER_OFF);
    }

    @Test
    void ofTwoThatWakeAtOnceTheOneInWhoseSliceTheyFellAsleepGoesFirst() {
        long dueNs = 1_600_000;
        int second = A32Program.BASE + 0x80;
        A32Program p = new A32Program().startsAfter(0).forward(A32Program.TIMER, false);
        p.constant(0, 0x8400_0003).mov(1, 1).constant(2, second).hvc(); // PSCI CPU_ON
        p.timerAt(dueNs / TICK_NS);
        long firstAsleep = p.count();
        p.wfi().powerOff(false).org(second).startsAfter(firstAsleep);
        p.forward(A32Program.TIMER, false).timerAt(dueNs / TICK_NS);
        long secondAsleep = p.count();
        // Its own interrupt is switched off, so that it sleeps again, and the other's turn comes.
        p.wfi().mov(0, 0).mcr(0, 0, 14, 2, 1).wfi();

        Run run = EveryCut.check(told -> Seat.machine(p, told, 2, BootMode.SVC, 1, 0), 1_000_000, firstAsleep - 1, 100);

        long asleepAgain = secondAsleep + 3;
        assertThat(run.told().all(Sleep.class))
                .containsExactly(
                        new Sleep(firstAsleep, firstAsleep, 0, true),
                        new Sleep(secondAsleep, secondAsleep, 1, true),
                        new Sleep(secondAsleep, dueNs, 1, false),
                        new Sleep(asleepAgain, dueNs + 3, 1, true),
                        new Sleep(asleepAgain, dueNs + 3, 0, false));
        assertThat(run.end()).isEqualTo(Pause.POWER_OFF);
        assertThat(run.count()).isEqualTo(asleepAgain + A32Program.POWER_OFF);
    }
}
