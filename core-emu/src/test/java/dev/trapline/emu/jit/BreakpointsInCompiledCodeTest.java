package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.ExecutionWatch;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is asked at breakpoints sees the same, and as often, whether code is interpreted or goes on compiled over them. */
class BreakpointsInCompiledCodeTest {
    private static final long MOST_INSTRUCTIONS = Boolean.getBoolean("trapline.long") ? 3_000_000 : 300_000;
    private static final int BREAKPOINTS = 6;

    static List<Guest> guests() {
        return Guest.someFixtures();
    }

    /** What was asked: how often, and the machine as it was seen. */
    private static final class Asked implements ExecutionWatch {
        private final boolean leaves;
        private final boolean walks;
        private long times;
        private long inCompiledCode;
        private int seen;
        private long left = -1;

        /** @param walks whether to find out who asked */
        Asked(boolean leaves, boolean walks) {
            this.leaves = leaves;
            this.walks = walks;
        }

        @Override
        public boolean stopsBefore(Cpu s, int pc) {
            if (s.clock.count == left) {
                return false;
            }
            times++;
            seen = 31 * seen + Arrays.hashCode(new long[] {s.clock.count, s.index, pc, s.thisPc(), s.cpsr()});
            seen = 31 * seen + Arrays.hashCode(Arrays.copyOf(s.r, 16));
            if (walks && isInCompiledCode()) {
                inCompiledCode++;
            }
            if (leaves && times % 3 == 0) {
                left = s.clock.count;
                return true;
            }
            return false;
        }

        /** Regions themselves are hidden classes, whose frames are not shown. */
        private static boolean isInCompiledCode() {
            return StackWalker.getInstance()
                    .walk(frames -> frames.limit(8)
                            .anyMatch(f -> f.getMethodName().equals("ask")
                                    && f.getClassName().equals(CompiledBreakpoint.class.getName())));
        }
    }

    /** Addresses that are executed, some of them often. */
    private static int[] addresses(Guest guest) {
        Machine machine = guest.start(null).machine;
        SplittableRandom random = new SplittableRandom(guest.name().hashCode());
        TreeSet<Integer> executed = new TreeSet<>();
        for (int i = 0; i < 400 && machine.clock().count < limit(guest); i++) {
            machine.run(Math.min(machine.clock().count + random.nextLong(1, 2000), limit(guest)));
            for (int cpu = 0; cpu < guest.spec().cpus(); cpu++) {
                executed.add(machine.cpu(cpu).pc);
            }
        }
        Integer[] all = executed.toArray(Integer[]::new);
        return random.ints(BREAKPOINTS, 0, all.length)
                .map(i -> all[i])
                .distinct()
                .toArray();
    }

    private static long limit(Guest guest) {
        return Math.min(guest.limit(), MOST_INSTRUCTIONS);
    }

    private static Asked run(Guest guest, @Nullable Compiler compiler, int[] addresses, boolean leaves) {
        Machine machine = guest.start(compiler).machine;
        // Something is compiled before there are breakpoints, and something is when there are none any more.
        machine.run(5000);
        Asked asked = new Asked(leaves, false);
        machine.debug().watchExecution(addresses, asked);
        long until = limit(guest) - 5000;
        while (machine.clock().count < until) {
            long before = machine.clock().count;
            long times = asked.times;
            machine.run(until);
            if (machine.clock().count == before && asked.times == times) {
                // It has come to its end.
                break;
            }
        }
        machine.debug().watchExecution(new int[0], asked);
        machine.run(limit(guest));
        asked.seen = 31 * asked.seen + machine.stateSha256().hashCode();
        return asked;
    }

    @ParameterizedTest
    @MethodSource("guests")
    void theSameIsAskedAndSeen(Guest guest) {
        int[] addresses = addresses(guest);
        Asked interpreted = run(guest, null, addresses, false);
        assertSame(run(guest, Engines.everything(), addresses, false), interpreted);
        assertSame(run(guest, Engines.eager(), addresses, false), interpreted);

        Compiler random = Engines.random(new SplittableRandom(addresses[0]));
        assertSame(run(guest, random, addresses, true), run(guest, null, addresses, true));
    }

