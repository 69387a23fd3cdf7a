package dev.trapline.emu.psci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.port.Observer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PSCI by Arm DEN 0022; where it leaves a choice, QEMU 7.2's answers. */
class PsciTest {
    private static final int VERSION = 0x8400_0000;
    private static final int CPU_SUSPEND = 0x8400_0001;
    private static final int CPU_OFF = 0x8400_0002;
    private static final int CPU_ON = 0x8400_0003;
    private static final int AFFINITY_INFO = 0x8400_0004;
    private static final int MIGRATE_INFO_TYPE = 0x8400_0006;
    private static final int SYSTEM_OFF = 0x8400_0008;
    private static final int SYSTEM_RESET = 0x8400_0009;
    private static final int FEATURES = 0x8400_000a;

    private static final int NOT_SUPPORTED = -1;
    private static final int INVALID_PARAMETERS = -2;
    private static final int ALREADY_ON = -4;
    private static final int INVALID_ADDRESS = -9;

    /** Three pCPUs of which pCPU 0 is on, and RAM from 0x40000000 to 0x7fffffff. */
    private static final class Board implements PowerControl {
        final boolean[] on = {true, false, false};
        final List<String> done = new ArrayList<>();

        @Override
        public int cpuCount() {
            return on.length;
        }

        @Override
        public boolean isOn(int cpu) {
            return on[cpu];
        }

        @Override
        public boolean isMemory(long pa) {
            return pa >= 0x4000_0000L && pa < 0x8000_0000L;
        }

        @Override
        public void turnOn(int cpu, int entry, int context) {
            on[cpu] = true;
            done.add("on %d at %x with %x".formatted(cpu, entry, context));
        }

        @Override
        public void turnOff(int cpu) {
            on[cpu] = false;
            done.add("off " + cpu);
        }

        @Override
        public void suspend(int cpu) {
            done.add("suspend " + cpu);
        }

        @Override
        public void suspendPoweredDown(int cpu, int entry, int context) {
            done.add("power down %d to %x with %x".formatted(cpu, entry, context));
        }

        @Override
        public void systemOff() {
            done.add("system off");
        }

        @Override
        public void systemReset() {
            done.add("system reset");
        }
    }

    private final Board board = new Board();
    private final Psci psci = new Psci(board);

    private int call(int function, int... args) {
        int[] a = Arrays.copyOf(args, 3);
        return psci.call(0, function, a[0], a[1], a[2]);
    }

    @Test
    void versionIsThatOfQemu() {
        assertThat(call(VERSION)).isEqualTo(0x0001_0001);
    }

    @Test
    void migrationIsNotRequired() {
        assertThat(call(MIGRATE_INFO_TYPE)).isEqualTo(2);
    }

    @Test
    void cpuOnStartsACpuAtItsEntryWithItsContext() {
        assertThat(call(CPU_ON, 2, 0x4000_8001, 0xcafe)).isZero();

        assertThat(board.done).containsExactly("on 2 at 40008001 with cafe");
        assertThat(call(AFFINITY_INFO, 2)).isZero();
    }

