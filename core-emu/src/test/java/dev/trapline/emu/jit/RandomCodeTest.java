package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.fail;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.isa.aarch32.Disassembler;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random instructions do the same compiled and interpreted. */
class RandomCodeTest {
    private static final int PROGRAMS = Boolean.getBoolean("trapline.long") ? 4_000 : 300;
    private static final long FIRST_SEED = Long.getLong("trapline.seed", 1);
    /** Whose programs once ended otherwise: branches out of the middle of IT blocks, into A32 as well. */
    private static final long[] FORMER = {1209, 4657};

    private static final int INSTRUCTIONS = 1500;

    private static final Guest EMPTY = Guest.raw(1, INSTRUCTIONS, 0xeaff_fffe);

    /** One for all programs, so that what one left behind is there for the next. */
    private final Compiler everything = Engines.everything();

    private static Machine machine(long seed, @Nullable Compiler compiler) {
        Machine machine = EMPTY.start(compiler).machine;
        new RandomCode(seed).applyTo(machine);
        return machine;
    }

    private static String state(Machine machine, Pause end) {
        return end + " at " + machine.clock().count + " " + machine.stateSha256();
    }

    private static String whole(long seed, @Nullable Compiler compiler, long until) {
        Machine machine = machine(seed, compiler);
        return state(machine, machine.run(until));
    }

    private String inPieces(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Machine machine = machine(seed, everything);
        Pause end = Pause.COUNT;
        while (end == Pause.COUNT && machine.clock().count < INSTRUCTIONS) {
            end = machine.run(Math.min(INSTRUCTIONS, machine.clock().count + random.nextInt(1, 30)));
        }
        return state(machine, end);
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
        String interpreted = whole(seed, null, INSTRUCTIONS);
        try {
            if (!whole(seed, everything, INSTRUCTIONS).equals(interpreted)) {
                fail(whereItParts(seed));
            }
            if (!inPieces(seed).equals(interpreted)) {
                fail("seed " + seed + ": cut in pieces it ends otherwise");
            }
        } catch (RuntimeException | VerifyError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** The first count at which the states differ, and what executed there. */
    private String whereItParts(long seed) {
        long same = 0;
        long other = INSTRUCTIONS;
        while (same + 1 < other) {
            long middle = (same + other) / 2;
            if (whole(seed, null, middle).equals(whole(seed, Engines.everything(), middle))) {
                same = middle;
            } else {
                other = middle;
            }
        }
        StringBuilder out = new StringBuilder("seed " + seed + ": states differ from count " + other + " on\n");
        Machine before = machine(seed, null);
        for (long at = Math.max(0, other - 20); at < other; at++) {
            before.run(at);
            out.append(instruction(before)).append('\n');
        }
        before.run(other);
        Machine compiled = machine(seed, Engines.everything());
        compiled.run(other);
        Cpu a = before.cpu(0);
        Cpu b = compiled.cpu(0);
        for (int i = 0; i < 15; i++) {
            if (a.r[i] != b.r[i]) {
                out.append(String.format("r%d interpreted %08x compiled %08x%n", i, a.r[i], b.r[i]));
            }
        }
        out.append(String.format("interpreted pc %08x cpsr %08x count %d%n", a.pc, a.cpsr(), a.clock.count));
        out.append(String.format("compiled    pc %08x cpsr %08x count %d%n", b.pc, b.cpsr(), b.clock.count));
        return out.toString();
    }

    private static String instruction(Machine machine) {
        Cpu s = machine.cpu(0);
        byte[] bytes = new byte[4];
        if (!machine.memory().read(s.pc & 0xffff_ffffL, bytes, 0, 4)) {
            return String.format("%d %08x: no memory", machine.clock().count, s.pc);
        }
        int first = bytes[0] & 0xff | (bytes[1] & 0xff) << 8;
        int second = bytes[2] & 0xff | (bytes[3] & 0xff) << 8;
        boolean wide = s.thumb && AArch32Decoder.isWide(first);
        int word = !s.thumb ? second << 16 | first : wide ? first << 16 | second : first;
        return String.format(
                "%d %08x: %08x %s  IT %02x, cpsr %08x",
                machine.clock().count,
                s.pc,
                word,
                Disassembler.disassemble(s.pc, word, s.thumb, wide, Disassembler.itCondition(s.it)),
                s.it,
                s.cpsr());
    }
}
