package dev.trapline.emu.semihosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.HostFiles;
import org.junit.jupiter.api.Test;

/** Reading keys: a read with none there waits as data, wherever the run is cut. */
class ConsoleReadTest {
    private static final int PL011 = 0x0900_0000;

    private final Guest guest = new Guest();

    @Test
    void aKeyTypedIsRead() {
        guest.type(0, "ab");

        assertThat(guest.call(Operation.SYS_READC, 0)).isEqualTo('a');
        assertThat(guest.call(Operation.SYS_READC, 0)).isEqualTo('b');
    }

    @Test
    void aReadWithoutAKeyWaitsAndIsMadeAgain() {
        guest.begin(Guest.SVC_A32, false, Operation.SYS_READC, 0);
        assertThat(guest.run(100)).as("nothing will come").isEqualTo(Pause.DEADLOCK);
        assertThat(guest.machine.clock().count).as("one attempt").isEqualTo(1);
        assertThat(guest.cpu().pc).isEqualTo(Guest.CODE);
        assertThat(guest.cpu().r[0]).as("r0 still holds the operation").isEqualTo(7);

        guest.type(1, "k");
        guest.run(1);
        assertThat(guest.cpu().r[0]).isEqualTo('k');
        assertThat(guest.machine.clock().count).as("and a second one").isEqualTo(2);
        assertThat(guest.seen).containsExactly("sleeps", "woke", "SYS_READC 0 = 107");
    }

    @Test
    void waitingInAnItBlockStaysInIt() {
        guest.begin(Guest.SVC_T32, true, Operation.SYS_READC, 0);
        guest.cpu().it = 0xe4;
        guest.run(1);
        assertThat(guest.cpu().it).isEqualTo(0xe4);
        assertThat(guest.cpu().pc).isEqualTo(Guest.CODE);

        guest.type(1, "k");
        guest.run(1);
        assertThat(guest.cpu().r[0]).isEqualTo('k');
        assertThat(guest.cpu().it).isEqualTo(0xe8);
    }

    @Test
    void aReadOfTheTerminalTakesWhatIsThere() {
        int in = guest.open(":tt", 0);
        guest.type(0, "line\r");

        assertThat(guest.read(in, 80)).as("bytes not read").isEqualTo(75);
        assertThat(guest.text(Guest.BUFFER, 5)).isEqualTo("line\r");
        guest.type(0, "xyz");
        assertThat(guest.read(in, 2)).isZero();
        assertThat(guest.text(Guest.BUFFER, 2)).isEqualTo("xy");
        assertThat(guest.call(Operation.SYS_READC, 0)).isEqualTo('z');
        assertThat(guest.read(in, 0))
                .as("nothing asked for, nothing to wait for")
                .isZero();
    }

    @Test
    void aBadBufferDoesNotWait() {
        int in = guest.open(":tt", 0);

        assertThat(guest.callWith(Operation.SYS_READ, in, Guest.NOWHERE, 5)).isEqualTo(5);
    }

    @Test
    void anInterruptIsTakenWhileAReadWaitsAndReturnsToIt() {
        guest.begin(Guest.SVC_A32, false, Operation.SYS_READC, 0);
        guest.run(1);
        guest.cpu().maskI = false;
        guest.cpu().irq(true);

        guest.run(0);
        guest.run(1);
        assertThat(guest.cpu().pc)
                .as("behind the first instruction at the IRQ vector")
                .isEqualTo(0x18 + 4);
        assertThat(guest.cpu().r[14]).as("returns to the call").isEqualTo(Guest.CODE + 4);
    }

    @Test
    void aMaskedInterruptDoesNotWakeIt() {
        guest.begin(Guest.SVC_A32, false, Operation.SYS_READC, 0);
        guest.run(1);
        guest.cpu().irq(true);

        assertThat(guest.run(100)).isEqualTo(Pause.DEADLOCK);
        assertThat(guest.machine.clock().count).isEqualTo(1);
    }

    @Test
    void keysAreTheUartsUntilSemihostingReads() {
        guest.type(0, "u");
        guest.run(0);
        guest.machine.clock().skipTo(10_000_000);
        // LDR r0, [r1]: the UART's data register.
        guest.word(Guest.CODE, 0xe591_0000);
        guest.cpu().pc = Guest.CODE;
        guest.cpu().r[1] = PL011;
        guest.run(1);
        assertThat(guest.cpu().r[0]).isEqualTo('u');

        guest.type(0, "vw");
        guest.run(0);
        assertThat(guest.call(Operation.SYS_READC, 0))
                .as("what the UART had is not lost")
                .isEqualTo('v');
        guest.type(0, "x");
        assertThat(guest.call(Operation.SYS_READC, 0)).isEqualTo('w');
        assertThat(guest.call(Operation.SYS_READC, 0)).isEqualTo('x');
        assertThat(guest.seen).contains("keys 7677");
    }

    @Test
    void aReadThatWaitsIsSavedAndGoesOnElsewhere() {
        guest.begin(Guest.SVC_A32, false, Operation.SYS_READC, 0);
        guest.run(1);
        Guest other = new Guest(HostFiles.NONE);
        other.machine.restore(guest.machine.save());

        assertThat(other.machine.stateSha256()).isEqualTo(guest.machine.stateSha256());
        for (Guest g : new Guest[] {guest, other}) {
            g.type(1, "kl");
            g.run(1);
            assertThat(g.cpu().r[0]).isEqualTo('k');
        }
        Guest third = new Guest(HostFiles.NONE);
        third.machine.restore(other.machine.save());
        assertThat(third.call(Operation.SYS_READC, 0))
                .as("keys not read yet are state")
                .isEqualTo('l');
        assertThat(guest.call(Operation.SYS_READC, 0)).isEqualTo('l');
        assertThat(third.machine.stateSha256()).isEqualTo(guest.machine.stateSha256());
    }

    @Test
    void twoThatWaitGetAKeyEach() {
        Guest two = new Guest(HostFiles.NONE, MachineSpec.builder().cpus(2).images(Guest.image("guest", "")));
        two.begin(Guest.SVC_A32, false, Operation.SYS_READC, 0);
        var second = two.machine.cpu(1);
        second.on = true;
        second.pc = Guest.CODE;
        second.r[0] = 7;
        assertThat(two.run(100)).isEqualTo(Pause.DEADLOCK);
        assertThat(two.machine.clock().count).isEqualTo(2);

        two.word(Guest.CODE + 4, 0xeaff_fffe); // B .
        two.type(2, "a");
        two.run(8000);
        assertThat(two.cpu().r[0] == 'a' ^ second.r[0] == 'a')
                .as("one has it, the other waits on")
                .isTrue();
        two.type(2, "b");
        two.run(8000);
        assertThat(new int[] {two.cpu().r[0], second.r[0]}).containsExactlyInAnyOrder('a', 'b');
    }
}
