package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.state.Fault;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.Sctlr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DDI 0406C B3.5 to B3.7. The second megabyte of memory is what tables map. */
class ShortDescriptorTest {
    private static final int SECTION = 2;
    private static final int TABLE = 1;
    private static final int SMALL = 2;
    private static final int LARGE = 1;
    /** TEX 001, C, B: Normal write-back. */
    private static final int NORMAL_SECTION = 1 << 12 | 3 << 2;

    private static final int NORMAL_SMALL = 1 << 6 | 3 << 2;
    private static final int NORMAL_LARGE = 1 << 12 | 3 << 2;
    /** AP 011: everybody reads and writes. */
    private static final int OPEN_SECTION = 3 << 10;

    private static final int OPEN_PAGE = 3 << 4;
    private static final int VA = 0x1230_0000;
    private static final int DATA = (int) Bench.DATA;

    private final Bench b = new Bench();

    @BeforeEach
    void on() {
        b.word(Bench.DATA, 0xd00d_0000);
        b.word(Bench.DATA + 0x5678, 0xd00d_5678);
        b.shortOn();
    }

    private static long l1(int va) {
        return Bench.L1 + (va >>> 20 << 2);
    }

    private static long l2(int va) {
        return Bench.L2 + (va >>> 12 & 0xff) * 4L;
    }

    private void first(int va, int descriptor) {
        b.word(l1(va), descriptor);
    }

    private void table(int va, int extra) {
        first(va, (int) Bench.L2 | TABLE | extra);
    }

    private static int shortStatus(Fault f) {
        return FaultStatus.shortStatus(f.status);
    }

    @Test
    void aSectionMapsAMegabyte() {
        first(VA, DATA | OPEN_SECTION | NORMAL_SECTION | SECTION);
        assertThat(b.load(VA + 0x5678)).isEqualTo(0xd00d_5678);
        b.store(VA + 0xffffc, 42);
        assertThat(b.wordAt(Bench.DATA + 0xffffc)).isEqualTo(42);
    }

    @Test
    void aSupersectionMapsSixteenMegabytes() {
        // A supersection's base has 16 MB granularity: the bench's memory exactly.
        first(0x1600_0000, 0x4000_0000 | 1 << 18 | OPEN_SECTION | NORMAL_SECTION | SECTION);
        first(0x1610_0000, 0x4000_0000 | 1 << 18 | OPEN_SECTION | NORMAL_SECTION | SECTION);
        assertThat(b.load(0x1610_5678)).isEqualTo(0xd00d_5678);
    }

    @Test
    void aSupersectionReachesFortyBits() {
        first(0x1610_0000, 0x4000_0000 | 1 << 18 | 5 << 20 | 3 << 5 | OPEN_SECTION | NORMAL_SECTION | SECTION);
        Translation x = new Translation();
        assertThat(b.mmu.translator().probe(b.cpu.cp15, Regime.PL10, true, 0x1612_3456, Translation.READ, x))
                .isTrue();
        assertThat(x.pa).isEqualTo(0x35_4012_3456L);
        assertThat(x.supersection).isTrue();
    }

    @Test
    void aSmallPageMapsFourKilobytes() {
        table(VA, 0);
        b.word(l2(VA + 0x3000), DATA + 0x5000 | OPEN_PAGE | NORMAL_SMALL | SMALL);
        assertThat(b.load(VA + 0x3678)).isEqualTo(0xd00d_5678);
    }

    @Test
    void aLargePageMapsSixtyFour() {
        table(VA, 0);
        for (int i = 0; i < 16; i++) {
            b.word(l2(VA + i * 0x1000), DATA | OPEN_PAGE | NORMAL_LARGE | LARGE);
        }
        assertThat(b.load(VA + 0x5678)).isEqualTo(0xd00d_5678);
    }

