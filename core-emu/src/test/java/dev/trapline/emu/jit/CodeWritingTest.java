package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Code that changes while it executes: what is compiled of it goes with what is decoded of it. Encodings are written out from
 * DDI 0406C A8.8. Each program's r0 to r8 at the end are known beforehand, so that engines cannot be wrong together.
 */
class CodeWritingTest {
    private static final int BASE = 0x4001_0000;
    private static final int LIMIT = 20_000;

    private static final int NOP = 0xe320_f000;
    /** ADD r0, r0, #1 and so on. */
    private static final int ADD_1 = 0xe280_0001;

    private static final int ADD_16 = 0xe280_0010;
    private static final int ADD_256 = 0xe280_0c01;
    /** B . */
    private static final int STOP = 0xeaff_fffe;

    /** What the engine is called, and what makes it; each program on each. */
    record Engine(String name) {
        Guest.Run start(Guest guest) {
            return guest.start(
                    switch (name) {
                        case "interpreter" -> null;
                        case "everything" -> Engines.everything();
                        default -> Engines.eager();
                    });
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Engine> engines() {
        return Stream.of("interpreter", "everything", "eager").map(Engine::new);
    }

    /** Words from {@link #BASE} on, and where each is. */
    private static final class Code {
        private final List<Integer> words = new ArrayList<>();

        int here() {
            return BASE + 4 * words.size();
        }

        Code add(int... more) {
            for (int w : more) {
                words.add(w);
            }
            return this;
        }

        /** MOVW and MOVT. */
        Code constant(int rd, int value) {
            return add(
                    0xe300_0000 | (value >>> 12 & 15) << 16 | rd << 12 | value & 0xfff,
                    0xe340_0000 | value >>> 28 << 16 | rd << 12 | value >>> 16 & 0xfff);
        }

        Code branch(int condition, int to) {
            return add(condition << 28 | 0x0a00_0000 | to - here() - 8 >> 2 & 0xff_ffff);
        }

        Code org(int address) {
            while (here() < address) {
                add(0);
            }
            return this;
        }

        Guest guest(int cpus) {
            return Guest.raw(
                    cpus, LIMIT, words.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    private static void assertSame(Engine engine, Guest guest, int r0) {
        Guest.Run run = engine.start(guest);
        Pause end = run.machine.run(guest.limit());
        assertThat(run.machine.cpu(0).r[0]).as("r0 in the end").isEqualTo(r0);
        assertThat(run.outcome(end)).isEqualTo(guest.interpreted());
    }

    /** STR to an instruction further on in the same block, in a loop, the instruction another each time. */
    @ParameterizedTest
    @MethodSource("engines")
    void anInstructionAheadInTheSameBlock(Engine engine) {
        Code c = new Code().constant(1, ADD_1).constant(2, ADD_16).add(0xe3a0_3064); // mov r3, #100
        int loop = c.here();
        int patched = loop + 4 * 4;
        c.constant(4, patched).add(0xe584_1000); // str r1, [r4]
        c.add(0xe1a0_5001, ADD_256); // mov r5, r1; and what is overwritten
        assertThat(c.here()).isEqualTo(patched + 4);
        c.add(0xe1a0_1002, 0xe1a0_2005); // mov r1, r2; mov r2, r5
        c.add(0xe253_3001).branch(1, loop).add(STOP); // subs r3, r3, #1; bne
        assertSame(engine, c.guest(1), 50 * (1 + 16));
    }

    /** The very next instruction; STM over several; and a store of a byte into one. */
    @ParameterizedTest
    @MethodSource("engines")
    void theNextInstructions(Engine engine) {
        Code c = new Code().constant(1, ADD_1).constant(2, ADD_16).add(0xe3a0_3040); // mov r3, #64
        int loop = c.here();
        c.constant(4, loop + 12).add(0xe584_1000, ADD_256); // str r1, [r4]
        c.constant(4, c.here() + 12).add(0xe884_0006, NOP, NOP); // stm r4, {r1, r2}
        c.constant(4, c.here() + 16).add(0xe3a0_5002, 0xe5c4_5000, ADD_1); // mov r5, #2; strb r5, [r4]
        c.constant(4, c.here() - 4).add(0xe3a0_5001, 0xe5c4_5000); // and as it was, behind it
        c.constant(4, loop + 12).constant(5, ADD_256).add(0xe584_5000);
        c.add(0xe253_3001).branch(1, loop).add(STOP);
        assertSame(engine, c.guest(1), 64 * (1 + 1 + 16 + 2));
    }

    /** What was written to between visits, near by as well: only what is decoded tells that code was written to. */
    @ParameterizedTest
    @MethodSource("engines")
    void halfwordsOfThumbOneAfterTheOther(Engine engine) {
        int function = BASE + 0x800;
        Code c = new Code().add(0xe3a0_3020); // mov r3, #32
        c.constant(6, function).constant(7, 0x3001).constant(8, 0x3010).constant(9, function | 1);
        int loop = c.here();
        c.add(0xe12f_ff39, 0xe12f_ff39, 0xe12f_ff39); // blx r9, three times
        c.add(0xe1c6_a0b8); // strh r10, [r6, #8]: behind the function's end
        c.add(0xe1c6_80b4); // strh r8, [r6, #4]: its add
        c.add(0xe12f_ff39);
        c.add(0xe1c6_70b4); // strh r7, [r6, #4]
        c.add(0xe253_3001).branch(1, loop).add(STOP);
        c.org(function);
        // nop.w; adds r0, #1; bx lr; and something behind it.
        c.add(0x8000_f3af, 0x4770_3001, 0xbf00_bf00);
        assertSame(engine, c.guest(1), 32 * (3 + 16));
    }

    /** First behind an instruction, which forgets its decoded form and not what is compiled of it; then the instruction. */
    @ParameterizedTest
    @MethodSource("engines")
    void aHalfwordBehindAnInstructionAndThenTheInstruction(Engine engine) {
        int function = BASE + 0x800;
        Code c = new Code().add(0xe3a0_3020);
        c.constant(6, function).constant(7, 0xe001_3001).constant(9, function | 1);
        // The function, and its last instruction's neighbour, are executed first: both are decoded.
        int loop = c.here();
        c.add(0xe12f_ff39, 0xe12f_ff39, 0xe12f_ff39);
        c.constant(5, 0xbf00).add(0xe1c6_50b6); // strh r5, [r6, #6]: NOP behind the branch
        c.constant(5, 0xe000).add(0xe1c6_50b4); // strh r5, [r6, #4]: the branch, to 2 further
        c.add(0xe12f_ff39);
        c.constant(5, 0xe001).add(0xe1c6_50b4);
        c.add(0xe253_3001).branch(1, loop).add(STOP);
        c.org(function);
        // 0: nop.w; 4: b.n 10; 6: nop; 8: adds r0, #16; 10: adds r0, #1; 12: bx lr
        c.add(0x8000_f3af, 0xbf00_e001, 0x3001_3010, 0xbf00_4770);
        assertSame(engine, c.guest(1), 32 * (3 + 17));
    }

    /** By another pCPU, which the first has started with PSCI, in the page that both execute. */
    @ParameterizedTest
    @MethodSource("engines")
    void anotherCpuWritesInTheSamePage(Engine engine) {
        int other = BASE + 0x200;
        Code c = new Code().constant(0, 0x8400_0003).constant(2, other);
        c.add(0xe3a0_1001, 0xe3a0_3000, 0xe140_0070); // mov r1, #1; mov r3, #0; hvc
        c.add(0xe3a0_0000); // mov r0, #0
        int loop = c.here();
        int patched = c.here();
        c.add(ADD_1, 0xe287_7001).branch(14, loop); // and add r7, r7, #1
        c.org(other).constant(4, patched).constant(1, ADD_1).constant(2, ADD_16);
        int writes = c.here();
        c.add(0xe584_2000, 0xe285_5001, 0xe584_1000).branch(14, writes);
        Guest guest = c.guest(2);
        Guest.Run run = engine.start(guest);
        Pause end = run.machine.run(guest.limit());
        assertThat(run.machine.cpu(1).r[5]).as("writes of the other").isGreaterThan(100);
        assertThat(run.machine.cpu(0).r[0]).as("both forms executed").isGreaterThan(run.machine.cpu(0).r[7]);
        assertThat(run.outcome(end)).isEqualTo(guest.interpreted());
    }

    /** As devices write, while the machine stands between two instructions of a loop. */
    @ParameterizedTest
    @MethodSource("engines")
    void aDeviceWritesBetweenInstructions(Engine engine) {
        Code c = new Code();
        int loop = c.here();
        c.add(NOP, NOP, ADD_1, NOP).branch(14, loop);
        Guest guest = c.guest(1);
        Guest.Run run = engine.start(guest);
        run.machine.run(5 * 100 + 1);
        run.machine.memory().write(loop + 8, new byte[] {0x10, 0, (byte) 0x80, (byte) 0xe2}, 0, 4);
        run.machine.run(5 * 200 + 1);
        run.machine.memory().write(loop + 8, new byte[] {1}, 0, 1);
        run.machine.run(5 * 300 + 1);
        assertThat(run.machine.cpu(0).r[0]).isEqualTo(100 + 16 * 100 + 100);
    }
}
