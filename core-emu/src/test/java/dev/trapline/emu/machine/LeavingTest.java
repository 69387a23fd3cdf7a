package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.exec.StepWatch;
import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.state.Cpu;
import dev.trapline.fixtures.BaremetalCase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A machine left in the middle of things and entered again does the same (law 4). */
class LeavingTest {
    private static final long MOST_INSTRUCTIONS = 50_000_000;
    /** Each costs a little, so there are so many at most. */
    private static final int MOST_LEAVES = Boolean.getBoolean("trapline.long") ? 20_000 : 5_000;

    private record Outcome(Pause end, long count, String state, String devices) {
        static Outcome of(Machine machine, Pause end) {
            return new Outcome(end, machine.clock().count, machine.stateSha256(), machine.deviceSha256());
        }
    }

    static List<BaremetalCase> cases() {
        return BaremetalCase.all().stream().filter(c -> !c.semihosting()).toList();
    }

    private static Machine machine(BaremetalCase program) {
        return Machines.baremetal(program, b -> {}, 3, count -> HostFiles.NONE);
    }

    private static final Map<BaremetalCase, Outcome> PLAIN = new HashMap<>();

    private static Outcome plain(BaremetalCase program) {
        return PLAIN.computeIfAbsent(program, p -> {
            Machine machine = machine(p);
            return Outcome.of(machine, machine.run(MOST_INSTRUCTIONS));
        });
    }

    /** Leaves before each access to what is watched, once each. */
    private static final class LeaveAtAccesses implements MemoryWatch {
        private long left = -1;
        private int leaves;

        private boolean leave(Cpu s) {
            if (s.clock.count == left || leaves >= MOST_LEAVES) {
                return false;
            }
            left = s.clock.count;
            leaves++;
            return true;
        }

        @Override
        public boolean load(Cpu s, int va, long pa, int size) {
            return leave(s);
        }

        @Override
        public boolean store(Cpu s, int va, long pa, int size, long value) {
            return leave(s);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void beforeInstructionsThatAccessMemory(BaremetalCase program) {
        Machine marked = machine(program);
        AccessMarks marks = new AccessMarks(marked.memory().frameCount());
        marked.debug().mark(marks);
        Outcome whole = Outcome.of(marked, marked.run(MOST_INSTRUCTIONS));
        Machine machine = machine(program);
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        BitSet frames = new BitSet();
        marks.frames(Translation.WRITE).stream()
                .filter(f -> frames.isEmpty() || random.nextInt(3) == 0)
                .forEach(frames::set);
        LeaveAtAccesses watch = new LeaveAtAccesses();
        machine.debug().watchMemory(frames, frames, new BitSet(), watch);
        Pause end = machine.run(MOST_INSTRUCTIONS);
        int asked = 0;
        while (end == Pause.ASKED) {
            asked++;
            assertThat(machine.clock().count).isEqualTo(watch.left - 1);
            end = machine.run(MOST_INSTRUCTIONS);
        }
        assertThat(asked).isEqualTo(watch.leaves).isPositive();
        assertThat(Outcome.of(machine, end)).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void beforeCalls(BaremetalCase program) {
        Machine machine = machine(program);
        List<CallAbi.Way> calls = new ArrayList<>();
        long[] left = {-1};
        machine.debug().watchCalls((s, way, immediate) -> {
            if (s.clock.count == left[0]) {
                return false;
            }
            calls.add(way);
            left[0] = s.clock.count;
            return calls.size() <= MOST_LEAVES;
        });
        Pause end = machine.run(MOST_INSTRUCTIONS);
        while (end == Pause.ASKED) {
            assertThat(machine.clock().count).isEqualTo(left[0] - 1);
            end = machine.run(MOST_INSTRUCTIONS);
        }
        assertThat(calls).as("each of them powers off by PSCI at least").isNotEmpty();
        assertThat(Outcome.of(machine, end)).isEqualTo(plain(program));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void afterOneInstructionOfACpu(BaremetalCase program) {
        Machine machine = machine(program);
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        Pause end = Pause.ASKED;
        for (int i = 0; i < MOST_LEAVES && end == Pause.ASKED; i++) {
            Cpu cpu = machine.cpu(random.nextInt(program.cpus()));
            if (!cpu.on) {
                continue;
            }
            long before = cpu.instructions();
            machine.debug().step(1 << cpu.index, (stepped, pc) -> machine.stop());
            end = machine.run(MOST_INSTRUCTIONS);
            if (end == Pause.ASKED) {
                assertThat(cpu.instructions()).isEqualTo(before + 1);
            }
        }
        machine.debug().step(0, StepWatch.NONE);
        if (end == Pause.ASKED) {
            end = machine.run(MOST_INSTRUCTIONS);
        }
        assertThat(Outcome.of(machine, end)).isEqualTo(plain(program));
    }
}