    @Test
    void whereNothingIsMappedIsATranslationFaultOfItsLevel() {
        assertThat(shortStatus(b.loadFaults(VA))).isEqualTo(0b00101);
        assertThat(shortStatus(b.storeFaults(VA))).isEqualTo(0b00101);
        assertThat(shortStatus(b.fetchFaults(VA))).isEqualTo(0b00101);
        table(VA, 7 << 5);
        Fault f = b.loadFaults(VA);
        assertThat(shortStatus(f)).isEqualTo(0b00111);
        assertThat(f.domain).isEqualTo(7);
        assertThat(FaultStatus.dfsr(f, false)).isEqualTo(0x77);
        assertThat(FaultStatus.dfsr(b.storeFaults(VA), false)).isEqualTo(0x877);
    }

    /** Table B3-8: access permissions without the simplified model. */
    @ParameterizedTest
    @CsvSource({
        "0, '',   ''",
        "1, rw,   ''",
        "2, rw,   r",
        "3, rw,   rw",
        "4, '',   ''",
        "5, r,    ''",
        "6, r,    r",
        "7, r,    r",
    })
    void accessPermissions(int ap, String privileged, String user) {
        int apBits = (ap & 3) << 10 | (ap >> 2) << 15;
        first(VA, DATA | apBits | NORMAL_SECTION | 5 << 5 | SECTION);
        table(VA + (1 << 20), 0);
        b.word(l2(VA), DATA | (ap & 3) << 4 | (ap >> 2) << 9 | NORMAL_SMALL | SMALL);
        check(VA, privileged, 0b01101);
        check(VA + (1 << 20), privileged, 0b01111);
        b.user();
        check(VA, user, 0b01101);
        check(VA + (1 << 20), user, 0b01111);
    }

    private void check(int va, String rights, int status) {
        if (rights.contains("r")) {
            assertThat(b.load(va)).isEqualTo(0xd00d_0000);
            b.fetch(va);
        } else {
            assertThat(shortStatus(b.loadFaults(va))).isEqualTo(status);
            assertThat(shortStatus(b.fetchFaults(va))).isEqualTo(status);
        }
        if (rights.contains("w")) {
            b.store(va, 0xd00d_0000);
        } else {
            assertThat(shortStatus(b.storeFaults(va))).isEqualTo(status);
        }
    }

