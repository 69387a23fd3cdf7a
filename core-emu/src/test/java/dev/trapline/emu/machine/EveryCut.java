package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Runs a machine whole and in every other way there is, and holds that nobody can tell: stepped by one instruction, cut in
 * virtual time, and at each boundary of a range left, saved and restored into another machine.
 */
final class EveryCut {
    /** Pieces of virtual time in which the run is done again; odd, so that cuts fall between ticks as well. */
    private static final long PIECES = 401;

    /**
     * A run from the first instruction to its end.
     *
     * @param told what happened, all of it
     */
    record Run(Pause end, Machine machine, Happenings told) {
        long count() {
            return machine.clock().count;
        }

        List<Happening.Taken> taken() {
            return told.all(Happening.Taken.class);
        }
    }

    private record Outcome(Pause end, long count, long ns, String state, String devices) {
        static Outcome of(Pause end, Machine m) {
            return new Outcome(end, m.clock().count, m.clock().nowNs(), m.stateSha256(), m.deviceSha256());
        }
    }

    private final Function<Happenings, Machine> machines;
    private final long limit;

    /** One for all boundaries: what it did before must not matter. */
    private final Machine restored;

    private final Happenings toldByRestored = new Happenings();

    private EveryCut(Function<Happenings, Machine> machines, long limit) {
        this.machines = machines;
        this.limit = limit;
        restored = machines.apply(toldByRestored);
    }

    /**
     * Does all that, and gives the whole run.
     *
     * @param machines makes the same machine each time
     * @param limit count at which the run ends, if it does not before
     * @param from first boundary at which it is also saved and restored
     * @param to last such boundary; the run may end before
     */
    static Run check(Function<Happenings, Machine> machines, long limit, long from, long to) {
        EveryCut cut = new EveryCut(machines, limit);
        Run whole = cut.whole();
        Outcome outcome = Outcome.of(whole.end, whole.machine);
        cut.inTime(outcome, whole.told.all());
        cut.stepped(outcome, whole.told.all(), from, to);
        return whole;
    }

    private Run whole() {
        Happenings told = new Happenings();
        Machine machine = machines.apply(told);
        return new Run(machine.run(limit), machine, told);
    }

    private void inTime(Outcome whole, List<Happening> all) {
        Happenings told = new Happenings();
        Machine machine = machines.apply(told);
        long piece = whole.ns / PIECES + 1;
        Pause end = Pause.COUNT;
        while (end == Pause.COUNT && machine.clock().count < limit) {
            end = machine.run(limit, machine.clock().nowNs() + piece);
        }
        assertThat(told.all()).as("what happened, cut every %d ns", piece).isEqualTo(all);
        assertThat(Outcome.of(end, machine)).as("cut every %d ns", piece).isEqualTo(whole);
    }

    private void stepped(Outcome whole, List<Happening> all, long from, long to) {
        Happenings told = new Happenings();
        Machine machine = machines.apply(told);
        Pause end = Pause.COUNT;
        while (end == Pause.COUNT && machine.clock().count < limit) {
            long at = machine.clock().count;
            if (at >= from && at <= to) {
                leftAt(at, machine.stateSha256(), told.all(), whole, all);
            }
            end = machine.run(at + 1);
        }
        assertThat(told.all()).as("what happened, stepped").isEqualTo(all);
        assertThat(Outcome.of(end, machine)).as("stepped").isEqualTo(whole);
    }

    private void leftAt(long at, String steppedState, List<Happening> soFar, Outcome whole, List<Happening> all) {
        Happenings told = new Happenings();
        Machine left = machines.apply(told);
        left.run(at);
        assertThat(left.stateSha256()).as("state at %d, stepped and not", at).isEqualTo(steppedState);
        assertThat(told.all()).as("what happened up to %d", at).isEqualTo(soFar);
        MachineState state = left.save();
        assertThat(Outcome.of(left.run(limit), left))
                .as("left at %d and gone on", at)
                .isEqualTo(whole);

        restored.restore(state);
        toldByRestored.forget();
        assertThat(restored.stateSha256()).as("state restored at %d", at).isEqualTo(steppedState);
        Pause end = restored.run(limit);
        List<Happening> joined = new ArrayList<>(soFar);
        joined.addAll(toldByRestored.all());
        assertThat(joined).as("what happened, restored at %d", at).isEqualTo(all);
        assertThat(Outcome.of(end, restored)).as("restored at %d", at).isEqualTo(whole);
    }
}
