package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.Mem;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodeTest {
    private static final int PC = (int) Bench.DATA;
    private final Bench b = new Bench();

    private long[] page(Cpu s, int pc) {
        s.pc = pc;
        s.memory.fetchPage(s);
        return s.code;
    }

    @Test
    void aFetchedPageIsFlaggedAndItsEntriesStartEmpty() {
        long[] code = page(b.cpu, PC + 0x20);
        assertThat(b.cpu.fetchKey).isEqualTo(PC | b.cpu.context);
        assertThat(code).hasSize(1024).containsOnly(0);
        assertThat(b.memory.flags(b.memory.frameAt(PC)) & PhysicalMemory.CODE).isNotZero();
        b.cpu.setThumb(true);
        assertThat(page(b.cpu, PC)).hasSize(2048);
    }

    @Test
    void oneFrameHasOneSetOfEntriesWhereverItIsFetchedFrom() {
        Bench two = new Bench(2);
        long[] code = page(two.cpus[0], PC);
        assertThat(page(two.cpus[1], PC)).isSameAs(code);
    }

    @Test
    void aStoreForgetsTheTouchedWordsOnly() {
        long[] code = page(b.cpu, PC);
        Arrays.fill(code, 7);
        b.store(PC + 0x40, 1);
        Mem.store8(b.cpu, PC + 0x51, 1);
        Mem.store64Aligned(b.cpu, PC + 0x60, 1);
        for (int i = 0; i < 1024; i++) {
            boolean touched = i == 0x10 || i == 0x14 || i == 0x18 || i == 0x19;
            assertThat(code[i]).as("word %d", i).isEqualTo(touched ? 0 : 7);
        }
        assertThat(b.cpu.fetchKey).as("the page itself stays").isEqualTo(PC | b.cpu.context);
    }

    @Test
    void inT32TheHalfwordBeforeIsForgottenToo() {
        b.cpu.setThumb(true);
        long[] code = page(b.cpu, PC);
        Arrays.fill(code, 7);
        Mem.store16(b.cpu, PC + 0x40, 1);
        assertThat(code[0x1f]).isZero();
        assertThat(code[0x20]).isZero();
        assertThat(code[0x1e]).isEqualTo(7);
        assertThat(code[0x21]).isEqualTo(7);
        Mem.store32(b.cpu, PC, 1);
        assertThat(code[0]).isZero();
        assertThat(code[1]).isZero();
        assertThat(code[2]).isEqualTo(7);
    }

    @Test
    void aDevicesWriteForgetsToo() {
        long[] code = page(b.cpu, PC);
        Arrays.fill(code, 7);
        b.memory.write(Bench.DATA + 0xffe, new byte[4], 0, 4);
        assertThat(code[1023]).isZero();
        assertThat(code[1022]).isEqualTo(7);
    }

    @Test
    void aStoreThroughAnotherMappingForgets() {
        b.word(Bench.L1 + 4 * 4, PC | 3 << 10 | 0x100c | 2);
        b.word(Bench.L1 + 5 * 4, PC | 3 << 10 | 0x100c | 2);
        b.shortOn();
        long[] code = page(b.cpu, 0x0040_0000);
        Arrays.fill(code, 7);
        b.store(0x0050_0008, 1);
        assertThat(code[2]).isZero();
    }

    @Test
    void aPageWrittenTimeAndAgainBecomesDataAndStoresGetFast() {
        long[] code = page(b.cpu, PC);
        Arrays.fill(code, 7);
        int slot = PC >>> 12 & 1023;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 1024; i++) {
                b.store(PC + 4 * i, i);
            }
        }
        assertThat(b.memory.flags(b.memory.frameAt(PC)) & PhysicalMemory.CODE).isZero();
        assertThat(b.cpu.writeTag[slot]).isEqualTo(PC | b.cpu.context);
        assertThat(b.cpu.fetchKey).as("nobody goes on with the old entries").isEqualTo(Cpu.NO_FETCH_PAGE);
        long[] again = page(b.cpu, PC);
        assertThat(again).isNotSameAs(code).containsOnly(0);
        again[5] = 9;
        b.store(PC + 20, 0);
        assertThat(again[5]).isZero();
    }

    @Test
    void aReplacedImageForgetsTheFramesThatDiffer() {
        b.word(Bench.DATA, 1);
        b.word(Bench.DATA + 0x1000, 1);
        MemoryImage image = b.memory.share();
        long[] same = page(b.cpu, PC + 0x1000);
        same[0] = 7;
        b.word(Bench.DATA, 2);
        long[] other = page(b.cpu, PC);
        other[0] = 7;
        b.memory.adopt(image);
        assertThat(page(b.cpu, PC)[0]).isZero();
        assertThat(page(b.cpu, PC + 0x1000)[0])
                .as("same bytes, same instructions")
                .isEqualTo(7);
    }

    @Test
    void fetchingFromADeviceOrFromNowhereAborts() {
        assertThat(b.fetchFaults((int) Bench.DEVICE).status).isEqualTo(FaultStatus.EXTERNAL);
        assertThat(b.fetchFaults(0x7000_0000).status).isEqualTo(FaultStatus.EXTERNAL);
        assertThat(b.device.log).isEmpty();
    }

    @Test
    void theSecondHalfOfAnInstructionMayFaultByItself() {
        b.cpu.setThumb(true);
        int last = (int) (Bench.RAM + Bench.RAM_SIZE) - 2;
        b.fetch(last);
        assertThat(b.fetchFaults(last + 2).address).isEqualTo(last + 2);
    }

    @Test
    void userAndPrivilegedFetchesAreToldApart() {
        b.word(Bench.L1 + 4 * 4, PC | 1 << 10 | 0x100c | 2);
        b.shortOn();
        b.fetch(0x0040_0000);
        b.user();
        b.fetchFaults(0x0040_0000);
    }
}
