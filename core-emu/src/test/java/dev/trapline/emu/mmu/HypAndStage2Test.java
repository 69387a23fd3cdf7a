package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.state.Fault;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DDI 0406C B3.6: PL2 stage 1, and stage 2. */
class HypAndStage2Test {
    private static final long BLOCK = 1;
    private static final long TABLE = 3;
    private static final long PAGE = 3;
    private static final long AF = 1 << 10;
    private static final long XN = 1L << 54;
    /** Stage 2: Normal write-back, read, write. */
    private static final long NORMAL = 0xf << 2;

    private static final long DEVICE = 1 << 2;
    private static final long READ = 1 << 6;
    private static final long WRITE = 1 << 7;

    private final Bench b = new Bench();

    @BeforeEach
    void data() {
        b.word(Bench.DATA, 0xd00d_0000);
        b.word(Bench.DATA + 0x5678, 0xd00d_5678);
    }

    @Nested
    class HypMode {
        private static final int VA = 0x4000_0000;

        @BeforeEach
        void on() {
            b.cpu.cp15.httbr = Bench.L1;
            b.cpu.cp15.htcr = 0x8080_0000;
            b.cpu.cp15.hmair0 = 0x04ff;
            b.cpu.cp15.hsctlr = Sctlr.M;
            b.changed();
            b.hyp();
            b.doubleword(Bench.L1 + 8, Bench.L2 | TABLE);
        }

        private void block(long d) {
            b.doubleword(Bench.L2, d);
        }

        @Test
        void hasTablesOfItsOwn() {
            block(0x4000_0000L | AF | 1 << 6 | BLOCK);
            assertThat(b.load(VA + 0x10_5678)).isEqualTo(0xd00d_5678);
            b.cpu.setMode(Mode.SVC);
            assertThat(b.load((int) Bench.DATA)).as("SVC mode's MMU is off").isEqualTo(0xd00d_0000);
            assertThat(b.load(VA + 0x4)).isEqualTo(b.wordAt(Bench.RAM + 4));
        }

        @Test
        void faultsTellTheirLevel() {
            assertThat(b.loadFaults(0xc000_0000).status).isEqualTo(0b000101);
            assertThat(b.loadFaults(VA).status).isEqualTo(0b000110);
            block(0x4000_0000L | BLOCK);
            assertThat(b.storeFaults(VA).status).isEqualTo(0b001010);
            block(0x4000_0000L | AF | 1 << 7 | 1 << 6 | BLOCK);
            b.load(VA);
            assertThat(b.storeFaults(VA).status).isEqualTo(0b001110);
            assertThat(b.cpu.fault.stage2).isFalse();
        }

        @Test
        void executeNeverAndWxn() {
            block(0x4000_0000L | AF | 1 << 6 | BLOCK);
            b.fetch(VA);
            b.cpu.cp15.hsctlr |= Sctlr.WXN;
            b.changed();
            assertThat(b.fetchFaults(VA).status).isEqualTo(0b001110);
            block(0x4000_0000L | AF | 1 << 7 | 1 << 6 | BLOCK);
            b.fetch(VA);
            block(0x4000_0000L | AF | 1 << 7 | 1 << 6 | BLOCK | XN);
            b.fetchFaults(VA);
        }

        @Test
        void htcrT0szLimitsTheSpace() {
            b.cpu.cp15.htcr = 1;
            b.changed();
            block(0x4000_0000L | AF | 1 << 6 | BLOCK);
            b.load(VA);
            b.doubleword(Bench.L1 + 16, 0x4000_0000L | AF | BLOCK);
            assertThat(b.loadFaults(0x8000_0000).status).isEqualTo(0b000101);
        }

        @Test
        void hmairDecidesTheMemoryType() {
            block(0x4000_0000L | AF | 1 << 6 | 1 << 2 | BLOCK);
            assertThat(b.loadFaults(VA + 2).status).isEqualTo(FaultStatus.ALIGNMENT);
        }

        @Test
        void stage2DoesNotConcernIt() {
            b.cpu.cp15.hcr = Hcr.VM;
            b.changed();
            block(0x4000_0000L | AF | 1 << 6 | BLOCK);
            b.load(VA);
        }
    }

    @Nested
    class Stage2 {
        /** Where stage 2 puts the first gigabyte of intermediate addresses. */
        private static final long ROOT = Bench.RAM + 0x20000;

        private static final long SECOND = Bench.RAM + 0x24000;
        private static final long THIRD = Bench.RAM + 0x25000;

        @BeforeEach
        void on() {
            b.cpu.cp15.vttbr = ROOT;
            // 40 bits of IPA from level 1: two joined tables.
            b.cpu.cp15.vtcr = 0x8000_0058;
            b.cpu.cp15.hcr = Hcr.VM;
            b.changed();
            b.doubleword(ROOT, SECOND | TABLE);
            b.doubleword(SECOND, THIRD | TABLE);
        }

        private void page(int ipa, long d) {
            b.doubleword(THIRD + (ipa >>> 12) * 8L, d);
        }