    @Test
    void unprivilegedAccessesAreJudgedAsUserModes() {
        first(VA, DATA | 1 << 10 | NORMAL_SECTION | SECTION);
        assertThat(b.load(VA)).isEqualTo(0xd00d_0000);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> b.loadUnprivileged(VA))
                .isSameAs(dev.trapline.emu.state.GuestException.DATA_ABORT);
        first(VA, DATA | 2 << 10 | NORMAL_SECTION | SECTION);
        assertThat(b.loadUnprivileged(VA)).isEqualTo(0xd00d_0000);
    }

    @Test
    void domainsDecideWhetherPermissionsAreAsked() {
        first(VA, DATA | 9 << 5 | NORMAL_SECTION | SECTION | 1 << 4);
        b.cpu.cp15.dacr = 0;
        b.changed();
        Fault f = b.loadFaults(VA);
        assertThat(shortStatus(f)).isEqualTo(0b01001);
        assertThat(f.domain).isEqualTo(9);
        b.cpu.cp15.dacr = 2 << 18;
        b.changed();
        assertThat(shortStatus(b.loadFaults(VA)))
                .as("the reserved value is as no access")
                .isEqualTo(0b01001);
        b.cpu.cp15.dacr = 1 << 18;
        b.changed();
        assertThat(shortStatus(b.loadFaults(VA))).as("client, AP 000").isEqualTo(0b01101);
        b.cpu.cp15.dacr = 3 << 18;
        b.changed();
        b.load(VA);
        b.store(VA, 1);
        b.fetch(VA);
        b.user();
        b.load(VA);
    }

    @Test
    void aPageHasItsTablesDomain() {
        table(VA, 4 << 5);
        b.word(l2(VA), DATA | OPEN_PAGE | NORMAL_SMALL | SMALL);
        b.cpu.cp15.dacr = ~(3 << 8);
        b.changed();
        Fault f = b.storeFaults(VA);
        assertThat(shortStatus(f)).isEqualTo(0b01011);
        assertThat(FaultStatus.dfsr(f, false)).isEqualTo(0x84b);
    }

    @Test
    void aSupersectionIsInDomainZero() {
        first(0x1600_0000, 0x4000_0000 | 1 << 18 | 15 << 5 | OPEN_SECTION | SECTION);
        b.cpu.cp15.dacr = 0x5555_5554;
        b.changed();
        assertThat(shortStatus(b.loadFaults(0x1600_0000))).isEqualTo(0b01001);
        assertThat(b.cpu.fault.domain).isZero();
    }

    @Test
    void withAfeTheLowestPermissionBitIsTheAccessFlag() {
        b.cpu.cp15.sctlr |= Sctlr.AFE;
        b.changed();
        first(VA, DATA | 2 << 10 | NORMAL_SECTION | 3 << 5 | SECTION);
        Fault f = b.loadFaults(VA);
        assertThat(shortStatus(f)).isEqualTo(0b00011);
        assertThat(f.domain).isEqualTo(3);
        first(VA, DATA | 3 << 10 | NORMAL_SECTION | 3 << 5 | SECTION);
        b.user();
        b.store(VA, 5);
        table(VA + (1 << 20), 0);
        b.word(l2(VA), DATA | NORMAL_SMALL | SMALL);
        assertThat(shortStatus(b.loadFaults(VA + (1 << 20)))).isEqualTo(0b00110);
    }

    @Test
    void executeNeverIsAPermissionFaultOfFetches() {
        first(VA, DATA | OPEN_SECTION | NORMAL_SECTION | 1 << 4 | SECTION);
        b.load(VA);
        assertThat(shortStatus(b.fetchFaults(VA))).isEqualTo(0b01101);
        table(VA, 0);
        b.word(l2(VA), DATA | OPEN_PAGE | NORMAL_SMALL | SMALL | 1);
        assertThat(shortStatus(b.fetchFaults(VA))).isEqualTo(0b01111);
        for (int i = 0; i < 16; i++) {
            b.word(l2(VA + i * 0x1000), DATA | OPEN_PAGE | NORMAL_LARGE | LARGE | 1 << 15);
        }
        assertThat(shortStatus(b.fetchFaults(VA))).isEqualTo(0b01111);
        assertThat(FaultStatus.ifsr(b.cpu.fault, false)).isEqualTo(0x0f);
    }

    @Test
    void privilegedExecuteNeverStopsPl1Only() {
        first(VA, DATA | OPEN_SECTION | NORMAL_SECTION | SECTION | 1);
        table(VA + (1 << 20), 1 << 2);
        b.word(l2(VA), DATA | OPEN_PAGE | NORMAL_SMALL | SMALL);
        b.fetchFaults(VA);
        b.fetchFaults(VA + (1 << 20));
        b.user();
        b.fetch(VA);
        b.fetch(VA + (1 << 20));
    }

    @Test
    void wxnTakesExecutionFromWhatIsWritable() {
        first(VA, DATA | OPEN_SECTION | NORMAL_SECTION | SECTION);
        first(VA + (1 << 20), DATA | 1 << 15 | 3 << 10 | NORMAL_SECTION | SECTION);
        b.fetch(VA);
        b.cpu.cp15.sctlr |= Sctlr.WXN;
        b.changed();
        b.fetchFaults(VA);
        b.fetch(VA + (1 << 20));
    }

    @Test
    void uwxnTakesPl1ExecutionFromWhatPl0MayWrite() {
        first(VA, DATA | OPEN_SECTION | NORMAL_SECTION | SECTION);
        first(VA + (1 << 20), DATA | 1 << 10 | NORMAL_SECTION | SECTION);
        b.cpu.cp15.sctlr |= Sctlr.UWXN;
        b.changed();
        b.fetchFaults(VA);
        b.fetch(VA + (1 << 20));
        b.user();
        b.fetch(VA);
    }

    @Test
    void ttbcrNSplitsTheAddressSpace() {
        b.cpu.cp15.ttbcr = 1;
        b.cpu.cp15.ttbr1 = Bench.RAM + 0x8000;
        b.cpu.cp15.ttbr0 = Bench.RAM + 0x6000;
        b.changed();
        // With N = 1 the lower table has 8 KB.
        b.word(Bench.RAM + 0x6000 + (0x7ff << 2), DATA | OPEN_SECTION | NORMAL_SECTION | SECTION);
        b.word(Bench.RAM + 0x8000 + (0x800 << 2), DATA | OPEN_SECTION | NORMAL_SECTION | SECTION);
        assertThat(b.load(0x7ff0_5678)).isEqualTo(0xd00d_5678);
        assertThat(b.load(0x8000_5678)).isEqualTo(0xd00d_5678);
        b.cpu.cp15.ttbcr = 1 | 1 << 4;
        b.changed();
        assertThat(shortStatus(b.loadFaults(0x7ff0_5678))).as("PD0").isEqualTo(0b00101);
        assertThat(b.load(0x8000_5678)).isEqualTo(0xd00d_5678);
        b.cpu.cp15.ttbcr = 1 | 1 << 5;
        b.changed();
        assertThat(shortStatus(b.loadFaults(0x8000_5678))).as("PD1").isEqualTo(0b00101);
    }

    @Test
    void aWalkThatFindsNoMemoryIsAnExternalAbort() {
        first(VA, 0x2000_0000 | TABLE | 6 << 5);
        Fault f = b.loadFaults(VA);
        assertThat(shortStatus(f)).isEqualTo(0b01110);
        b.cpu.cp15.ttbr0 = 0x2000_0000;
        b.changed();
        assertThat(shortStatus(b.loadFaults(VA))).isEqualTo(0b01100);
        assertThat(shortStatus(b.fetchFaults(VA))).isEqualTo(0b01100);
    }

    @Test
    void sctlrEeMakesTheTablesBigEndian() {
        b.cpu.cp15.sctlr |= Sctlr.EE;
        b.changed();
        first(VA, Integer.reverseBytes(DATA | OPEN_SECTION | NORMAL_SECTION | SECTION));
        assertThat(b.load(VA + 0x5678)).isEqualTo(0xd00d_5678);
    }

    /** TEX, C, B without remapping: an unaligned access tells Normal memory from the rest. */
    @ParameterizedTest
    @CsvSource({
        "0, false",
        "1, false",
        "2, true",
        "3, true",
        "4, true",
        "7, true",
        "8, false",
        "16, true",
        "21, true",
        "26, true",
        "31, true"
    })
    void unalignedAccessesNeedNormalMemory(int texCb, boolean normal) {
        first(VA, DATA | OPEN_SECTION | (texCb >> 2) << 12 | (texCb & 3) << 2 | SECTION);
        b.load(VA + 0x5678);
        if (normal) {
            assertThat(b.load(VA + 0x567a)).isEqualTo(0xd00d);
            b.store(VA + 0x567b, 0);
        } else {
            assertThat(shortStatus(b.loadFaults(VA + 0x567a))).isEqualTo(0b00001);
            assertThat(shortStatus(b.storeFaults(VA + 0x567b))).isEqualTo(0b00001);
        }
    }

    @Test
    void texRemapTakesTheTypeFromPrrr() {
        b.cpu.cp15.sctlr |= Sctlr.TRE;
        // TR0 Strongly-ordered, TR1 Device, TR2 Normal.
        b.cpu.cp15.prrr = 2 << 4 | 1 << 2;
        b.changed();
        first(VA, DATA | OPEN_SECTION | 6 << 12 | SECTION);
        b.loadFaults(VA + 2);
        first(VA, DATA | OPEN_SECTION | 6 << 12 | 1 << 2 | SECTION);
        b.loadFaults(VA + 2);
        first(VA, DATA | OPEN_SECTION | 6 << 12 | 2 << 2 | SECTION);
        b.load(VA + 2);
    }
}
