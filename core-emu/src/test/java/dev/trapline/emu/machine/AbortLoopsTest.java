package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.EveryCut.Run;
import dev.trapline.emu.machine.Happening.Taken;
import dev.trapline.emu.state.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guests that fault again and again: each attempt counts one, and each exception lands on its count with the return
 * address and syndrome of DDI 0406C B1.8 (link values) and B3.13 (fault status), however the run is cut.
 */
class AbortLoopsTest {
    private static final int UNDEFINED = 0x04;
    private static final int PREFETCH_ABORT = 0x0c;
    private static final int DATA_ABORT = 0x10;

    /** FS of a synchronous external abort, short descriptors; and WnR. */
    private static final int EXTERNAL = 0x008;

    private static final int ALIGNMENT = 0x001;
    private static final int WRITE = 1 << 11;

    /** A faulting instruction, the branch in the vector, and two of the handler. */
    private static final int ROUND = 4;

    private static final int ROUNDS = 12;

    /** Exceptions one after another, without an instruction between, after which the machine says it cannot go on. */
    private static final int ENOUGH = 1000;

    /** What one loop is: its faulting instruction is the program's {@code first}th. */
    private record Loop(A32Program program, long first) {}

    private static Run loop(Seat seat, Loop loop, int rounds) {
        long limit = seat.countOf(loop.first + (long) rounds * ROUND - 1);
        long from = seat.countOf(1) - 1;
        return EveryCut.check(told -> seat.machine(loop.program, told), limit, from, from + 44);
    }