        @Test
        void translatesWhatStage1LeavesFlat() {
            page(0x3000, Bench.DATA + 0x5000 | NORMAL | READ | WRITE | AF | PAGE);
            assertThat(b.load(0x3678)).isEqualTo(0xd00d_5678);
            b.store(0x3678, 5);
            assertThat(b.wordAt(Bench.DATA + 0x5678)).isEqualTo(5);
        }

        @Test
        void joinedTablesReachTheUpperHalfOfFortyBits() {
            b.cpu.cp15.ttbcr = 0x8000_0000;
            b.cpu.cp15.ttbr0 = 0x4000;
            b.cpu.cp15.prrr = 0xff;
            b.cpu.cp15.sctlr |= Sctlr.M;
            b.changed();
            page(0x4000, Bench.RAM + 0x30000 | NORMAL | READ | AF | PAGE);
            // Stage 1 sends the first gigabyte to IPA 0x80_0000_0000 (entry 512 at stage 2).
            b.doubleword(Bench.RAM + 0x30000, 0x80_0000_0000L | AF | BLOCK);
            b.doubleword(ROOT + 512 * 8, 0x4000_0000L | NORMAL | READ | WRITE | AF | BLOCK);
            assertThat(b.load(0x10_5678)).isEqualTo(0xd00d_5678);
        }

        @Test
        void faultsTellLevelAddressAndIpa() {
            Fault f = b.loadFaults(0x4000_0123 & ~3);
            assertThat(f.status).isEqualTo(0b000101);
            assertThat(f.stage2).isTrue();
            assertThat(f.stage1Walk).isFalse();
            assertThat(f.ipa).isEqualTo(0x4000_0120);
            assertThat(b.storeFaults(0x20_0000).status).isEqualTo(0b000110);
            assertThat(b.fetchFaults(0x7000).status).isEqualTo(0b000111);
            assertThat(b.cpu.fault.ipa).isEqualTo(0x7000);
            assertThat(FaultStatus.prefetchAbortIss(b.cpu.fault)).isEqualTo(7);
        }

        @Test
        void accessFlagAndPermissions() {
            page(0, Bench.DATA | NORMAL | READ | WRITE | PAGE);
            assertThat(b.loadFaults(0).status).isEqualTo(0b001011);
            page(0, Bench.DATA | NORMAL | WRITE | AF | PAGE);
            assertThat(b.loadFaults(0).status).isEqualTo(0b001111);
            b.store(0, 1);
            assertThat(b.fetchFaults(0).status).isEqualTo(0b001111);
            page(0, Bench.DATA | NORMAL | READ | AF | PAGE);
            b.load(0);
            b.fetch(0);
            Fault f = b.storeFaults(0);
            assertThat(f.status).isEqualTo(0b001111);
            assertThat(FaultStatus.dataAbortIss(f)).isEqualTo(1 << 6 | 0b001111);
            page(0, Bench.DATA | NORMAL | READ | AF | PAGE | XN);
            b.load(0);
            assertThat(b.fetchFaults(0).stage2).isTrue();
        }

        @Test
        void appliesToUserModeAlikeAndNotToHypMode() {
            page(0, Bench.DATA | NORMAL | READ | AF | PAGE);
            b.user();
            b.load(0);
            assertThat(b.storeFaults(0).stage2).isTrue();
            b.hyp();
            assertThat(b.loadFaults(0).status)
                    .as("Hyp mode sees physical address 0")
                    .isEqualTo(FaultStatus.EXTERNAL);
        }

        @Test
        void whatStage1RefusesNeverReachesStage2() {
            b.cpu.cp15.ttbr0 = 0x4000;
            b.cpu.cp15.dacr = 1;
            b.cpu.cp15.sctlr |= Sctlr.M;
            b.changed();
            page(0x4000, Bench.RAM + 0x30000 | NORMAL | READ | AF | PAGE);
            b.word(Bench.RAM + 0x30000, 0x7ff0_0000 | 2);
            Fault f = b.loadFaults(0);
            assertThat(f.stage2).isFalse();
            assertThat(f.status).isEqualTo(FaultStatus.PERMISSION + 1);
        }

        @Test
        void tablesOfStage1GoThroughStage2() {
            b.cpu.cp15.ttbr0 = 0x4000;
            b.cpu.cp15.dacr = 3;
            b.cpu.cp15.sctlr |= Sctlr.M;
            b.changed();
            Fault f = b.storeFaults(0x0020_0000);
            assertThat(f.stage2).isTrue();
            assertThat(f.stage1Walk).isTrue();
            assertThat(f.status).isEqualTo(0b000111);
            assertThat(f.ipa).isEqualTo(0x4008);
            assertThat(FaultStatus.dataAbortIss(f)).isEqualTo(1 << 7 | 1 << 6 | 7);
            page(0x4000, Bench.RAM + 0x30000 | NORMAL | WRITE | AF | PAGE);
            assertThat(b.loadFaults(0x0020_0000).status).as("a walk reads").isEqualTo(0b001111);
            page(0x4000, Bench.RAM + 0x30000 | NORMAL | READ | AF | PAGE);
            b.word(Bench.RAM + 0x30000 + 8, 0x0000_0000 | 2);
            page(0x1000, Bench.DATA | NORMAL | READ | WRITE | AF | PAGE);
            assertThat(b.load(0x0020_1000)).isEqualTo(0xd00d_0000);
        }

