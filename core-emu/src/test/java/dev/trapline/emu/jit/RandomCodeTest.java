package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random instructions do the same compiled and interpreted. */
class RandomCodeTest {
    private static final int PROGRAMS = Boolean.getBoolean("trapline.long") ? 4_000 : 100;
    private static final long FIRST_SEED = Long.getLong("trapline.seed", 1);
    /** Whose programs once ended otherwise: branches out of the middle of IT blocks, into A32 as well. */
    private static final long[] FORMER = {1209, 4657};

    private static final int INSTRUCTIONS = 1500;

    private static final int SYSTEMS = Boolean.getBoolean("trapline.long") ? 1_000 : 20;
    private static final int INSTRUCTIONS_OF_SYSTEM = 30_000;

    private static final Guest EMPTY = Guest.raw(1, INSTRUCTIONS, 0xeaff_fffe);

    /** One for all programs, so that what one left behind is there for the next. */
    private final Compiler everything = Engines.everything();

    private static Machine machine(long seed, @Nullable Compiler compiler) {
        Machine machine = EMPTY.start(compiler).machine;
        new RandomCode(seed).applyTo(machine);
        return machine;
    }

    private static String whole(Machine machine, long until) {
        return Parting.state(machine, machine.run(until));
    }

    private static String inPieces(Machine machine, long until, int mostInPiece, SplittableRandom random) {
        Pause end = Pause.COUNT;
        while (end == Pause.COUNT && machine.clock().count < until) {
            end = machine.run(Math.min(until, machine.clock().count + random.nextInt(1, mostInPiece)));
        }
        return Parting.state(machine, end);
    }

    @Test
    void endsTheSameCompiledAndInterpreted() {
        for (long seed : FORMER) {
            compare(seed);
        }
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            compare(seed);
        }
    }

    private void compare(long seed) {
        Function<@Nullable Compiler, Machine> start = compiler -> machine(seed, compiler);
        compare("seed " + seed, start, INSTRUCTIONS, everything, 30, new SplittableRandom(seed));
    }

    /** Several pCPUs, interrupts at random counts, exclusives; and code that is compiled sooner, later or never. */
    @Test
    void systemsEndTheSameWhateverOfThemIsCompiled() {
        long interrupts = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SYSTEMS; seed++) {
            RandomSystem system = new RandomSystem(seed, INSTRUCTIONS_OF_SYSTEM);
            SplittableRandom random = new SplittableRandom(seed);
            Compiler mixed = Engines.random(random);
            compare("system " + seed, system::start, INSTRUCTIONS_OF_SYSTEM, mixed, 300, random);
            Machine machine = system.start(null);
            machine.run(INSTRUCTIONS_OF_SYSTEM);
            interrupts += system.interrupts(machine);
        }
        assertThat(interrupts).as("interrupts of all systems").isGreaterThan(10L * SYSTEMS);
    }

    /** Whole with everything compiled, and in pieces with another engine. */
    private void compare(
            String what,
            Function<@Nullable Compiler, Machine> start,
            long until,
            Compiler other,
            int mostInPiece,
            SplittableRandom random) {
        String interpreted = whole(start.apply(null), until);
        try {
            if (!whole(start.apply(everything), until).equals(interpreted)) {
                fail(new Parting(start).describe(what, until));
            }
            if (!inPieces(start.apply(other), until, mostInPiece, random).equals(interpreted)) {
                fail(what + ": cut in pieces it ends otherwise");
            }
        } catch (RuntimeException | VerifyError e) {
            throw new AssertionError(what, e);
        }
    }
}
