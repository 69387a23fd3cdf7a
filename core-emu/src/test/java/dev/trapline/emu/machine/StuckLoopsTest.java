package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.exec.Pause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loop that nothing can end is reported, soon, at one count; one that something might end is not, ever. */
class StuckLoopsTest {
    private static final int RAM = 0x4001_0000;
    private static final long PLENTY = 5_000_000;

    private static final int NOP = 0xe1a00000;
    private static final int SPIN = 0xeafffffe;
    private static final int HVC = 0xe1400070;
    /** MOV r0, #0x40000000; ADD r0, r0, #0x100000. */
    private static final int[] R0_IS_RAM = {0xe3a00101, 0xe2800601};

    private record Program(String name, int... words) {
        Machine machine() {
            return Machines.raw(BootMode.SVC, 1, words);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static int[] after(int[] first, int... then) {
        int[] all = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }

    static List<Program> stuck() {
        return List.of(
                new Program("a branch to itself", NOP, SPIN),
                new Program("a branch to a no-op before it", NOP, NOP, 0xeafffffd),
                new Program("three no-ops and a branch", NOP, NOP, NOP, 0xeafffffb),
                // ADD r0, pc, #1; BX r0; in T32: NOP; B to it.
                new Program("the same in T32", 0xe28f0001, 0xe12fff10, 0xe7fdbf00),
                // LDR r1, [r0]; CMP r1, #0; BEQ to the LDR.
                new Program("polling a word nobody writes", after(R0_IS_RAM, 0xe5901000, 0xe3510000, 0x0afffffc)),
                // LDREX r1, [r0]; CMP r1, #0; BEQ.
                new Program("a lock nobody will free", after(R0_IS_RAM, 0xe1901f9f, 0xe3510000, 0x0afffffc)),
                // MOV sp, r0; BL f; B to the BL; f: PUSH {lr}; NOP; POP {pc}.
                new Program(
                        "calling a function that saves its return address",
                        after(R0_IS_RAM, 0xe1a0d000, 0xeb000000, 0xeafffffd, 0xe52de004, NOP, 0xe49df004)),
                // Counts to 100 in r1, over and over.
                new Program("a delay without end", 0xe3a01064, 0xe2511001, 0x1afffffd, 0xeafffffb));
    }

    @ParameterizedTest
    @MethodSource("stuck")
    void aLoopWithInterruptsMaskedAndWithoutEffectIsACrash(Program program) {
        Machine machine = program.machine();

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.CRASH);
        assertThat(machine.crash()).contains("pCPU 0 ", "0x40010", "svc mode", "count " + machine.clock().count);
    }

    @Test
    void theReportSaysHowLongTheLoopIsAndWhere() {
        Machine machine = Machines.raw(BootMode.SVC, 1, NOP, NOP, NOP, 0xeafffffb);
        machine.run(PLENTY);

        assertThat(machine.crash()).contains("loops through 4 instructions around 0x4001000");
    }

    @ParameterizedTest
    @MethodSource("stuck")
    void theVerdictFallsAtTheSameCountHoweverTheRunIsCutAndRestored(Program program) {
        Machine whole = program.machine();
        whole.run(PLENTY);
        SplittableRandom random = new SplittableRandom(3);
        Machine pieces = program.machine();
        Pause end = Pause.COUNT;
        while (end == Pause.COUNT) {
            end = pieces.run(pieces.clock().count + random.nextLong(1, 9000));
            if (end == Pause.COUNT && random.nextInt(4) == 0) {
                MachineState state = pieces.save();
                pieces = program.machine();
                pieces.restore(state);
            }
        }

        assertThat(end).isEqualTo(Pause.CRASH);
        assertThat(pieces.clock().count).isEqualTo(whole.clock().count);
        assertThat(pieces.stateSha256()).isEqualTo(whole.stateSha256());
        assertThat(pieces.crash()).isEqualTo(whole.crash());
    }

