package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.EveryCut.Run;
import dev.trapline.emu.machine.Happening.Acknowledged;
import dev.trapline.emu.machine.Happening.Taken;
import dev.trapline.emu.state.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An interrupt that comes due at the count of an instruction with an exception of its own. Interrupts are taken between
 * instructions (DDI 0406C B1.8, exception priority order, leaves the choice): that of an earlier count before the
 * instruction, that of its own count after the instruction's exception, as far as the masks let it.
 */
class SimultaneousExceptionsTest {
    private static final int UNDEFINED = 0x04;
    private static final int CALL = 0x08;
    private static final int PREFETCH_ABORT = 0x0c;
    private static final int DATA_ABORT = 0x10;
    private static final int HYP_TRAP = 0x14;
    private static final int IRQ = 0x18;
    private static final int FIQ = 0x1c;
    private static final int EXTERNAL = 0x008;

    private static final int SVC_SYNDROME_IMM = 0x42;
    /** HSR of HVC #0: exception class 0x12, a 32-bit instruction. */
    private static final int HVC_SYNDROME = 0x12 << 26 | 1 << 25;
    /** HCR.IMO: physical IRQs go to Hyp mode. */
    private static final int IMO = 1 << 4;

    /** A program in which everything is ready but the timer, and IRQ or FIQ is enabled. */
    private static A32Program ready(Seat seat, boolean asFiq) {
        A32Program p = seat.program().forward(A32Program.TIMER, asFiq);
        p.constant(4, A32Program.NOWHERE);
        return asFiq ? p.enableFiq() : p.enableIrq();
    }

    /** Arms the timer for the count it returns, which is that of the next instruction. */
    private static long due(A32Program p) {
        long due = p.tickAhead(10, 1);
        p.timerAt(due / 16).nopsUntil(due);
        return due;
    }

    private static Run run(Seat seat, A32Program p) {
        long from = seat.countOf(1) - 1;
        return EveryCut.check(told -> seat.machine(p, told), 100_000, from, from + 200);
    }

    private static A32Program withIrqHandler(A32Program p) {
        return p.powerOff(false).label("irq").serveTimer().subsPcLr(4);
    }

