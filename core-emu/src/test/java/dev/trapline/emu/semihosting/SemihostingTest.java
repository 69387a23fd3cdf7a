package dev.trapline.emu.semihosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Errno;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.state.Mode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The operations that need no files, and the instructions that call them. */
class SemihostingTest {
    private final Guest guest = new Guest();

    @ParameterizedTest
    @CsvSource({"0xef123456, false, 4", "0xe10f0070, false, 4", "0xdfab, true, 2", "0xbabc, true, 2"})
    void isCalledByBothInstructionsOfBothInstructionSets(String word, boolean thumb, int length) {
        int r0 = guest.callBy(Integer.parseUnsignedInt(word.substring(2), 16), thumb, Operation.SYS_TICKFREQ, 0);

        assertThat(r0).isEqualTo(1_000_000_000);
        assertThat(guest.cpu().pc).as("goes on behind the call").isEqualTo(Guest.CODE + length);
        assertThat(guest.machine.clock().count).as("a call is one instruction").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0xef1234ab, false, 8", "0xe10f0071, false, 4", "0xdf56, true, 8", "0xbabd, true, 4", "0xbeab, true, 12"
    })
    void otherNumbersAndBkptAreWhatTheArchitectureSays(String word, boolean thumb, int vector) {
        guest.callBy(Integer.parseUnsignedInt(word.substring(2), 16), thumb, Operation.SYS_TICKFREQ, 0);

        assertThat(guest.cpu().pc).isEqualTo(vector);
        assertThat(guest.seen).isEmpty();
    }

    @Test
    void userModeDoesNotReachIt() {
        guest.cpu().setMode(Mode.USR);
        guest.callBy(Guest.SVC_A32, false, Operation.SYS_TICKFREQ, 0);
        assertThat(guest.cpu().pc).as("the SVC vector").isEqualTo(8);

        guest.cpu().setMode(Mode.USR);
        guest.callBy(Guest.HLT_T32, true, Operation.SYS_TICKFREQ, 0);
        assertThat(guest.cpu().pc).as("the Undefined vector").isEqualTo(4);
    }

    @Test
    void whereItIsOffTheInstructionsAreExceptions() {
        Machine machine = new Machine(
                MachineSpec.builder().images(Guest.image("guest", "")).build(), MachinePorts.none());

        machine.run(1);

        assertThat(machine.cpu(0).pc).isEqualTo(8);
        assertThat(machine.cpu(0).spsr & 31).isEqualTo(Mode.SVC);
    }

    @Test
    void aCallWhoseConditionFailsIsNone() {
        guest.cpu().setNzcv(0);
        guest.callBy(Guest.SVC_A32 & 0x0fff_ffff, false, Operation.SYS_TICKFREQ, 0); // SVCEQ

        assertThat(guest.cpu().r[0]).isEqualTo(0x31);
        assertThat(guest.cpu().pc).isEqualTo(Guest.CODE + 4);
    }

    @Test
    void aCallInAnItBlockStepsTheBlockOn() {
        guest.begin(Guest.SVC_T32, true, Operation.SYS_TICKFREQ, 0);
        guest.cpu().it = 0xe4; // AL, two instructions to come
        guest.run(1);

        assertThat(guest.cpu().r[0]).isEqualTo(1_000_000_000);
        assertThat(guest.cpu().it).isEqualTo(0xe8);
    }

    @Test
    void printsCharactersAndStrings() {
        guest.string(Guest.BUFFER, "Hello, \u00e9!");
        guest.call(Operation.SYS_WRITEC, Guest.BUFFER);
        guest.call(Operation.SYS_WRITE0, Guest.BUFFER + 1);

        assertThat(guest.printed()).isEqualTo("Hello, \u00c3\u00a9!");
    }

    @Test
    void aStringThatRunsOutOfMemoryPrintsNothingOfIt() {
        int end = 0x4100_0000; // of the 16 MiB
        guest.word(end - 4, 0x41414141);

        assertThat(guest.call(Operation.SYS_WRITE0, end - 4)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
        assertThat(guest.printed()).isEmpty();
        assertThat(guest.call(Operation.SYS_WRITEC, Guest.NOWHERE)).isEqualTo(-1);
    }

    @Test
    void aDeviceIsNoMemory() {
        assertThat(guest.call(Operation.SYS_WRITEC, 0x0900_0018))
                .as("the UART's flags")
                .isEqualTo(-1);
        assertThat(guest.call(Operation.SYS_ELAPSED, 0x0900_0000)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
    }

    @Test
    void timesAreVirtual() {
        guest.machine.clock().skipTo(2_345_678_901L);

        assertThat(guest.call(Operation.SYS_CLOCK, 0)).as("centiseconds").isEqualTo(234);
        assertThat(guest.call(Operation.SYS_TIME, 0))
                .as("the wall clock at reset, and two seconds")
                .isEqualTo((int) Guest.RTC + 2);
        assertThat(guest.call(Operation.SYS_TICKFREQ, 0)).isEqualTo(1_000_000_000);
        assertThat(guest.call(Operation.SYS_ELAPSED, Guest.BUFFER)).isZero();
        long ticks = guest.word(Guest.BUFFER) & 0xffff_ffffL | (long) guest.word(Guest.BUFFER + 4) << 32;
        assertThat(ticks).isEqualTo(2_345_678_905L);
        guest.machine.clock().skipTo(50_000_000_000L);
        guest.call(Operation.SYS_ELAPSED, Guest.BUFFER);
        assertThat(guest.word(Guest.BUFFER + 4)).as("the upper word").isEqualTo(11);
    }

    @Test
    void elapsedThatFailsSaysSoInBothRegisters() {
        assertThat(guest.call(Operation.SYS_ELAPSED, Guest.NOWHERE)).isEqualTo(-1);
        assertThat(guest.cpu().r[1]).isEqualTo(-1);
    }

    @Test
    void wordsHaveTheByteOrderOfTheCallersData() {
        guest.machine.clock().skipTo(0x1_0000_0000L);
        guest.cpu().setBigEndian(true);
        guest.call(Operation.SYS_ELAPSED, Guest.BUFFER);

        assertThat(guest.word(Guest.BUFFER + 4)).as("1, big-endian").isEqualTo(0x0100_0000);
        assertThat(guest.callWith(Operation.SYS_ISERROR, 0xff))
                .as("0xff000000, big-endian")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2147483647, 0", "-1, 1", "-2147483648, 1"})
    void negativeStatusIsAnError(int status, int error) {
        assertThat(guest.callWith(Operation.SYS_ISERROR, status)).isEqualTo(error);
    }

    @Test
    void theCommandLineIsTheKernelsNameAndItsArguments() {
        assertThat(guest.callWith(Operation.SYS_GET_CMDLINE, Guest.BUFFER, 18)).isZero();

        assertThat(guest.text(Guest.BUFFER, 18)).isEqualTo("guest.bin one two\0");
        assertThat(guest.word(Guest.BLOCK + 4)).as("without its zero").isEqualTo(17);
        assertThat(guest.callWith(Operation.SYS_GET_CMDLINE, Guest.BUFFER, 17)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.E2BIG);
        assertThat(guest.callWith(Operation.SYS_GET_CMDLINE, Guest.NOWHERE, 80)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
        assertThat(guest.word(Guest.BLOCK + 4)).as("the block is as it was").isEqualTo(80);
    }

    @Test
    void heapAndStackShareTheLargestFreePartOfMemory() {
        assertThat(guest.callWith(Operation.SYS_HEAPINFO, Guest.BUFFER)).isZero();

        int base = guest.word(Guest.BUFFER);
        int limit = guest.word(Guest.BUFFER + 4);
        assertThat(limit).as("the end of RAM").isEqualTo(0x4100_0000);
        assertThat(base).as("behind the device tree in the middle").isBetween(0x4080_0008, 0x4081_0000);
        assertThat(base % 8).isZero();
        assertThat(guest.word(Guest.BUFFER + 8)).as("stack base").isEqualTo(limit);
        assertThat(guest.word(Guest.BUFFER + 12)).as("stack limit").isEqualTo(base);
    }

    @Test
    void commandsAndUnknownOperationsAreRefusedByName() {
        guest.string(Guest.TEXT, "rm -rf /");
        assertThat(guest.callWith(Operation.SYS_SYSTEM, Guest.TEXT, 8)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EPERM);
        assertThat(guest.call(Operation.UNKNOWN, 0)).isEqualTo(-1);

        assertThat(guest.told).hasSize(2);
        assertThat(guest.told.get(0)).contains("semihosting", "SYS_SYSTEM");
        assertThat(guest.told.get(1)).contains("semihosting", "0x99");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {
                "SYS_OPEN",
                "SYS_CLOSE",
                "SYS_WRITE",
                "SYS_READ",
                "SYS_ISERROR",
                "SYS_ISTTY",
                "SYS_SEEK",
                "SYS_FLEN",
                "SYS_TMPNAM",
                "SYS_REMOVE",
                "SYS_RENAME",
                "SYS_SYSTEM",
                "SYS_GET_CMDLINE",
                "SYS_HEAPINFO",
                "SYS_EXIT_EXTENDED",
                "SYS_ELAPSED"
            })
    void aParameterBlockWhereNothingIsIsAFault(Operation operation) {
        assertThat(guest.call(operation, Guest.NOWHERE)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
        assertThat(guest.call(operation, -4))
                .as("at the end of the address space")
                .isEqualTo(-1);
        assertThat(guest.run(0)).as("it goes on").isEqualTo(Pause.COUNT);
    }

    @Test
    void aCleanExitIsAPowerOff() {
        guest.begin(Guest.SVC_A32, false, Operation.SYS_EXIT, 0x20026);

        assertThat(guest.run(100)).isEqualTo(Pause.POWER_OFF);
        assertThat(guest.machine.clock().count).as("at that instruction").isEqualTo(1);
        assertThat(guest.machine.crash()).isEmpty();
    }

    @Test
    void anyOtherReasonIsACrashThatNamesIt() {
        guest.begin(Guest.SVC_A32, false, Operation.SYS_EXIT, 0x20023);

        assertThat(guest.run(100)).isEqualTo(Pause.CRASH);
        assertThat(guest.machine.crash()).contains("ADP_Stopped_RunTimeErrorUnknown (0x20023)", "0x40010000");
    }

    @ParameterizedTest
    @CsvSource({
        "0x20026, 0, POWER_OFF, ''",
        "0x20026, 3, CRASH, exited with status 3",
        "0x20004, 0, CRASH, ADP_Stopped_DataAbort (0x20004)",
        "0x20024, 7, CRASH, 'ADP_Stopped_InternalError (0x20024), subcode 7'",
        "0x5, 0, CRASH, stopped with 0x5"
    })
    void theExtendedExitHasAStatus(String reason, int status, Pause end, String words) {
        guest.word(Guest.BLOCK, Integer.decode(reason));
        guest.word(Guest.BLOCK + 4, status);
        guest.begin(Guest.SVC_A32, false, Operation.SYS_EXIT_EXTENDED, Guest.BLOCK);

        assertThat(guest.run(100)).isEqualTo(end);
        assertThat(guest.machine.crash()).contains(words);
    }

    @Test
    void howItEndedIsPartOfTheState() {
        guest.call(Operation.SYS_EXIT, 0x20023);
        Guest other = new Guest();
        other.machine.restore(guest.machine.save());

        assertThat(other.run(1)).isEqualTo(Pause.CRASH);
        assertThat(other.machine.crash()).isEqualTo(guest.machine.crash());
    }

    @Test
    void aRebootForgetsHandlesAndErrors() {
        int handle = guest.open(":tt", 4);
        guest.write(99, "x");
        guest.machine.reboot();

        assertThat(guest.errno()).isZero();
        assertThat(guest.write(handle, "x")).isEqualTo(1);
    }

    @Test
    void aLoopThatPrintsIsNotStuck() {
        // Leaves all registers as they are, so that nothing but its output tells it from a loop without effect.
        guest.string(Guest.BUFFER, ".");
        guest.begin(Guest.SVC_A32, false, Operation.SYS_WRITEC, Guest.BUFFER);
        guest.word(Guest.CODE + 4, 0xeaff_fffd); // B back to the call

        assertThat(guest.run(200_000)).isEqualTo(Pause.COUNT);
        assertThat(guest.printed()).hasSize(100_000);
    }

    @Test
    void everyCallIsToldWithItsHandleAndResult() {
        int handle = guest.open(":tt", 4);
        guest.write(handle, "x");
        guest.call(Operation.SYS_TIME, 0);

        assertThat(guest.seen).containsExactly("SYS_OPEN 0 = 1", "SYS_WRITE 1 = 0", "SYS_TIME 0 = 1000000000");
    }

    @Test
    void aMachineWithoutItKeepsItsState() {
        MachineSpec without =
                MachineSpec.builder().images(Guest.image("guest", "")).build();
        Machine machine = new Machine(without, MachinePorts.none().withFiles(HostFiles.NONE));

        assertThat(new String(machine.save().parts(), StandardCharsets.ISO_8859_1))
                .doesNotContain("semihosting");
    }
}