    static List<Program> alive() {
        return List.of(
                // CPSIE i; NOP; B.
                new Program("interrupts let in", 0xf1080080, NOP, 0xeafffffd),
                new Program("only FIQs let in", 0xf1080040, NOP, 0xeafffffd),
                // ADD r2, r2, #1; B.
                new Program("counting", 0xe2822001, 0xeafffffd),
                // MRRC p15, 1, r2, r3, c14; B.
                new Program("reading the virtual counter", 0xec532f1e, 0xeafffffd),
                // MRC p15, 0, r2, c14, c2, 1 (CNTP_CTL); B.
                new Program("reading a timer's status", 0xee1e2f32, 0xeafffffd),
                // MOV r0, #0x09000000; LDR r1, [r0, #0x18]; B to the LDR.
                new Program("polling the UART", 0xe3a00409, 0xe5901018, 0xeafffffd),
                // LDR r1, [r0]; ADD r1, r1, #1; STR r1, [r0]; MOV r1, #0; B: memory counts, registers do not.
                new Program(
                        "counting in memory",
                        after(R0_IS_RAM, 0xe5901000, 0xe2811001, 0xe5801000, 0xe3a01000, 0xeafffffa)),
                // MOV r1, #0x40000; SUBS; BNE; then CPSIE i; B .: a long wait that ends.
                new Program("a delay that ends", 0xe3a01701, 0xe2511001, 0x1afffffd, 0xf1080080, SPIN),
                // SEV; B.
                new Program("sending events", 0xe320f004, 0xeafffffd));
    }

    @ParameterizedTest
    @MethodSource("alive")
    void aLoopThatSomethingMightEndGoesOn(Program program) {
        assertThat(program.machine().run(PLENTY)).isEqualTo(Pause.COUNT);
    }

    /** pCPU 0 turns pCPU 1 on, polls a word and switches off when it changes; pCPU 1 waits long, then does {@code last}. */
    private static Machine pair(int last) {
        return Machines.raw(
                BootMode.SVC,
                2,
                // 0: PSCI CPU_ON(1, word 15, 0)
                0xe3000003,
                0xe3480400,
                0xe3a01001,
                0xe28f2028,
                0xe3a03000,
                HVC,
                // 6: r4 is RAM; 8: LDR r5, [r4]; CMP r5, #0; BEQ 8
                0xe3a04101,
                0xe2844601,
                0xe5945000,
                0xe3550000,
                0x0afffffc,
                // 11: PSCI SYSTEM_OFF
                0xe3000008,
                0xe3480400,
                HVC,
                SPIN,
                // 15: r4 is RAM; count 0x40000 down
                0xe3a04101,
                0xe2844601,
                0xe3a06701,
                0xe2566001,
                0x1afffffd,
                // 20: MOV r5, #1
                0xe3a05001,
                last,
                SPIN);
    }

    @Test
    void pollingAWordThatAnotherCpuWillWriteGoesOnUntilItIsWritten() {
        // STR r5, [r4]
        assertThat(pair(0xe5845000).run(PLENTY)).isEqualTo(Pause.POWER_OFF);
    }

    @Test
    void allCpusStuckAreAllReported() {
        Machine machine = pair(NOP);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.CRASH);
        assertThat(machine.crash())
                .contains("pCPU 0 loops through 3 instructions", "pCPU 1 branches to itself at 0x40010058");
        assertThat(machine.clock().count)
                .as("not before the second one's delay is over")
                .isGreaterThan(1_000_000);
    }

