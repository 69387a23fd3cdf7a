package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.state.Fault;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.Sctlr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DDI 0406C B3.6 and B3.7, stage 1 of PL1&0. */
class LongDescriptorTest {
    private static final long BLOCK = 1;
    private static final long TABLE = 3;
    private static final long PAGE = 3;
    private static final long AF = 1 << 10;
    private static final long USER = 1 << 6;
    private static final long READ_ONLY = 1 << 7;
    private static final long PXN = 1L << 53;
    private static final long XN = 1L << 54;
    private static final int VA = 0x4060_0000;

    private final Bench b = new Bench();

    @BeforeEach
    void on() {
        b.word(Bench.DATA, 0xd00d_0000);
        b.word(Bench.DATA + 0x5678, 0xd00d_5678);
        b.longOn();
        first(VA, Bench.L2 | TABLE);
    }

    private void first(int va, long d) {
        b.doubleword(Bench.L1 + (va >>> 30) * 8L, d);
    }

    private void second(int va, long d) {
        b.doubleword(Bench.L2 + (va >>> 21 & 511) * 8L, d);
    }

    private void third(int va, long d) {
        b.doubleword(Bench.L3 + (va >>> 12 & 511) * 8L, d);
    }

    private void page(int va, long d) {
        second(va, Bench.L3 | TABLE);
        third(va, d);
    }

    @Test
    void aBlockOfTheFirstLevelMapsAGigabyte() {
        first(VA, 0x4000_0000L | AF | BLOCK);
        assertThat(b.load(0x4010_5678)).isEqualTo(0xd00d_5678);
        first(0xc000_0000, 0x4000_0000L | AF | BLOCK);
        assertThat(b.load(0xc010_5678)).isEqualTo(0xd00d_5678);
    }

    @Test
    void aBlockOfTheSecondLevelMapsTwoMegabytes() {
        second(VA, 0x4000_0000L | AF | BLOCK);
        assertThat(b.load(VA + 0x10_5678)).isEqualTo(0xd00d_5678);
    }

    @Test
    void aPageMapsFourKilobytes() {
        page(VA + 0x3000, Bench.DATA + 0x5000 | AF | PAGE);
        assertThat(b.load(VA + 0x3678)).isEqualTo(0xd00d_5678);
    }

    @Test
    void theContiguousHintChangesNothing() {
        page(VA + 0x3000, Bench.DATA + 0x5000 | AF | PAGE | 1L << 52);
        assertThat(b.load(VA + 0x3678)).isEqualTo(0xd00d_5678);
        assertThat(b.loadFaults(VA + 0x4000).status).isEqualTo(FaultStatus.TRANSLATION + 3);
    }

    @Test
    void translationFaultsTellTheirLevel() {
        assertThat(b.loadFaults(0x8000_0000).status).isEqualTo(0b000101);
        assertThat(b.loadFaults(VA).status).isEqualTo(0b000110);
        second(VA, Bench.L3 | TABLE);
        Fault f = b.storeFaults(VA);
        assertThat(f.status).isEqualTo(0b000111);
        assertThat(FaultStatus.dfsr(f, true)).isEqualTo(1 << 11 | 1 << 9 | 7);
        third(VA, Bench.DATA | AF | 1);
        assertThat(b.fetchFaults(VA).status)
                .as("bits 1:0 of 01 are reserved at level 3")
                .isEqualTo(0b000111);
        assertThat(FaultStatus.ifsr(b.cpu.fault, true)).isEqualTo(1 << 9 | 7);
    }

    @Test
    void accessFlagFaultsTellTheirLevelAndComeBeforePermission() {
        first(VA, 0x4000_0000L | READ_ONLY | BLOCK);
        assertThat(b.storeFaults(VA).status).isEqualTo(0b001001);
        first(VA, Bench.L2 | TABLE);
        second(VA, 0x4000_0000L | BLOCK);
        assertThat(b.loadFaults(VA).status).isEqualTo(0b001010);
        page(VA, Bench.DATA | PAGE);
        assertThat(b.fetchFaults(VA).status).isEqualTo(0b001011);
    }

