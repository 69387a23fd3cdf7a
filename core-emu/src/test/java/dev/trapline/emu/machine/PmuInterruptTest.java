package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.state.Cpu;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A performance counter's overflow interrupts at the very instruction that makes it overflow, through the GIC, however the
 * run is cut, saved and restored (laws 1, 4 and 5).
 */
class PmuInterruptTest {
    private static final int RAM = 0x4001_0000;
    private static final int USR = 0x50;
    private static final int SVC = 0x53;
    private static final int CYCLES = 1 << 31;
    private static final int COUNTER_0 = 1;
    /** PMXEVTYPER: events, and the filters P and U. */
    private static final int INSTRUCTIONS = 0x08;

    private static final int CYCLE_EVENTS = 0x11;
    private static final int NOT_PL1 = 1 << 31;
    private static final int NOT_PL0 = 1 << 30;
    private static final int ENABLE = 1;
    private static final int ENABLE_DIVIDED = 9;

    /** The count at which the program writes PMCR; counting begins with the next instruction. */
    private static final int BEGIN = 21;

    private static final long UNTIL = 20_000;
    private static final int SLICE = 5000;

    /** Its parameters are poked: r1 PMCR, r2 PMXEVTYPER, r3 PSR of the loop, r9 counters' start, r12 counters used. */
    // spotless:off
    private static final int[] PROGRAM = {
        0xea00000f, // 00: b start
        0xeafffffe, // 04: b .
        0xe1b0f00e, // 08: movs pc, lr (SVC)
        0xeafffffe, // 0c: b .
        0xeafffffe, // 10: b .
        0xeafffffe, // 14: b .
        0xea000000, // 18: b irq
        0xeafffffe, // 1c: b .
        // irq:
        0xee195f1d, // 20: mrc p15, 0, r5, c9, c13, 0 (PMCCNTR)
        0xe59a700c, // 24: ldr r7, [r10, #12] (GICC_IAR)
        0xee196f7c, // 28: mrc p15, 0, r6, c9, c12, 3 (PMOVSR)
        0xee096f7c, // 2c: mcr p15, 0, r6, c9, c12, 3
        0xee099f1d, // 30: mcr p15, 0, r9, c9, c13, 0 (PMCCNTR)
        0xee099f5d, // 34: mcr p15, 0, r9, c9, c13, 2 (PMXEVCNTR)
        0xe58a7010, // 38: str r7, [r10, #16] (GICC_EOIR)
        0xe2888001, // 3c: add r8, r8, #1
        0xe25ef004, // 40: subs pc, lr, #4
        // start:
        0xe3a00101, // 44: mov r0, #0x40000000
        0xe3800801, // 48: orr r0, r0, #0x10000
        0xee0c0f10, // 4c: mcr p15, 0, r0, c12, c0, 0 (VBAR)
        0xe3a0b302, // 50: mov r11, #0x08000000 (GICD)
        0xe38ba801, // 54: orr r10, r11, #0x10000 (GICC)
        0xe3a00001, // 58: mov r0, #1
        0xe58b0000, // 5c: str r0, [r11] (GICD_CTLR)
        0xe58a0000, // 60: str r0, [r10] (GICC_CTLR)
        0xe3a00502, // 64: mov r0, #0x800000
        0xe58b0100, // 68: str r0, [r11, #0x100] (GICD_ISENABLER0)
        0xe3a000ff, // 6c: mov r0, #255
        0xe58a0004, // 70: str r0, [r10, #4] (GICC_PMR)
        0xe3a00000, // 74: mov r0, #0
        0xee090fbc, // 78: mcr p15, 0, r0, c9, c12, 5 (PMSELR)
        0xee092f3d, // 7c: mcr p15, 0, r2, c9, c13, 1 (PMXEVTYPER)
        0xee099f1d, // 80: mcr p15, 0, r9, c9, c13, 0 (PMCCNTR)
        0xee099f5d, // 84: mcr p15, 0, r9, c9, c13, 2 (PMXEVCNTR)
        0xee09cf3e, // 88: mcr p15, 0, r12, c9, c14, 1 (PMINTENSET)
        0xee09cf3c, // 8c: mcr p15, 0, r12, c9, c12, 1 (PMCNTENSET)
        0xee091f1c, // 90: mcr p15, 0, r1, c9, c12, 0 (PMCR)
        0xe121f003, // 94: msr cpsr_c, r3
        // loop:
        0xe2844001, // 98: add r4, r4, #1
        0xef000000, // 9c: svc #0
        0xeafffffc, // a0: b loop
    };
    // spotless:on