    private static List<Taken> expected(
            Seat seat, Loop loop, int rounds, int vector, int from, int to, int link, int fsr, int far) {
        List<Taken> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(new Taken(seat.countOf(loop.first + (long) i * ROUND), seat.cpu, vector, from, to, link, fsr, far));
        }
        return all;
    }

    /** {@code r4} holds an address without memory, and the next instruction is the one to fault. */
    private static A32Program aimed(Seat seat) {
        return seat.program().constant(4, A32Program.NOWHERE);
    }

    /** The program's instructions so far: VBAR, and whatever follows it. */
    private static Loop endingIn(Seat seat, A32Program p, String handler, int back) {
        int faulting = p.here() - 4;
        int first = (faulting - p.address("program")) / 4 + 1;
        assertThat(seat.countOf(first))
                .as("the count of the faulting instruction")
                .isEqualTo(p.count() - 1);
        return new Loop(p.label(handler).add(6, 6, 1).subsPcLr(back), first);
    }

    @ParameterizedTest
    @EnumSource
    void aLoadFromNowhereAbortsAtEveryAttempt(Seat seat) {
        A32Program p = aimed(seat).ldr(1, 4, 8);
        int here = p.here() - 4;
        Loop loop = endingIn(seat, p, "data", 8);

        Run run = loop(seat, loop, ROUNDS);

        assertThat(run.taken())
                .isEqualTo(expected(
                        seat,
                        loop,
                        ROUNDS,
                        DATA_ABORT,
                        Mode.SVC,
                        Mode.ABT,
                        here + 8,
                        EXTERNAL,
                        A32Program.NOWHERE + 8));
        assertThat(run.machine().cpu(seat.cpu).cp15.dfsr).isEqualTo(EXTERNAL);
        assertThat(run.machine().cpu(seat.cpu).cp15.dfar).isEqualTo(A32Program.NOWHERE + 8);
        assertThat(run.machine().cpu(seat.cpu).r[6]).as("times in the handler").isEqualTo(ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void aStoreToNowhereSaysThatItWrote(Seat seat) {
        A32Program p = aimed(seat).str(1, 4, 0);
        int here = p.here() - 4;
        Loop loop = endingIn(seat, p, "data", 8);

        assertThat(loop(seat, loop, ROUNDS).taken())
                .isEqualTo(expected(
                        seat,
                        loop,
                        ROUNDS,
                        DATA_ABORT,
                        Mode.SVC,
                        Mode.ABT,
                        here + 8,
                        EXTERNAL | WRITE,
                        A32Program.NOWHERE));
    }

    @ParameterizedTest
    @EnumSource
    void aMisalignedLoadFromStronglyOrderedMemoryIsAnAlignmentFault(Seat seat) {
        A32Program p = seat.program().constant(4, A32Program.BASE + 2).ldr(1, 4, 0);
        int here = p.here() - 4;
        Loop loop = endingIn(seat, p, "data", 8);

        assertThat(loop(seat, loop, ROUNDS).taken())
                .isEqualTo(expected(
                        seat, loop, ROUNDS, DATA_ABORT, Mode.SVC, Mode.ABT, here + 8, ALIGNMENT, A32Program.BASE + 2));
    }

    @ParameterizedTest
    @EnumSource
    void aLoadMultipleThatRunsOffTheEndOfMemoryNamesTheWordAndCanBeDoneAgain(Seat seat) {
        int end = (int) (0x4000_0000 + Seat.MEMORY_BYTES);
        A32Program p = seat.program().constant(4, end - 8).ldm(4, 0b1110);
        int here = p.here() - 4;
        Loop loop = endingIn(seat, p, "data", 8);

        Run run = loop(seat, loop, ROUNDS);

        assertThat(run.taken())
                .isEqualTo(expected(seat, loop, ROUNDS, DATA_ABORT, Mode.SVC, Mode.ABT, here + 8, EXTERNAL, end));
        assertThat(run.machine().cpu(seat.cpu).r[4]).as("the base").isEqualTo(end - 8);
    }

    @ParameterizedTest
    @EnumSource
    void anUndefinedInstructionIsUndefinedAtEveryAttempt(Seat seat) {
        A32Program p = seat.program().udf();
        int here = p.here() - 4;
        Loop loop = endingIn(seat, p, "undefined", 4);

        assertThat(loop(seat, loop, ROUNDS).taken())
                .isEqualTo(expected(seat, loop, ROUNDS, UNDEFINED, Mode.SVC, Mode.UND, here + 4, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void anUndefinedThumbInstructionLinksTwoBytesOn(Seat seat) {
        // BX r5 to the Thumb words after it: UDF #0, twice.
        A32Program p = seat.program();
        int thumb = p.here() + 3 * 4;
        p.constant(5, thumb | 1).bx(5).word(0xde00_de00);
        Loop loop = endingIn(seat, p, "undefined", 2);

        assertThat(loop(seat, loop, ROUNDS).taken())
                .isEqualTo(expected(seat, loop, ROUNDS, UNDEFINED, Mode.SVC, Mode.UND, thumb + 2, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void aFetchFromNowhereAbortsAtEveryAttempt(Seat seat) {
        A32Program p = aimed(seat).bx(4);
        int first = (p.here() - p.address("program")) / 4 + 1;
        Loop loop = new Loop(p.label("prefetch").add(6, 6, 1).subsPcLr(4), first);

        Run run = loop(seat, loop, ROUNDS);

        assertThat(run.taken())
                .isEqualTo(expected(
                        seat,
                        loop,
                        ROUNDS,
                        PREFETCH_ABORT,
                        Mode.SVC,
                        Mode.ABT,
                        A32Program.NOWHERE + 4,
                        EXTERNAL,
                        A32Program.NOWHERE));
        assertThat(run.machine().cpu(seat.cpu).cp15.ifsr).isEqualTo(EXTERNAL);
        assertThat(run.machine().cpu(seat.cpu).cp15.ifar).isEqualTo(A32Program.NOWHERE);
    }

    @ParameterizedTest
    @EnumSource
    void aLoopThatOutlastsSlicesIsTakenUpAtTheVeryInstruction(Seat seat) {
        A32Program p = aimed(seat).ldr(1, 4, 0);
        int here = p.here() - 4;
        Loop loop = endingIn(seat, p, "data", 8);
        int rounds = (int) (3 * Seat.SLICE / ROUND);

        assertThat(loop(seat, loop, rounds).taken())
                .isEqualTo(expected(
                        seat, loop, rounds, DATA_ABORT, Mode.SVC, Mode.ABT, here + 8, EXTERNAL, A32Program.NOWHERE));
    }

    @ParameterizedTest
    @EnumSource
    void aVectorThatCannotBeFetchedEndsTheRunAtTheThousandthException(Seat seat) {
        A32Program p = aimed(seat).mcr(0, 4, 12, 0, 0).udf();
        int here = p.here() - 4;
        long first = p.count() - 1;

        Run run = EveryCut.check(told -> seat.machine(p, told), 1_000_000, first + ENOUGH - 8, first + ENOUGH);

        List<Taken> expected = new ArrayList<>();
        expected.add(new Taken(first, seat.cpu, UNDEFINED, Mode.SVC, Mode.UND, here + 4, 0, 0));
        int vector = A32Program.NOWHERE + UNDEFINED;
        expected.add(new Taken(first + 1, seat.cpu, PREFETCH_ABORT, Mode.UND, Mode.ABT, vector + 4, EXTERNAL, vector));
        vector = A32Program.NOWHERE + PREFETCH_ABORT;
        for (int i = 2; i < ENOUGH; i++) {
            expected.add(
                    new Taken(first + i, seat.cpu, PREFETCH_ABORT, Mode.ABT, Mode.ABT, vector + 4, EXTERNAL, vector));
        }
        assertThat(run.taken()).isEqualTo(expected);
        assertThat(run.end()).isEqualTo(Pause.CRASH);
        assertThat(run.count()).as("one count an exception").isEqualTo(first + ENOUGH - 1);
        assertThat(run.machine().crash()).startsWith("pCPU " + seat.cpu + " takes exceptions without end");
    }
}