        @Test
        void protectedWalksRefuseTablesInDeviceMemory() {
            b.cpu.cp15.ttbr0 = 0x4000;
            b.cpu.cp15.dacr = 3;
            b.cpu.cp15.sctlr |= Sctlr.M;
            page(0x4000, Bench.RAM + 0x30000 | DEVICE | READ | AF | PAGE);
            page(0x1000, Bench.DATA | NORMAL | READ | WRITE | AF | PAGE);
            b.word(Bench.RAM + 0x30000, 2);
            b.changed();
            assertThat(b.load(0x1000)).isEqualTo(0xd00d_0000);
            b.cpu.cp15.hcr |= Hcr.PTW;
            b.changed();
            Fault f = b.loadFaults(0x1000);
            assertThat(f.stage1Walk).isTrue();
            assertThat(f.status).isEqualTo(0b001111);
        }

        @Test
        void theStricterMemoryTypeWins() {
            b.longOn();
            b.cpu.cp15.ttbr0 = 0x4000;
            b.changed();
            page(0x4000, Bench.RAM + 0x30000 | NORMAL | READ | AF | PAGE);
            b.doubleword(Bench.RAM + 0x30000, AF | BLOCK);
            page(0, Bench.DATA | NORMAL | READ | AF | PAGE);
            b.load(2);
            page(0, Bench.DATA | DEVICE | READ | AF | PAGE);
            assertThat(b.loadFaults(2).status).isEqualTo(FaultStatus.ALIGNMENT);
            assertThat(b.cpu.fault.stage2).isFalse();
            page(0, Bench.DATA | NORMAL | READ | AF | PAGE);
            b.doubleword(Bench.RAM + 0x30000, AF | 1 << 2 | BLOCK);
            assertThat(b.loadFaults(2).status).isEqualTo(FaultStatus.ALIGNMENT);
        }

        @Test
        void vtcrChoosesTheFirstLevelAndTheInputSize() {
            // T0SZ 0: 32 bits of IPA from level 2, four joined tables.
            b.cpu.cp15.vtcr = 0x8000_0000;
            b.cpu.cp15.vttbr = Bench.RAM + 0x28000;
            b.changed();
            b.doubleword(Bench.RAM + 0x28000 + 2047 * 8, 0x4000_0000L | NORMAL | READ | AF | BLOCK);
            assertThat(b.load(0xfff0_5678)).isEqualTo(0xd00d_5678);
            // T0SZ 7: 25 bits.
            b.cpu.cp15.vtcr = 0x8000_0007;
            b.changed();
            b.doubleword(Bench.RAM + 0x28000 + 15 * 8, 0x4000_0000L | NORMAL | READ | AF | BLOCK);
            assertThat(b.load(0x01f0_5678)).isEqualTo(0xd00d_5678);
            assertThat(b.loadFaults(0x0200_0000).status).as("out of range").isEqualTo(0b000101);
        }

        @ParameterizedTest
        @CsvSource({"0x80000018", "0x80000042", "0x80000080"})
        void anImpossibleVtcrIsATranslationFault(String vtcr) {
            b.cpu.cp15.vtcr = Long.decode(vtcr).intValue();
            b.changed();
            assertThat(b.loadFaults(0).status).isEqualTo(0b000101);
            assertThat(b.cpu.fault.stage2).isTrue();
        }

        @Test
        void anExternalAbortOnItsWalkGoesToHypMode() {
            b.doubleword(SECOND, 0x2000_0000L | TABLE);
            Fault f = b.loadFaults(0x1000);
            assertThat(f.status).isEqualTo(0b010111);
            assertThat(f.stage2).isTrue();
        }

        @Test
        void hsctlrEeMakesItsTablesBigEndian() {
            b.doubleword(ROOT, Long.reverseBytes(0x4000_0000L | NORMAL | READ | AF | BLOCK));
            b.cpu.cp15.hsctlr = Sctlr.EE;
            b.changed();
            assertThat(b.load(0x10_5678)).isEqualTo(0xd00d_5678);
        }

        @Test
        void hcrDcSwitchesStage1OffMakesItCacheableAndImpliesStage2() {
            b.cpu.cp15.sctlr |= Sctlr.M;
            b.cpu.cp15.hcr = Hcr.DC;
            b.changed();
            page(0, Bench.DATA | NORMAL | READ | AF | PAGE);
            assertThat(b.load(2)).as("Normal memory, so unaligned is well").isEqualTo(0xd00d);
            assertThat(b.storeFaults(0).stage2).isTrue();
        }

        @Test
        void hcrTgeSwitchesStage1Off() {
            b.cpu.cp15.sctlr |= Sctlr.M;
            b.cpu.cp15.hcr = Hcr.TGE;
            b.changed();
            b.user();
            assertThat(b.load((int) Bench.DATA)).isEqualTo(0xd00d_0000);
        }
    }
}