    /** The end of a run in which the IRQ was taken at {@code irq} and the program went on behind it. */
    private static void endsRightAfter(Run run, Seat seat, long irq) {
        assertThat(run.told().all(Acknowledged.class))
                .containsExactly(new Acknowledged(irq + 2, seat.cpu, A32Program.TIMER));
        assertThat(run.end()).isEqualTo(Pause.POWER_OFF);
        assertThat(run.count())
                .as("vector, handler, return, power off")
                .isEqualTo(irq + 1 + A32Program.SERVE_TIMER + 1 + A32Program.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void anIrqOfTheSameCountWaitsUntilTheSupervisorCallReturns(Seat seat) {
        A32Program p = ready(seat, false);
        long due = due(p);
        p.svc(SVC_SYNDROME_IMM);
        int next = p.here();
        withIrqHandler(p).label("call").movsPcLr();

        Run run = run(seat, p);

        // The vector's branch and the return count; taking the IRQ then does not.
        assertThat(run.taken())
                .containsExactly(
                        new Taken(due, seat.cpu, CALL, Mode.SVC, Mode.SVC, next, SVC_SYNDROME_IMM, 0),
                        new Taken(due + 2, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0));
        endsRightAfter(run, seat, due + 2);
    }

    @ParameterizedTest
    @EnumSource
    void anIrqOfTheCountBeforeIsTakenBeforeTheSupervisorCall(Seat seat) {
        A32Program p = ready(seat, false);
        long due = due(p);
        p.nop();
        int here = p.here();
        p.svc(SVC_SYNDROME_IMM);
        withIrqHandler(p).label("call").movsPcLr();

        Run run = run(seat, p);

        long svc = due + 1 + A32Program.SERVE_TIMER + 1 + 1;
        assertThat(run.taken())
                .containsExactly(
                        new Taken(due, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, here + 4, 0, 0),
                        new Taken(svc, seat.cpu, CALL, Mode.SVC, Mode.SVC, here + 4, SVC_SYNDROME_IMM, 0));
        assertThat(run.count()).isEqualTo(svc + 2 + A32Program.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void anIrqOfTheSameCountWaitsForTheUndefinedHandler(Seat seat) {
        A32Program p = ready(seat, false);
        long due = due(p);
        p.udf();
        int next = p.here();
        withIrqHandler(p).label("undefined").movsPcLr();

        Run run = run(seat, p);

        assertThat(run.taken())
                .containsExactly(
                        new Taken(due, seat.cpu, UNDEFINED, Mode.SVC, Mode.UND, next, 0, 0),
                        new Taken(due + 2, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0));
        endsRightAfter(run, seat, due + 2);
    }

    @ParameterizedTest
    @EnumSource
    void anIrqOfTheSameCountWaitsForTheDataAbortHandler(Seat seat) {
        A32Program p = ready(seat, false);
        long due = due(p);
        p.ldr(1, 4, 0);
        int next = p.here();
        withIrqHandler(p).label("data").subsPcLr(4);

        Run run = run(seat, p);

        assertThat(run.taken())
                .containsExactly(
                        new Taken(
                                due, seat.cpu, DATA_ABORT, Mode.SVC, Mode.ABT, next + 4, EXTERNAL, A32Program.NOWHERE),
                        new Taken(due + 2, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0));
        endsRightAfter(run, seat, due + 2);
    }

    @ParameterizedTest
    @EnumSource
    void anIrqOfTheSameCountWaitsForThePrefetchAbortHandler(Seat seat) {
        A32Program p = ready(seat, false);
        // So that the branch comes one count before the fetch that aborts.
        long due = p.tickAhead(12, 1);
        int next = p.here() + 4 * (int) (due - p.count());
        p.constant(5, next).timerAt(due / 16).nopsUntil(due - 1).bx(4);
        assertThat(p.here()).isEqualTo(next);
        withIrqHandler(p).label("prefetch").movRegister(14, 5).movsPcLr();

        Run run = run(seat, p);

        assertThat(run.taken())
                .containsExactly(
                        new Taken(
                                due,
                                seat.cpu,
                                PREFETCH_ABORT,
                                Mode.SVC,
                                Mode.ABT,
                                A32Program.NOWHERE + 4,
                                EXTERNAL,
                                A32Program.NOWHERE),
                        new Taken(due + 3, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0));
        endsRightAfter(run, seat, due + 3);
    }

    @ParameterizedTest
    @EnumSource
    void aFiqOfTheSameCountIsTakenBeforeTheFirstInstructionOfTheAbortHandler(Seat seat) {
        A32Program p = ready(seat, true);
        long due = due(p);
        p.ldr(1, 4, 0);
        int next = p.here();
        p.powerOff(false)
                .label("fiq")
                .constant(10, A32Program.GICC)
                .serveTimer()
                .subsPcLr(4);
        p.label("data").subsPcLr(4);

        Run run = run(seat, p);

        int handler = A32Program.VECTORS + DATA_ABORT;
        assertThat(run.taken())
                .containsExactly(
                        new Taken(
                                due, seat.cpu, DATA_ABORT, Mode.SVC, Mode.ABT, next + 4, EXTERNAL, A32Program.NOWHERE),
                        new Taken(due, seat.cpu, FIQ, Mode.ABT, Mode.FIQ, handler + 4, 0, 0));
        assertThat(run.count())
                .as("FIQ vector and handler, abort vector and handler, power off")
                .isEqualTo(due + 1 + 2 + A32Program.SERVE_TIMER + 1 + 2 + A32Program.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void anInstructionThatUnmasksAPendingIrqIsTheLastBeforeIt(Seat seat) {
        A32Program p = seat.program().forward(A32Program.TIMER, false);
        due(p);
        p.nop().nop();
        long unmasked = p.count();
        p.enableIrq();
        int next = p.here();
        withIrqHandler(p);

        Run run = run(seat, p);

        assertThat(run.taken()).containsExactly(new Taken(unmasked, seat.cpu, IRQ, Mode.SVC, Mode.IRQ, next + 4, 0, 0));
        endsRightAfter(run, seat, unmasked);
    }

    /** Starts in Hyp mode, routes IRQs there and enters a guest in SVC mode at the label {@code guest}, at count 1 + n. */
    private static A32Program hypervisor() {
        A32Program p = new A32Program().startsAfter(0).forward(A32Program.TIMER, false);
        p.constant(0, A32Program.VECTORS).mcr(4, 0, 12, 0, 0); // HVBAR
        p.mov(0, IMO).mcr(4, 0, 1, 1, 0); // HCR
        p.constant(0, 0x1d3).word(0xe16f_f000); // MSR SPSR_cxsf, r0: SVC mode, all masked
        return p;
    }

    /** MSR ELR_hyp, r0; ERET. */
    private static A32Program enterGuest(A32Program p) {
        int guest = p.here() + 4 * 4;
        return p.constant(0, guest).word(0xe12e_f300).eret();
    }

    private static Run runHyp(A32Program p) {
        return EveryCut.check(told -> Seat.machine(p, told, 1, BootMode.HYP, 1, 0), 100_000, 0, 200);
    }

    @Test
    void anIrqForTheHypervisorWaitsUntilTheHypervisorCallOfTheSameCountReturns() {
        A32Program p = enterGuest(hypervisor());
        long due = due(p);
        p.hvc();
        int next = p.here();
        p.powerOff(true).label("hyp").eret().label("irq").serveTimer().eret();

        Run run = runHyp(p);

        assertThat(run.taken())
                .containsExactly(
                        new Taken(due, 0, HYP_TRAP, Mode.SVC, Mode.HYP, next, HVC_SYNDROME, 0),
                        // ELR_hyp is the next instruction itself, and HSR keeps what it held.
                        new Taken(due + 2, 0, IRQ, Mode.SVC, Mode.HYP, next, HVC_SYNDROME, 0));
        endsRightAfter(run, Seat.ALONE, due + 2);
    }

    @Test
    void anIrqForTheHypervisorOfTheCountBeforeComesBeforeTheHypervisorCall() {
        A32Program p = enterGuest(hypervisor());
        long due = due(p);
        p.nop();
        int here = p.here();
        p.hvc().powerOff(true).label("hyp").eret().label("irq").serveTimer().eret();

        Run run = runHyp(p);

        long hvc = due + 1 + A32Program.SERVE_TIMER + 1 + 1;
        assertThat(run.taken())
                .containsExactly(
                        new Taken(due, 0, IRQ, Mode.SVC, Mode.HYP, here, 0, 0),
                        new Taken(hvc, 0, HYP_TRAP, Mode.SVC, Mode.HYP, here + 4, HVC_SYNDROME, 0));
        assertThat(run.count()).isEqualTo(hvc + 2 + A32Program.POWER_OFF);
    }
}