    /** What counts: from {@code -left} on, in a loop of the given mode. */
    private record Setup(int left, int counters, int eventType, int pmcr, int psr) {
        boolean countsPl0() {
            return counters == CYCLES || (eventType & NOT_PL0) == 0;
        }

        boolean countsPl1() {
            return counters == CYCLES || (eventType & NOT_PL1) == 0;
        }
    }

    private static List<Setup> setups() {
        List<Setup> all = new ArrayList<>();
        // The overflow falls on each of the loop's four instructions.
        for (int left = 1000; left < 1004; left++) {
            all.add(new Setup(left, CYCLES, 0, ENABLE, USR));
            all.add(new Setup(left, CYCLES, 0, ENABLE, SVC));
            all.add(new Setup(left, COUNTER_0, INSTRUCTIONS, ENABLE, SVC));
            all.add(new Setup(left, COUNTER_0, INSTRUCTIONS | NOT_PL1, ENABLE, USR));
        }
        all.add(new Setup(60, COUNTER_0, CYCLE_EVENTS | NOT_PL0, ENABLE, USR));
        all.add(new Setup(3, CYCLES, 0, ENABLE_DIVIDED, USR));
        return all;
    }

    /** A machine with the program about to start, and the counts at which pCPU 0 took IRQ. */
    private static final class Rig {
        final Machine machine;
        final List<Long> interrupts = new ArrayList<>();
        final List<Long> interruptsByInstructions = new ArrayList<>();

        Rig(Setup setup, int cpus) {
            ByteBuffer image = ByteBuffer.allocate(4 * PROGRAM.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int word : PROGRAM) {
                image.putInt(word);
            }
            machine = new Machine(
                    MachineSpec.builder()
                            .images(BootImages.NONE.withKernel(Image.of("test", image.array())))
                            .memoryBytes(16L << 20)
                            .cpus(cpus)
                            .build(),
                    new MachinePorts(b -> {}, InputSource.silent(0), new Watch(), Diagnostics.NONE));
            Cpu s = machine.cpu(0);
            s.r[1] = setup.pmcr;
            s.r[2] = setup.eventType;
            s.r[3] = setup.psr;
            s.r[9] = -setup.left;
            s.r[12] = setup.counters;
            for (int i = 1; i < cpus; i++) {
                machine.cpu(i).on = true;
                machine.cpu(i).pc = RAM + 4;
            }
        }

        private final class Watch implements Observer {
            @Override
            public void exceptionTaken(
                    int cpu,
                    int vector,
                    int fromMode,
                    int toMode,
                    int syndrome,
                    int address,
                    int hpfar,
                    int returnAddress) {
                if (cpu == 0 && vector == 0x18) {
                    interrupts.add(machine.clock().count);
                    interruptsByInstructions.add(machine.cpu(0).instructions());
                }
            }
        }
    }

    /** The same program, counted one instruction after another. */
    private static final class Model {
        private final Setup setup;
        private final List<Long> interrupts = new ArrayList<>();
        private long count = BEGIN;
        private long counter;
        private int divider;
        private boolean overflowed;

        Model(Setup setup) {
            this.setup = setup;
            counter = -setup.left;
        }

        private void instruction(boolean privileged) {
            count++;
            if (privileged ? !setup.countsPl1() : !setup.countsPl0()) {
                return;
            }
            divider++;
            if (setup.pmcr == ENABLE || divider % 64 == 0) {
                counter++;
                overflowed |= counter == 0;
            }
        }

        private void boundary() {
            if (!overflowed || count > UNTIL) {
                return;
            }
            interrupts.add(count);
            for (int i = 1; i <= 10; i++) {
                instruction(true);
                if (i == 5) {
                    overflowed = false;
                }
                if (i == (setup.counters == CYCLES ? 6 : 7)) {
                    counter = -setup.left;
                }
            }
        }

        List<Long> run() {
            instruction(true);
            boolean privileged = setup.psr == SVC;
            while (count < UNTIL) {
                boundary();
                instruction(privileged);
                boundary();
                instruction(privileged);
                // In the SVC handler interrupts are masked, before its only instruction.
                instruction(true);
                boundary();
                instruction(privileged);
            }
            return interrupts;
        }
    }

