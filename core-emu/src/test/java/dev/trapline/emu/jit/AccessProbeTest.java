package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.AccessProbe;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FpRegisters;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Sctlr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is asked before accesses is asked the same with every engine, and the machine does the same (law 4). */
class AccessProbeTest {
    private static final long MOST_COMPARED = Boolean.getBoolean("trapline.long") ? 20_000_000 : 600_000;
    private static final long PIECE = 20_000;
    private static final int BASE = 0x4001_0000;

    static List<Guest> guests() {
        return Guest.someFixtures();
    }

    /** What was asked, in words. */
    private static final class Asked implements AccessProbe {
        long[] words = new long[1 << 16];
        int length;
        long accesses;

        @Override
        public boolean load(Cpu s, int va, int size, int how) {
            add(s, va, size | how << 8, 0);
            return false;
        }

        @Override
        public boolean store(Cpu s, int va, int size, long value, int how) {
            add(s, va, size | how << 8 | 1 << 16, value);
            return false;
        }

        private void add(Cpu s, int va, int what, long value) {
            if (length + 4 > words.length) {
                words = Arrays.copyOf(words, 2 * words.length);
            }
            words[length++] = s.clock.count;
            words[length++] = (long) s.thisPc() << 32 | s.index;
            words[length++] = (long) va << 32 | what;
            words[length++] = value;
            accesses++;
        }

        static String describe(long[] w, int i) {
            return String.format(
                    "count %d, cpu %d at %08x: %s %08x, what %x, value %x",
                    w[i],
                    (int) w[i + 1],
                    w[i + 1] >>> 32,
                    (w[i + 2] & 1 << 16) != 0 ? "store" : "load",
                    w[i + 2] >>> 32,
                    (int) w[i + 2],
                    w[i + 3]);
        }

        /** The first that the two were not asked alike; empty if they were. */
        String difference(Asked other) {
            int at = Arrays.mismatch(words, 0, length, other.words, 0, other.length);
            if (at < 0) {
                return "";
            }
            int from = at & ~3;
            return (from < length ? describe(words, from) : "nothing") + " beside "
                    + (from < other.length ? describe(other.words, from) : "nothing");
        }
    }

    private static Guest.Run start(Guest guest, @Nullable Compiler compiler, AccessProbe probe) {
        Guest.Run run = guest.start(compiler);
        run.machine.debug().probeAccesses(probe);
        return run;
    }

    @ParameterizedTest
    @MethodSource("guests")
    void isAskedAlikeWithEveryEngine(Guest guest) {
        List<Asked> asked = List.of(new Asked(), new Asked(), new Asked());
        List<Guest.Run> runs = List.of(
                start(guest, null, asked.get(0)),
                start(guest, Engines.everything(), asked.get(1)),
                start(guest, Engines.random(new SplittableRandom(guest.name().hashCode())), asked.get(2)));
        long until = 0;
        Pause end = Pause.COUNT;
        while (end == Pause.COUNT && until < Math.min(guest.limit(), MOST_COMPARED)) {
            until += PIECE;
            for (int i = 0; i < runs.size(); i++) {
                end = runs.get(i).machine.run(until);
                assertThat(asked.getFirst().difference(asked.get(i)))
                        .as("%s, interpreted and by engine %d, before count %d", guest, i, until)
                        .isEmpty();
            }
            asked.forEach(a -> a.length = 0);
        }
        Guest.Run plain = guest.start(null);
        Guest.Outcome expected = plain.outcome(plain.machine.run(until));
        Pause last = end;
        assertThat(runs.stream().map(run -> run.outcome(last))).containsOnly(expected);
        assertThat(asked.getFirst().accesses).isPositive();
    }

    /** Leaves before accesses, now and then. */
    private static final class Leaving implements AccessProbe {
        private final SplittableRandom random = new SplittableRandom(1);
        private long left = -1;
        int leaves;

        private boolean leave(Cpu s) {
            if (s.clock.count == left || random.nextInt(50) != 0) {
                return false;
            }
            left = s.clock.count;
            leaves++;
            return true;
        }

        @Override
        public boolean load(Cpu s, int va, int size, int how) {
            return leave(s);
        }

        @Override
        public boolean store(Cpu s, int va, int size, long value, int how) {
            return leave(s);
        }
    }

    /** Twice as long as compared, first left now and then, then not asked any more. */
    @ParameterizedTest
    @MethodSource("guests")
    void aMachineLeftBeforeAccessesDoesTheSame(Guest guest) {
        for (Compiler compiler : new Compiler[] {null, Engines.everything()}) {
            Leaving leaving = new Leaving();
            Guest.Run run = guest.start(compiler);
            long until = Math.min(guest.limit(), MOST_COMPARED / 2);
            Pause end = run.machine.run(until / 4);
            run.machine.debug().probeAccesses(leaving);
            while (end == Pause.ASKED || end == Pause.COUNT && run.machine.clock().count < until / 2) {
                end = run.machine.run(until / 2);
                if (end == Pause.ASKED) {
                    assertThat(run.machine.clock().count).isEqualTo(leaving.left - 1);
                }
            }
            run.machine.debug().probeAccesses(null);
            int leaves = leaving.leaves;
            if (end == Pause.COUNT) {
                end = run.machine.run(until);
            }
            assertThat(leaving.leaves).as("asked no more").isEqualTo(leaves);
            Guest.Run plain = guest.start(null);
            assertThat(run.outcome(end)).as("%s", guest).isEqualTo(plain.outcome(plain.machine.run(until)));
        }
    }

