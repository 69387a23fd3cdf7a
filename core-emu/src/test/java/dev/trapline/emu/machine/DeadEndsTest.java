package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.exec.Whereabouts;
import org.junit.jupiter.api.Test;

/** Guests that can never do anything again are reported, with what, where and when; they are not spun on. */
class DeadEndsTest {
    private static final int RAM = 0x4001_0000;
    private static final long PLENTY = 10_000_000;

    private static Machine machine(int cpus, int... words) {
        return Machines.raw(BootMode.SVC, cpus, words);
    }

    @Test
    void aBranchToItselfWithInterruptsMaskedIsACrashThatSaysWhere() {
        Machine machine = machine(1, 0xe1a00000, 0xeafffffe);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.CRASH);
        assertThat(machine.crash())
                .contains("pCPU 0 branches to itself at 0x" + Integer.toHexString(RAM + 4), "svc mode");
        assertThat(machine.clock().count).as("noticed within a few slices").isLessThan(20_000);
    }

    @Test
    void theCrashIsNoticedAtTheSameInstructionHoweverTheRunIsCut() {
        Machine whole = machine(1, 0xe1a00000, 0xeafffffe);
        whole.run(PLENTY);
        Machine pieces = machine(1, 0xe1a00000, 0xeafffffe);
        Pause end = Pause.COUNT;
        while (end == Pause.COUNT) {
            end = pieces.run(pieces.clock().count + 7);
        }

        assertThat(end).isEqualTo(Pause.CRASH);
        assertThat(pieces.clock().count).isEqualTo(whole.clock().count);
        assertThat(pieces.stateSha256()).isEqualTo(whole.stateSha256());
    }

    @Test
    void aBranchToItselfThatAnInterruptCanEndGoesOn() {
        // CPSIE i; B .
        Machine machine = machine(1, 0xf1080080, 0xeafffffe);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.COUNT);
    }

    @Test
    void aJumpIntoNowhereWhoseVectorsAreNowhereTooIsACrash() {
        // MOV r0, #0x30000000; MCR p15,0,r0,c12,c0,0 (VBAR); MOV pc, #0x20000000: no memory at either.
        Machine machine = machine(1, 0xe3a00203, 0xee0c0f10, 0xe3a0f202);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.CRASH);
        assertThat(machine.crash()).contains("exceptions without end", "0x3000000c", "abt mode");
        assertThat(machine.clock().count)
                .as("a thousand exceptions, one an instruction")
                .isLessThan(1100);
    }

    @Test
    void anUndefinedInstructionAtTheUndefinedVectorIsACrash() {
        // The vectors are the flash's zeroes, which are ANDEQ, up to its end; so point them at undefined words in RAM.
        // MOV r0, #0x40000000; ORR r0, #0x10000; MCR VBAR; UDF: the vector at +4 is the ORR's place, so loop by itself.
        Machine machine = machine(1, 0xe3a00101, 0xe7f000f0, 0xe7f000f0, 0xe7f000f0);
        machine.cpu(0).cp15.vbar = RAM;

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.CRASH);
        assertThat(machine.crash()).contains("exceptions without end", "und mode");
    }

    @Test
    void sleepWithNothingThatCanComeIsADeadlock() {
        // WFI
        Machine machine = machine(2, 0xe320f003, 0xeafffffe);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.DEADLOCK);
        assertThat(machine.clock().count).isEqualTo(1);
        assertThat(machine.whereabouts())
                .extracting(Whereabouts::line)
                .containsExactly(
                        "pCPU 0 waits in WFI, next pc 0x40010004, svc mode, masked AIF", "pCPU 1 is powered off");
    }

    @Test
    void aCpuThatWaitsForAnEventSaysSoAndWhatItLetsIn() {
        // CPSIE ai; CPS #usr; WFE
        Machine machine = machine(1, 0xf1080180, 0xf1020010, 0xe320f002, 0xeafffffe);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.DEADLOCK);
        assertThat(machine.whereabouts())
                .extracting(Whereabouts::line)
                .containsExactly("pCPU 0 waits in WFE, next pc 0x4001000c, usr mode, masked F");
    }

    @Test
    void aResetMachineStartsAgainAsItDidAtFirst() {
        // PSCI SYSTEM_RESET: MOVW r0, #9; MOVT r0, #0x8400; HVC #0
        Machine machine = machine(1, 0xe3000009, 0xe3480400, 0xe1400070);

        assertThat(machine.run(PLENTY)).isEqualTo(Pause.RESET);
        assertThat(machine.clock().count).isEqualTo(3);
        machine.reboot();
        assertThat(machine.cpu(0).pc).isEqualTo(RAM);
        assertThat(machine.run(PLENTY)).isEqualTo(Pause.RESET);
        assertThat(machine.clock().count).as("the count goes on").isEqualTo(6);
    }
}