    private static void assertSame(Asked compiled, Asked interpreted) {
        assertThat(compiled.times).as("how often").isEqualTo(interpreted.times);
        assertThat(compiled.seen).as("what was seen").isEqualTo(interpreted.seen);
    }

    private static final int NOP = 0xe320_f000;
    private static final int BASE = 0x4001_0000;
    /** A loop, one instruction of it conditional, and a call of a function in it. */
    private static final int[] LOOP = {
        0xe280_0001, // add r0, r0, #1
        0xe310_0001, // tst r0, #1
        0x0281_1001, // addeq r1, r1, #1
        NOP,
        0xeb00_0001, // bl to the function
        0xeaff_fff9, // b to the first
        NOP,
        0xe282_2001, // add r2, r2, #1
        0xe283_3001, // add r3, r3, #1
        0xe12f_ff1e // bx lr
    };

    private static final int ROUND = 9;

    @Test
    void compiledCodeAsksByItself() {
        for (int at : new int[] {4, 8, 12, 16, 32, 36}) {
            Machine machine = Guest.raw(1, 90_000, LOOP).start(Engines.eager()).machine;
            Asked asked = new Asked(false, true);
            machine.debug().watchExecution(new int[] {BASE + at}, asked);
            machine.run(90_000);
            assertThat(asked.times).as("at %d", at).isEqualTo(90_000 / ROUND);
            assertThat(asked.inCompiledCode).as("at %d", at).isGreaterThan(90_000 / ROUND / 2);
        }
    }

    /** Where nothing is compiled that leads to a breakpoint, what follows it is entered. */
    @Test
    void compiledCodeIsEnteredBehindABreakpoint() {
        Machine machine = Guest.raw(1, 90_000, LOOP).start(Engines.eager()).machine;
        machine.debug().watchExecution(new int[] {BASE, BASE + 28}, new Asked(false, true));
        machine.run(90_000);
        long[] words = machine.cpu(0).code;
        assertThat(words[0]).as("kept at a breakpoint").isZero();
        assertThat(words[7]).as("kept at a breakpoint").isZero();
        assertThat(CompiledCode.isEntry(words[1]) || CompiledCode.isEntry(words[8]))
                .as("an entry behind one")
                .isTrue();
    }

    @Test
    void whatIsNoBreakpointAnyMoreIsCompiledWithoutAsking() {
        Machine machine = Guest.raw(1, 200_000, LOOP).start(Engines.eager()).machine;
        Asked asked = new Asked(false, true);
        machine.debug().watchExecution(new int[] {BASE + 12}, asked);
        machine.run(90_000);
        long before = asked.times;
        machine.debug().watchExecution(new int[] {BASE + 0x100}, asked);
        machine.run(200_000);

        assertThat(asked.times).isEqualTo(before);
        assertThat(machine.cpu(0).code[3]).as("kept again, or entered").isNotZero();
    }

    /** An instruction at a breakpoint is not kept decoded, and what is compiled of it must go all the same. */
    @Test
    void anInstructionAtABreakpointIsWritten() {
        for (Compiler compiler : List.of(Engines.everything(), Engines.eager())) {
            Machine machine = Guest.raw(1, 90_000, LOOP).start(compiler).machine;
            Asked asked = new Asked(false, true);
            machine.debug().watchExecution(new int[] {BASE + 12}, asked);
            machine.run(ROUND * 1000);
            assertThat(machine.cpu(0).r[4]).isZero();
            // add r4, r4, #1
            machine.memory().write(BASE + 12, new byte[] {1, 0x40, (byte) 0x84, (byte) 0xe2}, 0, 4);
            machine.run(ROUND * 2000);
            assertThat(machine.cpu(0).r[4]).isEqualTo(1000);
            // Its last byte only: sub r4, r4, #1.
            machine.memory().write(BASE + 14, new byte[] {0x44}, 0, 1);
            machine.run(ROUND * 3000);
            assertThat(machine.cpu(0).r[4]).isZero();
            assertThat(asked.times).isEqualTo(3000);
        }
    }
}
