package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.state.Cpu;
import dev.trapline.fixtures.BaremetalCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a debugger hangs into a machine, it does the same; and the debugger misses nothing (law 4). */
class DebugHooksTest {
    private static final long MOST_INSTRUCTIONS = 50_000_000;
    /** As far as single steps are taken for comparison. */
    private static final long STEPS = 10_000;

    private record Outcome(Pause end, long count, String state, String devices) {
        static Outcome of(Machine machine, Pause end) {
            return new Outcome(end, machine.clock().count, machine.stateSha256(), machine.deviceSha256());
        }
    }

    private record Executed(long count, int cpu, int pc) {}

    static List<BaremetalCase> cases() {
        return BaremetalCase.all().stream().filter(c -> !c.semihosting()).toList();
    }

    private static Machine machine(BaremetalCase program) {
        return Machines.baremetal(program, b -> {}, 3, count -> HostFiles.NONE);
    }

    /** What single steps show of the run's beginning: each instruction attempted. */
    private static List<Executed> stepped(BaremetalCase program) {
        Machine machine = machine(program);
        int cpus = program.cpus();
        List<Executed> all = new ArrayList<>();
        long[] instructions = new long[cpus];
        while (machine.clock().count < STEPS) {
            int[] pcs = new int[cpus];
            for (int i = 0; i < cpus; i++) {
                pcs[i] = machine.cpu(i).pc;
            }
            long before = machine.clock().count;
            Pause pause = machine.run(before + 1);
            for (int i = 0; i < cpus; i++) {
                long now = machine.cpu(i).instructions();
                if (now != instructions[i]) {
                    // An interrupt is taken before the instruction, whose address was not seen then.
                    all.add(new Executed(machine.clock().count, i, pcs[i]));
                    instructions[i] = now;
                }
            }
            if (pause != Pause.COUNT) {
                break;
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsLeftBeforeInstructionsIsTheSameRun(BaremetalCase program) {
        Machine plain = machine(program);
        Outcome whole = Outcome.of(plain, plain.run(MOST_INSTRUCTIONS));
        List<Executed> steps = stepped(program);
        Set<Executed> inSteps = new HashSet<>(steps);
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        TreeSet<Integer> addresses = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            addresses.add(steps.get(random.nextInt(steps.size())).pc());
        }
        int[] at = addresses.stream().mapToInt(a -> a).toArray();

        Machine stopped = machine(program);
        stopped.run(random.nextLong(20));
        List<Executed> hits = new ArrayList<>();
        long[] leave = {-1};
        stopped.debug().watchExecution(at, (s, pc) -> {
            if (s.clock.count == leave[0]) {
                return false;
            }
            assertThat(Arrays.binarySearch(at, pc)).isNotNegative();
            if (s.clock.count <= STEPS) {
                hits.add(new Executed(s.clock.count, s.index, pc));
            }
            leave[0] = s.clock.count;
            return true;
        });
        long from = stopped.clock().count;
        Pause end = stopped.run(STEPS);
        int stops = 0;
        while (end == Pause.ASKED) {
            Executed hit = hits.getLast();
            assertThat(stopped.clock().count).isEqualTo(hit.count() - 1);
            assertThat(stopped.cpu(hit.cpu()).pc).isEqualTo(hit.pc());
            if (stops++ % 3000 == 0) {
                Machine there = machine(program);
                there.run(hit.count() - 1);
                assertThat(there.stateSha256())
                        .as("before an instruction that takes an interrupt first, the interrupt is taken")
                        .satisfiesAnyOf(
                                state -> assertThat(stopped.stateSha256()).isEqualTo(state),
                                state -> assertThat(steps).allMatch(step -> !step.equals(hit)));
            }
            end = stopped.run(STEPS);
        }
        stopped.debug().watchExecution(new int[0], (s, pc) -> true);
        if (end == Pause.COUNT) {
            end = stopped.run(MOST_INSTRUCTIONS);
        }
        assertThat(Outcome.of(stopped, end)).isEqualTo(whole);
        // Those behind an interrupt's entry begin at a vector, which single steps did not see.
        List<Executed> expected = steps.stream()
                .filter(e -> e.count() > from && addresses.contains(e.pc()))
                .toList();
        Set<Executed> inHits = new HashSet<>(hits);
        Set<Long> countsOfHits = hits.stream().map(Executed::count).collect(Collectors.toSet());
        assertThat(hits.stream().filter(inSteps::contains).toList())
                .isEqualTo(expected.stream().filter(inHits::contains).toList());
        assertThat(expected.stream().filter(e -> !inHits.contains(e)).toList())
                .as("not hit, though an instruction there executed")
                .noneMatch(e -> countsOfHits.contains(e.count()));
        assertThat(hits.size()).isGreaterThan(expected.size() / 2);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWatchedIsTheSameRunAndNoChangeIsMissed(BaremetalCase program) {
        Machine plain = machine(program);
        AccessMarks marks = new AccessMarks(plain.memory().frameCount());
        plain.debug().mark(marks);
        Outcome whole = Outcome.of(plain, plain.run(MOST_INSTRUCTIONS));
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        BitSet frames = new BitSet();
        BitSet pages = new BitSet();
        BitSet touched = marks.frames(Translation.WRITE);
        int[] written = touched.stream().toArray();
        for (int i = 0; i < 3 && written.length > 0; i++) {
            frames.set(written[random.nextInt(written.length)]);
        }
        int[] virtual = marks.pages(Translation.WRITE).stream().toArray();
        for (int i = 0; i < 3 && virtual.length > 0; i++) {
            pages.set(virtual[random.nextInt(virtual.length)]);
        }

        Machine watched = machine(program);
        BitSet changedFrames = new BitSet();
        List<String> wrong = new ArrayList<>();
        byte[][] copies = new byte[watched.memory().frameCount()][];
        frames.stream().forEach(f -> copies[f] = watched.memory().readable(f).clone());
        watched.debug().watchMemory(frames, frames, pages, new MemoryWatch() {
            @Override
            public boolean store(Cpu s, int va, long pa, int size, long value) {
                int frame = watched.memory().frameAt(pa);
                if (!pages.get(va >>> 12) && (frame < 0 || !frames.get(frame))) {
                    wrong.add("told of " + Long.toHexString(pa));
                }
                if (frame >= 0 && copies[frame] != null) {
                    changedFrames.set(frame);
                    for (int i = 0; i < size; i++) {
                        copies[frame][(int) (pa & 0xfff) + i] = (byte) (value >>> 8 * i);
                    }
                }
                return false;
            }

            @Override
            public void written(long pa, int length) {
                int frame = watched.memory().frameAt(pa);
                System.arraycopy(
                        watched.memory().readable(frame), (int) pa & 0xfff, copies[frame], (int) pa & 0xfff, length);
            }
        });
        assertThat(Outcome.of(watched, watched.run(MOST_INSTRUCTIONS))).isEqualTo(whole);
        assertThat(wrong).isEmpty();
        frames.stream()
                .forEach(f -> assertThat(watched.memory().readable(f))
                        .as("frame %d is as the stores told make it", f)
                        .isEqualTo(copies[f]));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsNotMarkedWasNotAccessed(BaremetalCase program) {
        Machine machine = machine(program);
        AccessMarks marks = new AccessMarks(machine.memory().frameCount());
        List<Executed> steps = stepped(program);
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        long from = random.nextLong(Math.max(1, steps.size() / 2));
        machine.run(from);
        MemoryImage before = machine.save().memory();
        machine.debug().mark(marks);
        machine.run(Math.min(STEPS, steps.getLast().count()));
        MemoryImage after = machine.save().memory();
        BitSet executed = marks.pages(Translation.EXECUTE);
        BitSet written = marks.frames(Translation.WRITE);
        for (Executed e : steps) {
            if (e.count() > from && !executed.get(e.pc() >>> 12)) {
                assertThat(e.pc())
                        .as("an instruction at a page that is not marked")
                        .isNegative();
            }
        }
        for (int i = 0; i < before.frameCount(); i++) {
            if (!Arrays.equals(before.frame(i), after.frame(i)) && !isFlash(machine, i) && !written.get(i)) {
                assertThat(i).as("a frame that changed and is not marked").isNegative();
            }
        }
    }

    private static boolean isFlash(Machine machine, int frame) {
        return machine.memory().addressOf(frame) < 0x4000_0000L;
    }
}
