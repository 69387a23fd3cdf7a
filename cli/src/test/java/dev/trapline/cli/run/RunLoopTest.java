package dev.trapline.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.cli.input.ScriptInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLoopTest {
    private final Machine machine = new Machine();
    private final EndWatcher watcher =
            new EndWatcher(List.of(), EndWatcher.PANICS, machine::nowNs, () -> machine.stopRequested = true);
    private Optional<ScriptInput.Outcome> script = Optional.empty();
    private boolean interrupted;

    @ParameterizedTest
    @CsvSource({"POWEROFF,POWEROFF", "RESET,RESET", "CRASH,CRASH", "DEADLOCK,DEADLOCK"})
    void anEndOfTheMachineIsTheRuns(RunnableMachine.Stop stop, End end) {
        machine.endsAfter(5_000_000_000L, stop);

        assertThat(run(Limits.NONE)).isEqualTo(end);
        assertThat(machine.count).isEqualTo(5_000_000_000L);
    }

    @Test
    void theInstructionLimitIsExact() {
        assertThat(run(new Limits(123_456_789, Long.MAX_VALUE))).isEqualTo(End.LIMIT);
        assertThat(machine.count).isEqualTo(123_456_789);
    }

    @Test
    void theLimitOfVirtualTimeIsExact() {
        assertThat(run(new Limits(Long.MAX_VALUE, 70_000_001))).isEqualTo(End.LIMIT);
        assertThat(machine.nowNs()).isEqualTo(70_000_001);
    }

    @Test
    void aPanicGetsItsGraceAndNoMore() {
        machine.at(1000, m -> "Kernel panic - not syncing: x\n".chars().forEach(watcher::consoleOutput));

        assertThat(run(Limits.NONE)).isEqualTo(End.PANIC);
        assertThat(machine.nowNs()).isEqualTo(1000 + EndWatcher.GRACE_NS);
    }

    @Test
    void aPanicThenAResetIsAPanic() {
        machine.at(1000, m -> "Kernel panic - not syncing: x\n".chars().forEach(watcher::consoleOutput));
        machine.endsAfter(2000, RunnableMachine.Stop.RESET);

        assertThat(run(Limits.NONE)).isEqualTo(End.PANIC);
    }

    @Test
    void aScriptEndsARunAsHopedOrNot() {
        machine.at(500, m -> {
            script = Optional.of(new ScriptInput.Quitted(3));
            m.stopRequested = true;
        });
        assertThat(run(Limits.NONE)).isEqualTo(End.UNTIL);

        machine.at(700, m -> {
            script = Optional.of(new ScriptInput.TimedOut(3, "x", 1));
            m.stopRequested = true;
        });
        script = Optional.empty();
        assertThat(run(Limits.NONE)).isEqualTo(End.LIMIT);
    }

    @Test
    void anInterruptionIsNoticedWithinAStretch() {
        machine.at(500, m -> interrupted = true);

        assertThat(run(Limits.NONE)).isEqualTo(End.INTERRUPTED);
        assertThat(machine.count).isLessThan(100_000_000);
    }

    @Test
    void exitStatusFollowsTheEnd() {
        assertThat(End.POWEROFF.exitStatus()).isZero();
        assertThat(End.UNTIL.exitStatus()).isZero();
        assertThat(List.of(End.RESET, End.PANIC, End.CRASH, End.DEADLOCK, End.LIMIT))
                .allSatisfy(e -> assertThat(e.exitStatus()).isEqualTo(1));
        assertThat(End.INTERRUPTED.exitStatus()).isEqualTo(130);
    }

    private End run(Limits limits) {
        Progress silent = new Progress(false, () -> 0, text -> {});
        return new RunLoop(machine, watcher, limits, silent, () -> interrupted, () -> script).run();
    }

    /** One instruction a nanosecond, and things that happen at counts. */
    private static final class Machine implements RunnableMachine {
        private record Happening(long count, Consumer<Machine> what) {}

        private final Deque<Happening> happenings = new ArrayDeque<>();
        private long count;
        private boolean stopRequested;
        private Optional<Stop> ended = Optional.empty();

        void at(long atCount, Consumer<Machine> what) {
            happenings.add(new Happening(atCount, what));
        }

        void endsAfter(long atCount, Stop stop) {
            at(atCount, m -> m.ended = Optional.of(stop));
        }

        @Override
        public Stop run(long toCount, long toNs) {
            long to = Math.min(toCount, toNs);
            assertThat(to).as("never asked to run backwards").isGreaterThan(count);
            while (!happenings.isEmpty() && happenings.element().count <= to) {
                Happening next = happenings.remove();
                count = next.count;
                next.what.accept(this);
                if (ended.isPresent()) {
                    return ended.get();
                }
                if (stopRequested) {
                    stopRequested = false;
                    return Stop.REQUESTED;
                }
            }
            count = to;
            return Stop.REACHED;
        }

        @Override
        public long count() {
            return count;
        }

        @Override
        public long nowNs() {
            return count;
        }
    }
}
