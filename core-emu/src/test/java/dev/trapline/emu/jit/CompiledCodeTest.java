package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachineState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What compiled code leaves in a machine, and takes away again. */
class CompiledCodeTest {
    private static final int BASE = 0x4001_0000;
    private static final long LIMIT = 100_000;
    /** Two loops, each to the other by a counter's bit: three blocks at least. */
    private static final int[] LOOPS = {
        0xe280_0001, // add r0, r0, #1
        0xe310_0010, // tst r0, #16
        0x0aff_fffc, // beq to the first
        0xe281_1001, // add r1, r1, #1
        0xe311_0020, // tst r1, #32
        0x0aff_fffc, // beq to the add before
        0xeaff_fff8 // b to the first
    };

    private static Guest guest() {
        return Guest.raw(1, LIMIT, LOOPS);
    }

    private static long entries(long[] words) {
        return Arrays.stream(words).filter(CompiledCode::isEntry).count();
    }

    private static void write(Machine machine, int address) {
        byte[] same = new byte[4];
        machine.memory().read(address, same, 0, 4);
        machine.memory().write(address, same, 0, 4);
    }

    @Test
    void aWriteTakesAwayAllEntriesOfTheRegionAndLeavesItsDecodedInstructions() {
        Machine machine = guest().start(Engines.everything()).machine;
        machine.run(1000);
        long[] words = machine.cpu(0).code;
        assertThat(entries(words)).isGreaterThan(1);

        write(machine, BASE + 4);

        assertThat(entries(words)).isZero();
        assertThat(words[1]).as("what was written to").isZero();
        for (int i : new int[] {0, 2, 3, 4, 5, 6}) {
            assertThat(words[i]).as("instruction %d", i).isNotZero();
        }
        machine.run(2000);
        assertThat(entries(words)).as("compiled again").isPositive();
    }

    @Test
    void numbersOfEntriesAreUsedAgain() {
        Machine machine = guest().start(Engines.everything()).machine;
        for (int i = 1; i <= 500; i++) {
            machine.run(i * 100L);
            write(machine, BASE + 4 * (i % LOOPS.length));
        }
        machine.run(LIMIT);
        long greatest = Arrays.stream(machine.cpu(0).code)
                .filter(CompiledCode::isEntry)
                .map(w -> w & 0x7fff_ffff)
                .max()
                .orElseThrow();
        assertThat(greatest).isLessThan(20);
        assertThat(machine.cpu(0).r[0]).isPositive();
    }

    @Test
    void nothingIsLeftInTheArraysOfAMachineThatIsRestored() {
        Machine machine = guest().start(Engines.everything()).machine;
        MachineState first = machine.save();
        machine.run(1000);
        write(machine, BASE + 0x800);
        long[] words = machine.cpu(0).code;
        assertThat(entries(words)).isPositive();

        machine.restore(first);

        assertThat(entries(words)).isZero();
        machine.run(LIMIT);
        assertThat(machine.stateSha256()).isEqualTo(guest().interpreted().state());
    }

    @Test
    void breakpointsTakeAwayWhatIsCompiledOverThem() {
        Machine machine = guest().start(Engines.everything()).machine;
        machine.run(1000);
        long[] words = machine.cpu(0).code;

        machine.debug().watchExecution(new int[] {BASE + 16}, (s, pc) -> false);
        machine.debug().watchExecution(new int[] {BASE + 0x1010}, (s, pc) -> false);
        machine.run(2000);
        assertThat(words[4]).as("at the same place of another page").isNotZero();
        assertThat(entries(words)).isPositive();
        machine.debug().watchExecution(new int[] {BASE + 16}, (s, pc) -> false);
        machine.run(LIMIT);

        assertThat(words[4]).as("never kept").isZero();
        assertThat(machine.stateSha256()).isEqualTo(guest().interpreted().state());
    }

    @Test
    void twoMachinesShareWhatIsCompiled() {
        int[] compiled = {0};
        Compiler compiler = new Compiler(
                task -> {
                    compiled[0]++;
                    task.run();
                },
                CompilePolicy.EVERYTHING);
        Machine first = guest().start(compiler).machine;
        first.run(LIMIT);
        int once = compiled[0];
        assertThat(once).isPositive();

        Machine second = guest().start(compiler).machine;
        second.run(LIMIT);

        assertThat(compiled[0]).as("tasks").isEqualTo(once);
        assertThat(entries(second.cpu(0).code))
                .isEqualTo(entries(first.cpu(0).code))
                .isPositive();
        assertThat(second.stateSha256()).isEqualTo(first.stateSha256());

        Plan plan = Plans.a32().put(0, LOOPS).plan(0);
        Compiler.Request a = new Compiler.Request();
        Compiler.Request b = new Compiler.Request();
        compiler.compile(plan, false, a);
        compiler.compile(Plans.a32().put(0, LOOPS).plan(0), false, b);
        assertThat(a.compiled).isNotNull().isSameAs(b.compiled);
    }

    @Test
    void aMachineHasNoMoreRegionsThanItMayHave() {
        int most = 2;
        Machine machine = guest().start(new Compiler(Runnable::run, new CompilePolicy(1, 1, 2, most, true))).machine;
        long seen = 0;
        for (long count = 50; count < 5000; count += 50) {
            machine.run(count);
            seen = Math.max(seen, entries(machine.cpu(0).code));
        }
        // Regions of two instructions: a block each at most, or two.
        assertThat(seen).isBetween(1L, 2L * most);
        machine.run(LIMIT);
        assertThat(machine.stateSha256()).isEqualTo(guest().interpreted().state());
    }

    @Test
    void whatCannotBeCompiledIsMarkedSoThatNothingWaitsForIt() {
        Compiler.Request request = new Compiler.Request();
        Plan impossible = new Plan(false, List.of());

        assertThatThrownBy(() -> Engines.everything().compile(impossible, false, request))
                .isInstanceOf(RuntimeException.class);

        assertThat(request.failed).isTrue();
        assertThat(request.compiled).isNull();
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotCompiled() {
        Compiler.Request request = new Compiler.Request();
        request.abandoned = true;
        Engines.everything().compile(Plans.a32().put(0, LOOPS).plan(0), false, request);

        assertThat(request.compiled).isNull();
    }
}