    @Test
    void cpuThatIsOnCannotBeStartedAgain() {
        assertThat(call(CPU_ON, 0, 0x4000_8000)).isEqualTo(ALREADY_ON);
        assertThat(call(CPU_ON, 1, 0x4000_8000)).isZero();
        assertThat(call(CPU_ON, 1, 0x4000_8000)).isEqualTo(ALREADY_ON);
        assertThat(board.done).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 0x100, 0x8000_0001, -1})
    void cpusThatDoNotExistAreInvalidParameters(int target) {
        assertThat(call(CPU_ON, target, 0x4000_8000)).isEqualTo(INVALID_PARAMETERS);
        assertThat(call(AFFINITY_INFO, target)).isEqualTo(INVALID_PARAMETERS);
        assertThat(board.done).isEmpty();
    }

    @Test
    void entryWithoutMemoryIsAnInvalidAddress() {
        assertThat(call(CPU_ON, 1, 0x3fff_fffe)).isEqualTo(INVALID_ADDRESS);
        assertThat(call(CPU_ON, 1, 0x8000_0000)).isEqualTo(INVALID_ADDRESS);
        assertThat(call(CPU_SUSPEND, 1 << 16, 0xf000_0000)).isEqualTo(INVALID_ADDRESS);
        assertThat(board.done).isEmpty();
    }

    @Test
    void cpuOffStopsTheCaller() {
        psci.call(1, CPU_OFF, 0, 0, 0);

        assertThat(board.done).containsExactly("off 1");
    }

    @Test
    void affinityInfoTellsOnAndOff() {
        assertThat(call(AFFINITY_INFO, 0)).isZero();
        assertThat(call(AFFINITY_INFO, 1)).isEqualTo(1);
    }

    @Test
    void aboveLevelZeroEverythingIsOn() {
        assertThat(call(AFFINITY_INFO, 1, 1)).isZero();
        assertThat(call(AFFINITY_INFO, 0x77, 3)).isZero();
    }

    @Test
    void standbyWaitsAndReturns() {
        assertThat(call(CPU_SUSPEND, 0, 0xf000_0000, 7)).isZero();

        assertThat(board.done).containsExactly("suspend 0");
    }

    @Test
    void powerDownResumesAtItsEntryWhereR0IsTheContext() {
        assertThat(call(CPU_SUSPEND, 1 << 16 | 0x1234, 0x4000_0100, 7)).isEqualTo(7);

        assertThat(board.done).containsExactly("power down 0 to 40000100 with 7");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 17, 1 << 24, 1 << 25, 1 << 31})
    void powerStatesOfHigherLevelsAreInvalidParameters(int powerState) {
        assertThat(call(CPU_SUSPEND, powerState, 0x4000_0100, 7)).isEqualTo(INVALID_PARAMETERS);
        assertThat(board.done).isEmpty();
    }

    @Test
    void systemOffAndReset() {
        call(SYSTEM_OFF);
        call(SYSTEM_RESET);

        assertThat(board.done).containsExactly("system off", "system reset");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0x84000000,0", "0x84000001,0", "0x84000002,0", "0x84000003,0", "0x84000004,0", "0x84000005,-1",
        "0x84000006,0", "0x84000007,-1", "0x84000008,0", "0x84000009,0", "0x8400000a,0", "0x8400000b,-1",
        "0x8400000e,-1", "0x84000012,-1", "0x80000000,-1", "0xc4000003,-1", "0x95c1ba5e,0", "0x95c1ba61,-1"
    })
    void featuresTellsWhatThereIs(String function, int answer) {
        assertThat(call(FEATURES, Long.decode(function).intValue())).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8400_0005, 0x8400_0012, 0x8000_0000, 0xc400_0003, 0xc400_0001, 0x95c1_ba61, 0, 0x1234_5678})
    void whatThereIsNotIsNotSupported(int function) {
        assertThat(call(function, 1, 0x4000_0000)).isEqualTo(NOT_SUPPORTED);
        assertThat(board.done).isEmpty();
    }

    @Test
    void version01NumbersOfQemuWorkToo() {
        assertThat(call(0x95c1_ba60, 1, 0x4000_0000, 5)).isZero();
        call(0x95c1_ba5f);
        call(0x95c1_ba5e);

        assertThat(board.done).containsExactly("on 1 at 40000000 with 5", "off 0", "suspend 0");
    }

    @Test
    void observerHearsOfEachCallWithItsResult() {
        List<String> told = new ArrayList<>();
        psci.observer = new Observer() {
            @Override
            public void firmwareCall(int cpu, int function, int arg1, int arg2, int arg3, int result) {
                told.add("%d %s %x %x %x: %d".formatted(cpu, Psci.name(function), arg1, arg2, arg3, result));
            }
        };

        psci.call(0, CPU_ON, 1, 0x4000_0000, 3);
        psci.call(1, 0x8000_0000, 0, 0, 0);

        assertThat(told).containsExactly("0 CPU_ON 1 40000000 3: 0", "1 PSCI 0x80000000 0 0 0: -1");
    }

    @Test
    void affinityIsTheNumberInClustersOfEight() {
        assertThat(Mpidr.affinity(7)).isEqualTo(7);
        assertThat(Mpidr.affinity(8)).isEqualTo(0x100);
        assertThat(Mpidr.of(3)).isEqualTo(0x8000_0003);
    }
}