    /** Each kind of access, by hand: what is asked, in which order. */
    @Test
    void isAskedWhateverAnInstructionAccesses() {
        int[] words = {
            0xe59f_4070, // 1: ldr r4, [pc, #0x70]
            0xe594_0000, // 2: ldr r0, [r4]
            0xe5c4_5001, // 3: strb r5, [r4, #1]
            0xe1d4_10b2, // 4: ldrh r1, [r4, #2]
            0xe884_0003, // 5: stm r4, {r0, r1}
            0xe1c4_20d0, // 6: ldrd r2, r3, [r4]
            0xe194_0f9f, // 7: ldrex r0, [r4]
            0xe184_1f95, // 8: strex r1, r5, [r4]
            0xe184_1f95, // 9: strex r1, r5, [r4]: its monitor is open
            0xf424_074f, // 10: vld1.16 {d0}, [r4]
            0xed94_1b02, // 11: vldr d1, [r4, #8]
            0xe594_0ffe, // 12: ldr r0, [r4, #0xffe]: across a page
            0xe4b4_0004, // 13: ldrt r0, [r4], #4
            0xe597_0000, // 14: ldr r0, [r7]: nothing is there
            0xe596_0002, // 16: ldr r0, [r6, #2]: a device, unaligned
            0xeaff_fffe, // b .
        };
        int[] image = Arrays.copyOf(words, 0x84 / 4);
        image[0x78 / 4] = 0x4002_0000;
        List<List<String>> all = new ArrayList<>();
        for (Compiler compiler : new Compiler[] {null, Engines.everything()}) {
            Guest.Run run = Guest.raw(1, 1000, image).start(compiler);
            Machine machine = run.machine;
            Cpu cpu = machine.cpu(0);
            translate(machine);
            cpu.cp15.cpacr = 0x00f0_0000;
            cpu.fp.fpexc = FpRegisters.EN;
            cpu.cp15.vbar = BASE + 0x4000;
            // Data Abort: subs pc, lr, #4.
            machine.memory().write(BASE + 0x4010, new byte[] {0x04, (byte) 0xf0, 0x5e, (byte) 0xe2}, 0, 4);
            cpu.r[5] = 0xabcd_ef01;
            cpu.r[6] = 0x0900_0000;
            cpu.r[7] = 0x2000_0000;
            List<String> asked = new ArrayList<>();
            machine.debug().probeAccesses(new Naming(asked));
            machine.run(100);
            all.add(asked);
        }
        assertThat(all.get(1)).isEqualTo(all.get(0));
        assertThat(all.getFirst())
                .containsExactly(
                        "1 load 40010078 4",
                        "2 load 40020000 4",
                        "3 store 40020001 1 1",
                        "4 load 40020002 2",
                        "5 store 40020000 4 0 aligned",
                        "5 store 40020004 4 0 aligned",
                        "6 load 40020000 4 aligned",
                        "6 load 40020004 4 aligned",
                        "7 load 40020000 4 aligned exclusive",
                        "8 store 40020000 4 abcdef01 aligned exclusive",
                        "10 load 40020000 2",
                        "10 load 40020002 2",
                        "10 load 40020004 2",
                        "10 load 40020006 2",
                        "11 load 40020008 4 aligned",
                        "11 load 4002000c 4 aligned",
                        "12 load 40020ffe 4",
                        "13 load 40020000 4 unprivileged",
                        "14 load 20000000 4",
                        "16 load 09000002 4");
    }

    /** Sections where they are: Normal memory, and the UART's. */
    private static void translate(Machine machine) {
        ByteBuffer table = ByteBuffer.allocate(0x4000).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(4 * 0x090, 0x0900_0c16);
        table.putInt(4 * 0x400, 0x4000_1c0e);
        machine.memory().write(0x4008_0000, table.array(), 0, 0x4000);
        Cpu cpu = machine.cpu(0);
        cpu.cp15.sctlr = 0x00c5_0078 | Sctlr.M;
        cpu.cp15.ttbr0 = 0x4008_0000;
        cpu.cp15.dacr = 0x5555_5555;
        cpu.memory.contextChanged(cpu);
    }

    private record Naming(List<String> asked) implements AccessProbe {
        @Override
        public boolean load(Cpu s, int va, int size, int how) {
            asked.add(String.format("%d load %08x %d%s", s.clock.count, va, size, name(how)));
            return false;
        }

        @Override
        public boolean store(Cpu s, int va, int size, long value, int how) {
            asked.add(String.format("%d store %08x %d %x%s", s.clock.count, va, size, value, name(how)));
            return false;
        }

        private static String name(int how) {
            return ((how & MemoryPort.UNPRIVILEGED) != 0 ? " unprivileged" : "")
                    + ((how & MemoryPort.ALIGNED) != 0 ? " aligned" : "")
                    + ((how & MemoryPort.EXCLUSIVE) != 0 ? " exclusive" : "");
        }
    }

    @Test
    void whatWasCompiledBeforeIsCompiledAnew() {
        int[] loop = {0xe3a0_4101, 0xe594_0000, 0xe280_0001, 0xe584_0000, 0xeaff_fffb};
        Machine machine = Guest.raw(1, 10_000, loop).start(Engines.everything()).machine;
        machine.run(1000);
        long[] code = machine.cpu(0).code;
        assertThat(Arrays.stream(code).filter(CompiledCode::isEntry).count()).isPositive();

        Asked asked = new Asked();
        machine.debug().probeAccesses(asked);
        assertThat(Arrays.stream(code).filter(CompiledCode::isEntry).count()).isZero();
        machine.run(2000);
        assertThat(Arrays.stream(code).filter(CompiledCode::isEntry).count()).isPositive();
        assertThat(asked.accesses).isEqualTo(500);
        machine.debug().probeAccesses(null);
        machine.run(3000);
        assertThat(asked.accesses).isEqualTo(500);
    }
}
