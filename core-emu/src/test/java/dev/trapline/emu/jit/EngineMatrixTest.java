package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.AccessProbe;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.exec.StepWatch;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.state.Cpu;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program does the same with every engine, however it is cut up, looked at and moved about (law 4). */
class EngineMatrixTest {
    private static final int SEEDS = Boolean.getBoolean("trapline.long") ? 8 : 1;
    /** What is done to a machine on its way; after that it runs to its end. */
    private static final int MOST_ACTS = Boolean.getBoolean("trapline.long") ? 600 : 200;
    /** How often one breakpoint or watched frame has a machine left: enough to be in all states, few enough for time. */
    private static final int MOST_LEAVES = 20;

    private static final Map<String, Guest.Outcome> INTERPRETED = new ConcurrentHashMap<>();

    static List<Guest> guests() {
        return Guest.fixtures();
    }

    static List<Guest> someGuests() {
        return Guest.someFixtures();
    }

    private static Guest.Outcome interpreted(Guest guest) {
        return INTERPRETED.computeIfAbsent(guest.name(), name -> guest.interpreted());
    }

    @ParameterizedTest
    @MethodSource("guests")
    void endsTheSameWhenEverythingIsCompiledAtFirstSight(Guest guest) {
        Guest.Run run = guest.start(Engines.everything());
        assertThat(run.outcome(run.machine.run(guest.limit()))).isEqualTo(interpreted(guest));
    }

    @ParameterizedTest
    @MethodSource("someGuests")
    void endsTheSameWhenWhatIsLukewarmIsCompiled(Guest guest) {
        Guest.Run run = guest.start(Engines.eager());
        assertThat(run.outcome(run.machine.run(guest.limit()))).isEqualTo(interpreted(guest));
    }

    @ParameterizedTest
    @MethodSource("someGuests")
    void endsTheSameWhateverIsDoneToItOnTheWay(Guest guest) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Disturbed disturbed = new Disturbed(guest, seed);
            Pause end = disturbed.run();
            assertThat(disturbed.run.outcome(end))
                    .as("%s, seed %d, which did %s", guest, seed, disturbed.acts)
                    .isEqualTo(interpreted(guest));
        }
    }

    /** A run that is disturbed in every way a debugger has. */
    private static final class Disturbed {
        private final Guest guest;
        private final SplittableRandom random;
        private final Guest.Run run;
        /** What was done, for the report of a failure. */
        private final StringBuilder acts = new StringBuilder();

        private long left = -1;
        private int leaves;

        Disturbed(Guest guest, int seed) {
            this.guest = guest;
            random = new SplittableRandom(guest.name().hashCode() * 31L + seed);
            run = guest.start(Engines.random(random));
        }

        Pause run() {
            Pause end = Pause.COUNT;
            for (int i = 0; i < MOST_ACTS && (end == Pause.COUNT || end == Pause.ASKED); i++) {
                if (run.machine.clock().count >= guest.limit()) {
                    return end;
                }
                act();
                end = run.machine.run(Math.min(guest.limit(), run.machine.clock().count + piece()));
                assertThat(pagesThatAreMissing())
                        .as("pages of the TLB that compiled code would not miss")
                        .isZero();
            }
            undisturbed();
            while (end == Pause.ASKED || end == Pause.COUNT && run.machine.clock().count < guest.limit()) {
                end = run.machine.run(guest.limit());
            }
            return end;
        }

        /** Compiled accesses do not look whether a tag has its page, nor how long it is. */
        private int pagesThatAreMissing() {
            int missing = 0;
            for (int cpu = 0; cpu < guest.spec().cpus(); cpu++) {
                Cpu s = run.machine.cpu(cpu);
                for (int i = 0; i < Cpu.TLB_SIZE; i++) {
                    missing += isMissing(s.readTag[i], s.readPage[i]) ? 1 : 0;
                    missing += isMissing(s.writeTag[i], s.writePage[i]) ? 1 : 0;
                }
            }
            return missing;
        }

        private static boolean isMissing(int tag, byte @Nullable [] page) {
            return tag != 0 && (page == null || page.length != PhysicalMemory.FRAME_SIZE);
        }

        private long piece() {
            return switch (random.nextInt(4)) {
                case 0 -> 1;
                case 1 -> random.nextLong(1, 20);
                case 2 -> random.nextLong(1, 1000);
                default -> random.nextLong(1, 50_000);
            };
        }

        private void act() {
            Machine machine = run.machine;
            int act = random.nextInt(16);
            if (act < 8) {
                acts.append(' ').append(machine.clock().count).append(':').append(act);
            }
            leaves = 0;
            switch (act) {
                case 0, 1 -> machine.debug().watchExecution(addresses(), (s, pc) -> leave(s));
                case 2 -> machine.debug().watchExecution(new int[0], (s, pc) -> false);
                case 3 -> machine.debug().step(1 << random.nextInt(guest.spec().cpus()), (cpu, pc) -> machine.stop());
                case 4 -> {
                    BitSet frames = frames();
                    machine.debug().watchMemory(frames, frames, new BitSet(), new LeaveAtAccesses());
                }
                case 6 -> machine.debug().probeAccesses(new LeaveBeforeAccesses());
                case 7 -> machine.debug().probeAccesses(null);
                case 5 -> run.move(random.nextInt(4) == 0 ? null : Engines.random(random));
                default -> {}
            }
        }

        private void undisturbed() {
            run.machine.debug().watchExecution(new int[0], (s, pc) -> false);
            run.machine.debug().watchMemory(new BitSet(), new BitSet(), new BitSet(), new LeaveAtAccesses());
            run.machine.debug().probeAccesses(null);
            run.machine.debug().step(0, StepWatch.NONE);
        }

        /** Addresses near those where pCPUs are, in both instruction sets. */
        private int[] addresses() {
            return random.ints(random.nextInt(1, 5), 0, guest.spec().cpus())
                    .map(cpu -> (run.machine.cpu(cpu).pc & ~1) + 2 * random.nextInt(-20, 21))
                    .toArray();
        }

        /** Frames that stacks may be in, most programs having virtual addresses that are physical ones. */
        private BitSet frames() {
            BitSet frames = new BitSet();
            for (int cpu = 0; cpu < guest.spec().cpus(); cpu++) {
                int frame = run.machine.memory().frameAt(run.machine.cpu(cpu).r[random.nextInt(14)] & 0xffff_ffffL);
                if (frame >= 0) {
                    frames.set(frame);
                }
            }
            return frames;
        }

        private boolean leave(Cpu s) {
            if (s.clock.count == left || leaves >= MOST_LEAVES) {
                return false;
            }
            left = s.clock.count;
            leaves++;
            return true;
        }

        private final class LeaveBeforeAccesses implements AccessProbe {
            @Override
            public boolean load(Cpu s, int va, int size, int how) {
                return leave(s);
            }

            @Override
            public boolean store(Cpu s, int va, int size, long value, int how) {
                return leave(s);
            }
        }

        private final class LeaveAtAccesses implements MemoryWatch {
            @Override
            public boolean load(Cpu s, int va, long pa, int size) {
                return leave(s);
            }

            @Override
            public boolean store(Cpu s, int va, long pa, int size, long value) {
                return leave(s);
            }
        }
    }
}