    @Test
    void aCpuThatSleepsWithInterruptsLetInKeepsTheMachineAlive() {
        // CPSIE i; WFI: whatever would wake it is for the interrupt controller to say, and that may change.
        Machine machine = pair(0xf1080080);
        machine.run(1_500_000);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.COUNT);
    }

    @Test
    void aSleeperThatWouldOnlyGoBackToSleepIsStuckToo() {
        // CPU_ON as in pair(), then spin; the other: WFI; B to the WFI, interrupts masked.
        Machine machine = Machines.raw(
                BootMode.SVC,
                2,
                0xe3000003,
                0xe3480400,
                0xe3a01001,
                0xe28f2008,
                0xe3a03000,
                HVC,
                SPIN,
                0xe320f003,
                0xeafffffd);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.CRASH);
        assertThat(machine.crash()).contains("pCPU 0 branches to itself", "pCPU 1 loops through 2 instructions");
    }

    /** Hyp mode sets HCR to {@code hcr} and starts a guest in SVC mode that spins with interrupts masked. */
    private static Machine guestThatSpins(int hcr) {
        return Machines.raw(
                BootMode.HYP,
                1,
                // MOV r0, #hcr; MCR HCR; MOVW r1, #0x1d3; MSR SPSR; ADD r2, pc, #8; MSR ELR_hyp; ERET
                0xe3a00000 | hcr,
                0xee810f11,
                0xe30011d3,
                0xe16ff001,
                0xe28f2008,
                0xe12ef302,
                0xe160006e,
                SPIN,
                SPIN);
    }

    @Test
    void aGuestThatSpinsIsNoEndWhileItsHypervisorTakesInterrupts() {
        assertThat(guestThatSpins(1 << 4).run(PLENTY)).as("HCR.IMO").isEqualTo(Pause.COUNT);
        assertThat(guestThatSpins(1 << 3).run(PLENTY)).as("HCR.FMO").isEqualTo(Pause.COUNT);
    }

    @Test
    void aGuestThatSpinsIsTheEndIfNoInterruptReachesItsHypervisor() {
        Machine machine = guestThatSpins(0);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.CRASH);
        assertThat(machine.crash()).contains("svc mode");
    }

    @Test
    void aFaultThatIsTriedAgainForEverIsACrash() {
        // The Data Abort vector, word 4, goes back to the instruction: SUBS pc, lr, #8. Word 6 makes r0 odd; LDM r0,
        // {r1}.
        Machine machine = Machines.raw(
                BootMode.SVC, 1, 0xea000004, NOP, NOP, NOP, 0xe25ef008, NOP, 0xe3a00101, 0xe3800001, 0xe8900002);
        machine.cpu(0).cp15.vbar = RAM;

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.CRASH);
        assertThat(machine.crash()).contains("loops through 2 instructions");
    }

    @Test
    void aStuckMachineReallyNeverChangesAgain() {
        SplittableRandom random = new SplittableRandom(11);
        List<Integer> pool = new ArrayList<>(List.of(
                NOP,
                0xe5901000,
                0xe5801000,
                0xe2811001,
                0xe2422001,
                0xe3520000,
                0x12822001,
                0xe0211002,
                0xe1a01002,
                0xe5902004,
                0xe5802008,
                0xe3a01000,
                0xe3a02003,
                0xe320f001,
                0xe1b010a1));
        int found = 0;
        for (int i = 0; i < 400; i++) {
            int length = random.nextInt(1, 7);
            int[] loop = new int[length + 1];
            for (int j = 0; j < length; j++) {
                loop[j] = pool.get(random.nextInt(pool.size()));
            }
            loop[length] = 0xea000000 | (-length - 2 & 0xff_ffff);
            Machine machine = Machines.raw(BootMode.SVC, 1, after(R0_IS_RAM, loop));
            if (machine.run(100_000) == Pause.CRASH) {
                found++;
                assertThat(comesBack(machine))
                        .as("loop %s", Arrays.toString(loop))
                        .isTrue();
            }
        }
        assertThat(found).as("some of 400 loops are stuck, and some are not").isBetween(50, 350);
    }

    /** Whether registers and memory come back again and again. */
    private static boolean comesBack(Machine machine) {
        byte[] before = ram(machine);
        for (int round = 0; round < 3; round++) {
            int[] r = Arrays.copyOf(machine.cpu(0).r, 15);
            int pc = machine.cpu(0).pc;
            boolean back = false;
            for (int step = 0; step < 200 && !back; step++) {
                machine.run(machine.clock().count + 1);
                back = machine.cpu(0).pc == pc && Arrays.equals(r, Arrays.copyOf(machine.cpu(0).r, 15));
            }
            machine.run(machine.clock().count + 1777);
            if (!back || !Arrays.equals(before, ram(machine))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ram(Machine machine) {
        byte[] bytes = new byte[64];
        assertThat(machine.memory().read(0x4010_0000L, bytes, 0, bytes.length)).isTrue();
        return bytes;
    }
}