    /** AP[2:1]. */
    @ParameterizedTest
    @CsvSource({"0, rw, ''", "1, rw, rw", "2, r, ''", "3, r, r"})
    void accessPermissions(int ap, String privileged, String user) {
        page(VA, Bench.DATA | (long) ap << 6 | AF | PAGE);
        check(privileged);
        b.user();
        check(user);
    }

    private void check(String rights) {
        if (rights.contains("r")) {
            assertThat(b.load(VA)).isEqualTo(0xd00d_0000);
        } else {
            assertThat(b.loadFaults(VA).status).isEqualTo(0b001111);
            assertThat(b.fetchFaults(VA).status).isEqualTo(0b001111);
        }
        if (rights.contains("w")) {
            b.store(VA, 0xd00d_0000);
        } else {
            assertThat(b.storeFaults(VA).status).isEqualTo(0b001111);
        }
    }

    @Test
    void tablesLimitWhatIsBelowThem() {
        second(VA, 0x4000_0000L | USER | AF | BLOCK);
        first(VA, Bench.L2 | TABLE | 1L << 61);
        b.store(VA, 0);
        b.user();
        assertThat(b.loadFaults(VA).status).as("APTable[0]: no access from PL0").isEqualTo(0b001110);
        first(VA, Bench.L2 | TABLE | 1L << 62);
        b.load(VA);
        assertThat(b.storeFaults(VA).status).as("APTable[1]: read-only").isEqualTo(0b001110);
        b.fetch(VA);
        first(VA, Bench.L2 | TABLE | 1L << 60);
        b.fetchFaults(VA);
        b.cpu.setMode(dev.trapline.emu.state.Mode.SVC);
        b.fetchFaults(VA);
        first(VA, Bench.L2 | TABLE | 1L << 59);
        b.fetchFaults(VA);
        b.user();
        b.fetch(VA);
    }

    @Test
    void tableAttributesOfEveryLevelAdd() {
        page(VA, Bench.DATA | USER | AF | PAGE);
        second(VA, Bench.L3 | TABLE | 1L << 62);
        first(VA, Bench.L2 | TABLE | 1L << 60);
        b.load(VA);
        b.storeFaults(VA);
        b.fetchFaults(VA);
    }

    @Test
    void executeNeverBits() {
        page(VA, Bench.DATA | USER | AF | PAGE | XN);
        b.fetchFaults(VA);
        page(VA, Bench.DATA | USER | AF | PAGE | PXN);
        b.fetchFaults(VA);
        b.user();
        b.fetch(VA);
        page(VA, Bench.DATA | USER | AF | PAGE | XN);
        assertThat(b.fetchFaults(VA).status).isEqualTo(0b001111);
    }

    @Test
    void wxnAndUwxn() {
        page(VA, Bench.DATA | USER | AF | PAGE);
        b.cpu.cp15.sctlr |= Sctlr.UWXN;
        b.changed();
        b.fetchFaults(VA);
        b.user();
        b.fetch(VA);
        b.cpu.cp15.sctlr |= Sctlr.WXN;
        b.changed();
        b.fetchFaults(VA);
        page(VA, Bench.DATA | USER | READ_ONLY | AF | PAGE);
        b.fetch(VA);
    }

    @Test
    void mairDecidesTheMemoryType() {
        page(VA, Bench.DATA | AF | PAGE);
        assertThat(b.load(VA + 0x2)).isEqualTo(0xd00d);
        page(VA, Bench.DATA | AF | PAGE | 1 << 2);
        assertThat(b.loadFaults(VA + 2).status).as("Device").isEqualTo(FaultStatus.ALIGNMENT);
        page(VA, Bench.DATA | AF | PAGE | 2 << 2);
        assertThat(b.loadFaults(VA + 2).status).as("Strongly-ordered").isEqualTo(FaultStatus.ALIGNMENT);
        page(VA, Bench.DATA | AF | PAGE | 5 << 2);
        b.cpu.cp15.nmrr = 0x44 << 8;
        b.changed();
        assertThat(b.load(VA + 0x2)).isEqualTo(0xd00d);
    }

