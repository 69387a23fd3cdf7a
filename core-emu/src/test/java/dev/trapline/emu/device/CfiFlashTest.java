package dev.trapline.emu.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.mem.PhysicalMemory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CfiFlashTest {
    private static final int BLOCK = 256 << 10;
    private static final int READY = 0x0080_0080;

    private final FakeDeviceBus bus = new FakeDeviceBus();
    private final CfiFlash flash = CfiFlash.virtBank("flash0", bus, 0, bus);

    /** A load as a pCPU does it: from the bytes, unless the frame says the device wants it. */
    private int load(int offset) {
        int frame = bus.memory.frameAt(offset);
        if ((bus.memory.flags(frame) & PhysicalMemory.READ_FROM_DEVICE) != 0) {
            return (int) flash.read(offset, 4, 0);
        }
        byte[] f = bus.memory.readable(frame);
        int at = offset & 0xfff;
        return f[at] & 0xff | (f[at + 1] & 0xff) << 8 | (f[at + 2] & 0xff) << 16 | (f[at + 3] & 0xff) << 24;
    }

    private void store(int offset, int value) {
        assertThat(bus.memory.flags(bus.memory.frameAt(offset)) & PhysicalMemory.WRITE_TO_DEVICE)
                .as("stores always reach the device")
                .isNotZero();
        flash.write(offset, 4, value & 0xffff_ffffL, 0);
    }

    private void command(int offset, int command) {
        store(offset, command | command << 16);
    }

    private void erase(int offset) {
        command(offset, 0x20);
        command(offset, 0xd0);
    }

    private void array() {
        command(0, 0xff);
    }

    @Test
    void theQueryTableIsTheOneQemusVirtShows() {
        command(0x55 * 4, 0x98);
        int[] expected = new int[0x60];
        // Read from qemu-system-arm 7.2 -M virt through its test protocol.
        System.arraycopy(
                new int[] {
                    0x51, 0x52, 0x59, 0x01, 0, 0x31, 0, 0, 0, 0, 0, 0x45, 0x55, 0, 0, 0x07, 0x07, 0x0a, 0, 0x04, 0x04,
                    0x04, 0, 0x19, 0x02, 0, 0x0b, 0, 0x01, 0xff, 0, 0, 0x02, 0x50, 0x52, 0x49, 0x31, 0x30, 0, 0, 0, 0,
                    0, 0, 0, 0, 0, 0x01
                },
                0,
                expected,
                0x10,
                0x30);
        for (int i = 0; i < 0x80; i++) {
            int want = i < expected.length ? expected[i] : 0;
            assertThat(load(4 * i)).as("query address 0x%x", i).isEqualTo(want | want << 16);
        }
        array();
        assertThat(load(0x40)).isZero();
    }

    @Test
    void theIdentityShowsMakerDeviceAndLockOfEachBlock() {
        command(5 * BLOCK, 0x60);
        command(5 * BLOCK, 0x01);
        command(0, 0x90);
        assertThat(load(0)).isEqualTo(0x0089_0089);
        assertThat(load(4)).isEqualTo(0x0018_0018);
        assertThat(load(8)).isZero();
        assertThat(load(5 * BLOCK + 8)).isEqualTo(0x0001_0001);
        assertThat(flash.read(2, 2, 0)).isEqualTo(0x89);
        assertThat(flash.read(4, 1, 0)).isEqualTo(0x18);
        assertThat(flash.read(0, 8, 0)).isEqualTo(0x0018_0018_0089_0089L);
    }

    @Test
    void onlyArrayModeLetsLoadsReachTheBytes() {
        int frame = bus.memory.frameAt(BLOCK);
        assertThat(bus.memory.flags(frame)).isEqualTo(PhysicalMemory.WRITE_TO_DEVICE);
        command(0, 0x70);
        assertThat(bus.memory.flags(frame)).isEqualTo(PhysicalMemory.WRITE_TO_DEVICE | PhysicalMemory.READ_FROM_DEVICE);
        assertThat(load(12 * BLOCK)).isEqualTo(READY);
        array();
        assertThat(bus.memory.flags(frame)).isEqualTo(PhysicalMemory.WRITE_TO_DEVICE);
    }

    @Test
    void erasingSetsExactlyOneBlockToOnes() {
        erase(3 * BLOCK + 1234);
        assertThat(load(3 * BLOCK)).isEqualTo(READY);
        array();
        assertThat(load(3 * BLOCK - 4)).isZero();
        assertThat(load(3 * BLOCK)).isEqualTo(-1);
        assertThat(load(4 * BLOCK - 4)).isEqualTo(-1);
        assertThat(load(4 * BLOCK)).isZero();
    }

    @Test
    void programmingClearsBitsAndNeverSetsThem() {
        erase(0);
        command(0, 0x40);
        store(0x10, 0x1234_5678);
        command(0, 0x10);
        store(0x10, 0x0ff0_0ff0);
        array();
        assertThat(load(0x10)).isEqualTo(0x1234_5678 & 0x0ff0_0ff0);
        command(0, 0x40);
        flash.write(0x15, 1, 0x5a, 0);
        command(0, 0x40);
        flash.write(0x16, 2, 0x1122, 0);
        array();
        assertThat(load(0x14)).isEqualTo(0x1122_5aff);
    }

    @Test
    void aWholeBufferIsProgrammedOnConfirmation() {
        erase(BLOCK);
        command(BLOCK, 0xe8);
        assertThat(load(BLOCK)).as("the buffer is available").isEqualTo(READY);
        command(BLOCK, 1023);
        for (int i = 0; i < 1024; i++) {
            store(BLOCK + 4096 + 4 * i, i * 0x01010101);
        }
        byte[] still = new byte[4];
        bus.readMemory(BLOCK + 4096 + 4, still, 0, 4);
        assertThat(still).as("nothing is programmed before the confirmation").containsOnly(0xff);
        command(BLOCK, 0xd0);
        assertThat(load(BLOCK)).isEqualTo(READY);
        array();
        for (int i = 0; i < 1024; i++) {
            assertThat(load(BLOCK + 4096 + 4 * i)).isEqualTo(i * 0x01010101);
        }
        assertThat(load(BLOCK + 8192)).isEqualTo(-1);
        assertThat(load(BLOCK + 4092)).isEqualTo(-1);
    }

    @Test
    void aBufferThatIsTooLongStraysOrIsNotConfirmedProgramsNothing() {
        erase(BLOCK);
        command(BLOCK, 0xe8);
        command(BLOCK, 1024);
        assertThat(load(BLOCK)).isEqualTo(0x00b0_00b0);
        command(0, 0x50);

        command(BLOCK, 0xe8);
        command(BLOCK, 1);
        store(BLOCK, 1);
        store(BLOCK + 8, 2);
        assertThat(load(BLOCK)).isEqualTo(0x00b0_00b0);
        command(0, 0x50);

        command(BLOCK, 0xe8);
        command(BLOCK, 1);
        store(2 * BLOCK - 4, 1);
        store(2 * BLOCK, 2);
        assertThat(load(BLOCK)).as("a buffer may not cross its block").isEqualTo(0x00b0_00b0);
        command(0, 0x50);

        command(BLOCK, 0xe8);
        command(BLOCK, 0);
        store(BLOCK, 1);
        command(BLOCK, 0xff);
        command(0, 0x70);
        assertThat(load(BLOCK)).isEqualTo(0x00b0_00b0);
        array();
        assertThat(load(BLOCK)).isEqualTo(-1);
    }

    @Test
    void lockedBlocksRefuseEraseAndProgramUntilUnlocked() {
        erase(BLOCK);
        command(BLOCK, 0x60);
        command(BLOCK, 0x01);
        command(BLOCK, 0x40);
        store(BLOCK, 0);
        assertThat(load(BLOCK)).isEqualTo(0x0092_0092);
        command(BLOCK, 0x50);
        erase(BLOCK);
        assertThat(load(BLOCK)).isEqualTo(0x00a2_00a2);
        command(BLOCK, 0x50);
        command(BLOCK, 0xe8);
        command(BLOCK, 0);
        store(BLOCK, 0);
        command(BLOCK, 0xd0);
        assertThat(load(BLOCK)).isEqualTo(0x0092_0092);
        array();
        assertThat(load(BLOCK)).isEqualTo(-1);
        command(BLOCK, 0x60);
        command(BLOCK, 0xd0);
        command(BLOCK, 0x50);
        command(BLOCK, 0x40);
        store(BLOCK, 7);
        array();
        assertThat(load(BLOCK)).isEqualTo(7);
    }

    @Test
    void errorsStayUntilTheStatusIsCleared() {
        command(0, 0x20);
        command(0, 0x33);
        assertThat(load(0)).isEqualTo(0x00b0_00b0);
        command(0, 0x60);
        command(0, 0x33);
        assertThat(load(0)).isEqualTo(0x00b0_00b0);
        command(0, 0x50);
        assertThat(load(0)).isEqualTo(READY);
    }

    @Test
    void anUnknownCommandIsMentionedAndLeavesTheArray() {
        command(0, 0x77);
        assertThat(bus.told).hasSize(1).first().asString().contains("flash0", "0x77");
        assertThat(load(0)).isZero();
    }

    @Test
    void noSequenceOfStoresAndLoadsThrows() {
        int seed = 20261122;
        for (int i = 0; i < 20_000; i++) {
            seed = seed * 1_103_515_245 + 12_345;
            int[] sizes = {1, 2, 4, 8};
            int size = sizes[seed >>> 16 & 3];
            int offset = (seed >>> 3) % (64 << 20) & -size;
            int[] bytes = {0xff, 0x40, 0x20, 0xd0, 0x60, 0xe8, 0x01, 0x98, 0x90, 0x70, 0x50, seed >>> 20};
            if ((seed & 0x4000) == 0) {
                flash.write(offset & 0x3ffff, size, bytes[(seed >>> 8 & 0xff) % bytes.length], 0);
            } else {
                flash.read(offset, size, 0);
            }
        }
        flash.write(-1, 4, 0xff, 0);
        assertThat(flash.read(64 << 20, 4, 0)).isZero();
    }

    @Test
    void aRestoredBankSavesTheSameAndGoesOnMidCommand() {
        erase(BLOCK);
        command(2 * BLOCK, 0x60);
        command(2 * BLOCK, 0x01);
        command(BLOCK, 0xe8);
        command(BLOCK, 2);
        store(BLOCK + 64, 0x11);
        byte[] saved = bus.save(flash);

        FakeDeviceBus other = new FakeDeviceBus();
        CfiFlash twin = CfiFlash.virtBank("flash0", other, 0, other);
        other.memory.adopt(bus.memory.share());
        other.restore(saved, twin);
        assertThat(other.save(twin)).isEqualTo(saved);
        assertThat(other.memory.flags(other.memory.frameAt(0)))
                .as("the bank was showing its status")
                .isEqualTo(PhysicalMemory.WRITE_TO_DEVICE | PhysicalMemory.READ_FROM_DEVICE);
        for (CfiFlash each : Arrays.asList(flash, twin)) {
            each.write(BLOCK + 68, 4, 0x22, 0);
            each.write(BLOCK + 72, 4, 0x33, 0);
            each.write(BLOCK, 4, 0xd0, 0);
            each.write(BLOCK, 4, 0xff, 0);
        }
        assertThat(other.save(twin)).isEqualTo(bus.save(flash));
        byte[] a = new byte[16];
        byte[] b = new byte[16];
        bus.readMemory(BLOCK + 64, a, 0, 16);
        other.readMemory(BLOCK + 64, b, 0, 16);
        assertThat(a).containsExactly(0x11, 0, 0, 0, 0x22, 0, 0, 0, 0x33, 0, 0, 0, 0xff, 0xff, 0xff, 0xff);
        assertThat(b).isEqualTo(a);
    }
}