    private static List<Long> expected(Setup setup) {
        List<Long> interrupts =
                new Model(setup).run().stream().filter(at -> at < UNTIL).toList();
        assertThat(interrupts).as("interrupts of " + setup).hasSizeGreaterThan(5);
        return interrupts;
    }

    private record End(List<Long> interrupts, String state) {}

    private static End whole(Setup setup) {
        Rig rig = new Rig(setup, 1);
        rig.machine.run(UNTIL);
        return new End(rig.interrupts, rig.machine.stateSha256());
    }

    @ParameterizedTest
    @MethodSource("setups")
    void everyInterruptComesWhereCountingOneByOneSaysSo(Setup setup) {
        assertThat(whole(setup).interrupts).isEqualTo(expected(setup));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void cuttingTheRunAndLookingAtItChangeNothing(Setup setup) {
        for (int longest : new int[] {1, 50, 2000}) {
            SplittableRandom random = new SplittableRandom(longest);
            Rig rig = new Rig(setup, 1);
            while (rig.machine.clock().count < UNTIL) {
                rig.machine.run(Math.min(UNTIL, rig.machine.clock().count + random.nextLong(1, longest + 1)));
                if (longest > 1) {
                    rig.machine.save();
                }
            }
            assertThat(new End(rig.interrupts, rig.machine.stateSha256()))
                    .as("in pieces of at most " + longest)
                    .isEqualTo(whole(setup));
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void aRestoredMachineInterruptsAtTheSameInstructions(Setup setup) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 5; i++) {
            long at = random.nextLong(1, UNTIL);
            Rig first = new Rig(setup, 1);
            first.machine.run(at);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            first.machine.save().writeTo(file);
            Rig second = new Rig(setup, 1);
            second.machine.restore(MachineState.read(file.toByteArray()));
            assertThat(second.machine.stateSha256()).as("restored at " + at).isEqualTo(first.machine.stateSha256());
            second.machine.run(UNTIL);

            List<Long> all = new ArrayList<>(first.interrupts);
            all.addAll(second.interrupts);
            assertThat(new End(all, second.machine.stateSha256()))
                    .as("restored at " + at)
                    .isEqualTo(whole(setup));
        }
    }

    @Test
    void anInstructionCounterStandsStillWhileOtherPcpusExecute() {
        for (int left : new int[] {700, 6000}) {
            Setup setup = new Setup(left, COUNTER_0, INSTRUCTIONS, ENABLE, SVC);
            Rig rig = new Rig(setup, 3);
            rig.machine.run(3 * UNTIL);

            List<Long> expected = new Model(setup)
                    .run().stream()
                            .filter(at -> at < rig.machine.cpu(0).instructions())
                            .toList();
            assertThat(rig.interruptsByInstructions)
                    .as("by its own instructions, " + left)
                    .isEqualTo(expected)
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void aCycleCounterOverflowsAtItsCountAlsoWhileAnotherPcpuExecutes() {
        int left = SLICE + 2000;
        Rig rig = new Rig(new Setup(left, CYCLES, 0, ENABLE, SVC), 2);
        rig.machine.run(BEGIN + left - 1);
        assertThat(rig.machine.cpu(0).irqPin).as("one instruction before").isFalse();
        rig.machine.run(BEGIN + left);
        assertThat(rig.machine.cpu(0).irqPin).as("at the overflow").isTrue();
        rig.machine.run(3 * SLICE);
        // Its slice ended behind an SVC, whose handler has one instruction and interrupts masked.
        assertThat(rig.interrupts).as("taken when its turn comes").containsExactly(2L * SLICE + 1);
    }

    @Test
    void theInterruptIsPpi23AndItsHandlerSeesWhyItCame() {
        Rig rig = new Rig(new Setup(1000, CYCLES, 0, ENABLE, USR), 1);
        rig.machine.run(BEGIN + 1000 + 10);
        Cpu s = rig.machine.cpu(0);
        assertThat(s.r[7]).as("GICC_IAR").isEqualTo(23);
        assertThat(s.r[6]).as("PMOVSR").isEqualTo(CYCLES);
        assertThat(s.r[5]).as("PMCCNTR, of the handler's second instruction").isEqualTo(2);
        assertThat(s.r[8]).isEqualTo(1);
    }
}
