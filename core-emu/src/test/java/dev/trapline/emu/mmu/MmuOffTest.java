package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.Mem;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import org.junit.jupiter.api.Test;

class MmuOffTest {
    private static final int DATA = (int) Bench.DATA;
    private final Bench b = new Bench();

    @Test
    void addressesAreThemselves() {
        b.store(DATA + 0x20, 0x1234_5678);
        assertThat(b.wordAt(Bench.DATA + 0x20)).isEqualTo(0x1234_5678);
        assertThat(b.load(DATA + 0x20)).isEqualTo(0x1234_5678);
    }

    @Test
    void everySizeIsLoadedAndStoredZeroExtended() {
        b.cpu.memory.store(b.cpu, DATA, 8, 0xfedc_ba98_f6f5_f4f3L, MemoryPort.PLAIN);
        for (int i = 0; i < 2; i++) {
            // The second time through the tags.
            assertThat(Mem.load8(b.cpu, DATA)).isEqualTo(0xf3);
            assertThat(Mem.load16(b.cpu, DATA + 2)).isEqualTo(0xf6f5);
            assertThat(Mem.load32(b.cpu, DATA)).isEqualTo(0xf6f5_f4f3);
            assertThat(Mem.load64Aligned(b.cpu, DATA)).isEqualTo(0xfedc_ba98_f6f5_f4f3L);
        }
        Mem.store8(b.cpu, DATA + 1, 0x11);
        Mem.store16(b.cpu, DATA + 2, 0x2233);
        assertThat(b.load(DATA)).isEqualTo(0x2233_11f3);
        Mem.store64Aligned(b.cpu, DATA + 8, 0x0102_0304_0506_0708L);
        assertThat(b.load(DATA + 8)).isEqualTo(0x0506_0708);
        assertThat(b.load(DATA + 12)).isEqualTo(0x0102_0304);
    }

    @Test
    void aRepeatedAccessHitsTheTags() {
        b.load(DATA);
        b.store(DATA, 5);
        int slot = DATA >>> 12 & 1023;
        assertThat(b.cpu.readTag[slot]).isEqualTo(DATA | b.cpu.context);
        assertThat(b.cpu.writeTag[slot]).isEqualTo(DATA | b.cpu.context);
        assertThat(b.cpu.readPage[slot])
                .as("load and store must see one array once the frame was written")
                .isSameAs(b.cpu.writePage[slot]);
    }

    @Test
    void dataIsStronglyOrderedSoUnalignedAccessesFault() {
        b.store(DATA, 0);
        assertThat(b.loadFaults(DATA + 2).status).isEqualTo(FaultStatus.ALIGNMENT);
        assertThat(b.storeFaults(DATA + 1).status).isEqualTo(FaultStatus.ALIGNMENT);
    }

    @Test
    void nothingBehindAnAddressIsAnExternalAbort() {
        assertThat(b.loadFaults(0x2000_0000).status).isEqualTo(FaultStatus.EXTERNAL);
        assertThat(b.storeFaults(0x2000_0000).status).isEqualTo(FaultStatus.EXTERNAL);
        assertThat(b.fetchFaults(0x2000_0000).status).isEqualTo(FaultStatus.EXTERNAL);
    }

    @Test
    void bigEndianDataAccessesSwapBytesAndNeverUseTheTags() {
        b.store(DATA, 0x1122_3344);
        b.load(DATA);
        b.cpu.setBigEndian(true);
        assertThat(b.load(DATA)).isEqualTo(0x4433_2211);
        assertThat(Mem.load16(b.cpu, DATA)).isEqualTo(0x4433);
        assertThat(Mem.load8(b.cpu, DATA)).isEqualTo(0x44);
        b.store(DATA + 4, 0x5566_7788);
        b.cpu.setBigEndian(false);
        assertThat(b.load(DATA + 4)).isEqualTo(0x8877_6655);
    }

    @Test
    void instructionsAreFetchedLittleEndianWhateverCpsrE() {
        b.word(Bench.DATA, 0xe1a0_0000);
        b.cpu.setBigEndian(true);
        assertThat(b.fetch(DATA)).isEqualTo(0);
        assertThat(b.fetch(DATA + 2)).isEqualTo(0xe1a0);
    }

    @Test
    void sctlrAFaultsUnalignedAccessesEvenToNormalMemory() {
        b.cpu.cp15.hcr |= dev.trapline.emu.state.Hcr.DC;
        b.cpu.cp15.vtcr = 0x8000_0000;
        b.cpu.cp15.sctlr |= Sctlr.A;
        b.changed();
        assertThat(b.loadFaults(DATA + 2).status).isEqualTo(FaultStatus.ALIGNMENT);
    }

    @Test
    void hypModeHasAContextOfItsOwn() {
        b.store(DATA, 7);
        int svc = b.cpu.context;
        b.cpu.setMode(Mode.HYP);
        assertThat(b.cpu.context).isNotEqualTo(svc);
        assertThat(b.load(DATA)).isEqualTo(7);
        b.cpu.setMode(Mode.SVC);
        assertThat(b.cpu.context).as("the context is remembered").isEqualTo(svc);
    }
}