    @Test
    void t0szShortensTheLowerHalfAndMovesTheFirstLevel() {
        // T0SZ = 1: 2 GB, two entries at level 1.
        b.cpu.cp15.ttbcr = 0x8000_0001;
        b.changed();
        second(VA, 0x4000_0000L | AF | BLOCK);
        assertThat(b.load(VA + 0x10_5678)).isEqualTo(0xd00d_5678);
        b.cpu.cp15.ttbcr = 0x8000_0001 | 7 << 16;
        b.changed();
        assertThat(b.loadFaults(0x8000_0000).status)
                .as("between the halves nothing is")
                .isEqualTo(0b000101);
        // T0SZ = 3: 512 MB, starts at level 2 with 256 entries.
        b.cpu.cp15.ttbcr = 0x8000_0003;
        b.cpu.cp15.ttbr0 = Bench.RAM + 0x10800;
        b.changed();
        b.doubleword(Bench.RAM + 0x10800 + 255 * 8, 0x4000_0000L | AF | BLOCK);
        assertThat(b.load(0x1ff0_5678)).isEqualTo(0xd00d_5678);
        assertThat(b.loadFaults(0x1f00_0000).status).isEqualTo(0b000110);
    }

    @Test
    void t1szGivesTheTopOfTheSpaceToTtbr1() {
        b.cpu.cp15.ttbcr = 0x8000_0000 | 2 << 16;
        b.cpu.cp15.ttbr1 = Bench.RAM + 0x20000;
        b.changed();
        b.doubleword(Bench.RAM + 0x20000, 0x4000_0000L | AF | BLOCK);
        assertThat(b.load(0xc010_5678)).isEqualTo(0xd00d_5678);
        second(VA, 0x4000_0000L | AF | BLOCK);
        assertThat(b.load(VA + 0x10_5678)).isEqualTo(0xd00d_5678);
        assertThat(b.loadFaults(0xbfff_fffc).status)
                .as("below the top quarter is TTBR0's while T0SZ is 0")
                .isEqualTo(0b000101);
    }

    @Test
    void t0szAloneGivesAllTheRestToTtbr1() {
        b.cpu.cp15.ttbcr = 0x8000_0001;
        b.cpu.cp15.ttbr1 = Bench.RAM + 0x20000;
        b.changed();
        b.doubleword(Bench.RAM + 0x20000 + 2 * 8, 0x4000_0000L | AF | BLOCK);
        assertThat(b.load(0x8010_5678)).isEqualTo(0xd00d_5678);
    }

    @Test
    void epdTurnsWalksOff() {
        second(VA, 0x4000_0000L | AF | BLOCK);
        b.load(VA);
        b.cpu.cp15.ttbcr = 0x8000_0080;
        b.changed();
        assertThat(b.loadFaults(VA).status).isEqualTo(0b000101);
        b.cpu.cp15.ttbcr = 0x8080_0001;
        b.cpu.cp15.ttbr1 = Bench.L1;
        b.changed();
        b.load(VA);
        assertThat(b.loadFaults(0xc000_0000).status).isEqualTo(0b000101);
    }

    @Test
    void addressesHaveFortyBits() {
        page(VA, 0x12_3456_7000L | AF | PAGE);
        Translation x = new Translation();
        assertThat(b.mmu.translator().probe(b.cpu.cp15, Regime.PL10, true, VA + 0xabc, Translation.READ, x))
                .isTrue();
        assertThat(x.pa).isEqualTo(0x12_3456_7abcL);
        assertThat(b.loadFaults(VA).status).as("nobody answers there").isEqualTo(FaultStatus.EXTERNAL);
    }

    @Test
    void aWalkThatFindsNoMemoryIsAnExternalAbortOfItsLevel() {
        second(VA, 0x2000_0000L | TABLE);
        assertThat(b.loadFaults(VA).status).isEqualTo(0b010111);
        first(VA, 0x2000_0000L | TABLE);
        assertThat(b.loadFaults(VA).status).isEqualTo(0b010110);
        b.cpu.cp15.ttbr0 = 0x2000_0000;
        b.changed();
        assertThat(b.fetchFaults(VA).status).isEqualTo(0b010101);
    }

    @Test
    void bigEndianTables() {
        b.cpu.cp15.sctlr |= Sctlr.EE;
        b.changed();
        first(VA, Long.reverseBytes(0x4000_0000L | AF | BLOCK));
        assertThat(b.load(0x4010_5678)).isEqualTo(0xd00d_5678);
    }
}
