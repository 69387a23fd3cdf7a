package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A guest's pointers lead through its own translation and its hypervisor's. */
class CallerViewTest {
    private static final long STAGE2 = 0x4810_0000;
    private static final long STAGE1 = 0x4820_0000;
    private static final long DATA = 0x4812_3ffc;

    /** From an intermediate address to the machine's: 1 GiB from 0x80000000. */
    private static final long MOVED = 0x4000_0000;

    private static final String TEXT = "across a page";

    private final Machine machine = new Machine(
            MachineSpec.builder()
                    .bootMode(BootMode.HYP)
                    .memoryBytes(256L << 20)
                    .images(BootImages.NONE.withKernel(Image.of("nothing", new byte[4])))
                    .build(),
            MachinePorts.none());

    CallerViewTest() {
        machine.memory().write(DATA, bytes(), 0, TEXT.length());
    }

    private static byte[] bytes() {
        return TEXT.getBytes(StandardCharsets.US_ASCII);
    }

    private void descriptor(long pa, long value) {
        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        machine.memory().write(pa, bytes, 0, 8);
    }

    private String read(int mode, long va, int length) {
        byte[] to = new byte[length + 2];
        int got = machine.callers().read(0, mode, va, to, 1, length);
        return new String(to, 1, got, StandardCharsets.US_ASCII);
    }

    private void stage2() {
        // A block of 1 GiB: access flag, readable and writable, Normal memory.
        descriptor(STAGE2 + 8 * 2, 0x4000_0000L | 1 << 10 | 3 << 6 | 15 << 2 | 1);
        machine.cpu(0).cp15.vtcr = 1 << 6;
        machine.cpu(0).cp15.vttbr = STAGE2;
        machine.cpu(0).cp15.hcr = Hcr.VM;
    }

    /** Its tables lie at intermediate addresses too. */
    private void stage1() {
        descriptor(STAGE1 + 8 * 3, 0x8000_0000L | 1 << 10 | 1);
        machine.cpu(0).cp15.ttbcr = 1 << 31;
        machine.cpu(0).cp15.ttbr0 = STAGE1 + MOVED;
        machine.cpu(0).cp15.sctlr |= Sctlr.M;
    }

    @Test
    void withoutTranslationAddressesAreTheMachines() {
        assertThat(read(Mode.SVC, DATA, TEXT.length())).isEqualTo(TEXT);
    }

    @Test
    void stage2LeadsElsewhereThanHypsOwnAddresses() {
        stage2();
        assertThat(read(Mode.SVC, DATA + MOVED, TEXT.length())).isEqualTo(TEXT);
        assertThat(read(Mode.SVC, DATA, 1)).as("no such page").isEmpty();
        assertThat(read(Mode.HYP, DATA, TEXT.length())).as("a call from Hyp").isEqualTo(TEXT);
    }

    @Test
    void bothStagesAreWalked() {
        stage2();
        stage1();
        assertThat(read(Mode.SVC, 0xc812_3ffcL, TEXT.length())).isEqualTo(TEXT);
        assertThat(read(Mode.USR, 0xc812_3ffcL, 1)).as("privileged only").isEmpty();
        assertThat(read(Mode.SVC, 0x8812_3ffcL, 1)).as("no such page").isEmpty();
    }

    @Test
    void whatLiesBeyondMemoryIsLeftOut() {
        stage2();
        machine.memory().write(0x4fff_fffc, bytes(), 0, 4);
        assertThat(read(Mode.SVC, 0x8fff_fffcL, 8)).isEqualTo(TEXT.substring(0, 4));
        machine.cpu(0).cp15.hcr = 0;
        assertThat(read(Mode.SVC, 0x0900_0000L, 4)).as("a device").isEmpty();
        assertThat(read(Mode.SVC, -8, 4)).isEmpty();
        assertThat(read(Mode.SVC, 1L << 32, 4)).isEmpty();
    }

    @Test
    void lookingChangesNothing() {
        stage2();
        stage1();
        String before = machine.stateSha256();
        read(Mode.SVC, 0xc812_3ffcL, TEXT.length());
        assertThat(machine.stateSha256()).isEqualTo(before);
    }
}
