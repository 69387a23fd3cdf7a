package dev.trapline.emu.mmu;

import static dev.trapline.emu.mmu.AddressTranslation.ATS12NSOPR;
import static dev.trapline.emu.mmu.AddressTranslation.ATS12NSOPW;
import static dev.trapline.emu.mmu.AddressTranslation.ATS12NSOUR;
import static dev.trapline.emu.mmu.AddressTranslation.ATS1CPR;
import static dev.trapline.emu.mmu.AddressTranslation.ATS1CPW;
import static dev.trapline.emu.mmu.AddressTranslation.ATS1CUR;
import static dev.trapline.emu.mmu.AddressTranslation.ATS1CUW;
import static dev.trapline.emu.mmu.AddressTranslation.ATS1HR;
import static dev.trapline.emu.mmu.AddressTranslation.ATS1HW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DDI 0406C B3.15.2 and B4.1 PAR. */
class AddressTranslationTest {
    private static final long BLOCK = 1;
    private static final long AF = 1 << 10;
    private static final int NS = 1 << 9;
    private final Bench b = new Bench();
    private final AddressTranslation at = new AddressTranslation(b.mmu);

    private long par(int operation, int va) {
        at.perform(b.cpu, operation, va);
        return b.cpu.cp15.par;
    }

    private void section(int va, int descriptor) {
        b.word(Bench.L1 + (va >>> 20 << 2), descriptor);
    }

    @Test
    void shortFormatGivesAddressAndAttributes() {
        section(0x0040_0000, 0x4010_0000 | 1 << 16 | 3 << 10 | 1 << 12 | 3 << 2 | 2);
        b.shortOn();
        // Shareable Normal write-back write-allocate, inner shareable (NOS 0).
        assertThat(par(ATS1CPR, 0x0040_5678)).isEqualTo(0x4010_5000L | NS | 1 << 7 | 5 << 4 | 1 << 2);
        section(0x0040_0000, 0x4010_0000 | 3 << 10 | 2);
        assertThat(par(ATS1CPR, 0x0040_5678))
                .as("Strongly-ordered")
                .isEqualTo(0x4010_5000L | 1 << 10 | NS | 1 << 7 | 1 << 4);
        section(0x0040_0000, 0x4010_0000 | 3 << 10 | 2 << 2 | 2);
        assertThat(par(ATS1CPR, 0x0040_5678))
                .as("Write-Through, not shareable")
                .isEqualTo(0x4010_5000L | 1 << 10 | NS | 6 << 4 | 2 << 2);
    }

    @Test
    void aSupersectionGivesTheUpperAddressBits() {
        section(0x0040_0000, 0x4000_0000 | 1 << 18 | 5 << 20 | 3 << 5 | 3 << 10 | 2);
        b.shortOn();
        long par = par(ATS1CPR, 0x0040_5678);
        assertThat(par & 3).isEqualTo(2);
        assertThat(par & 0xffff_f000L).isEqualTo(0x4035_0000L);
    }

    /** FS[4:0] of DFSR in bits 5 to 1. */
    @Test
    void shortFormatGivesTheFaultStatus() {
        b.shortOn();
        b.cpu.cp15.par = -1;
        assertThat(par(ATS1CPR, 0x0040_0000)).isEqualTo(0b00101 << 1 | 1);
        section(0x0040_0000, 0x4010_0000 | 2);
        assertThat(par(ATS1CPW, 0x0040_0000)).isEqualTo(0b01101 << 1 | 1);
        b.cpu.cp15.dacr = 0;
        b.changed();
        assertThat(par(ATS1CPW, 0x0040_0000)).isEqualTo(0b01001 << 1 | 1);
    }

    @Test
    void eachOperationAsksForItsPrivilegeAndAccess() {
        section(0x0040_0000, 0x4010_0000 | 2 << 10 | 2);
        b.shortOn();
        assertThat(par(ATS1CPR, 0x0040_0000) & 1).isZero();
        assertThat(par(ATS1CPW, 0x0040_0000) & 1).isZero();
        assertThat(par(ATS1CUR, 0x0040_0000) & 1).isZero();
        assertThat(par(ATS1CUW, 0x0040_0000) & 1).isOne();
    }

    @Test
    void longFormatGivesTheMairByteAndSh() {
        b.longOn();
        b.doubleword(Bench.L1 + 8, 0x4000_0000L | 3 << 8 | AF | BLOCK);
        assertThat(par(ATS1CPR, 0x4010_5678)).isEqualTo(0xff00_0000_4010_5000L | 1 << 11 | NS | 3 << 7);
        assertThat(par(ATS1CPR, 0x8000_0000)).isEqualTo(1 << 11 | 0b000101 << 1 | 1);
    }

    private void stage2On() {
        b.cpu.cp15.vttbr = Bench.RAM + 0x20000;
        b.cpu.cp15.vtcr = 0x8000_0058;
        b.cpu.cp15.hcr = Hcr.VM;
        b.changed();
    }

    @Test
    void bothStagesGiveThePhysicalAddressAndAlwaysInLongFormat() {
        stage2On();
        b.doubleword(Bench.RAM + 0x20000 + 8, 0x4000_0000L | 0xf << 2 | 1 << 6 | AF | BLOCK);
        b.doubleword(Bench.RAM + 0x20000 + 16, 0x4000_0000L | 0xf << 2 | 1 << 6 | AF | BLOCK);
        b.cpu.cp15.ttbr0 = Bench.L1;
        b.cpu.cp15.dacr = 1;
        b.cpu.cp15.sctlr |= Sctlr.M;
        b.changed();
        section(0x0040_0000, 0x8010_0000 | 3 << 10 | 1 << 12 | 3 << 2 | 2);
        b.hyp();
        assertThat(par(ATS12NSOPR, 0x0040_5678) & 0xff_ffff_f001L).isEqualTo(0x4010_5000L);
        assertThat(b.cpu.cp15.par & 1 << 11).isNotZero();
        assertThat(par(ATS12NSOPW, 0x0040_5678))
                .as("stage 2 permission, level 1, FSTAGE")
                .isEqualTo(1 << 11 | 1 << 9 | 0b001101 << 1 | 1);
        assertThat(par(ATS12NSOUR, 0x0050_0000)).as("a stage 1 fault").isEqualTo(1 << 11 | 0b000101 << 1 | 1);
        assertThat(par(ATS1CPR, 0x0040_5678) & 0xff_ffff_f001L)
                .as("stage 1 alone gives the intermediate address")
                .isEqualTo(0x8010_5000L);
    }

    @Test
    void aStage1WalkThatStage2RefusesTrapsFromPl1AndIsAResultInHypMode() {
        stage2On();
        b.cpu.cp15.ttbr0 = Bench.L1;
        b.cpu.cp15.dacr = 1;
        b.cpu.cp15.sctlr |= Sctlr.M;
        b.changed();
        b.cpu.cp15.par = 77;
        assertThatThrownBy(() -> at.perform(b.cpu, ATS1CPR, 0x0040_0000)).isSameAs(GuestException.DATA_ABORT);
        assertThat(b.cpu.cp15.par).isEqualTo(77);
        assertThat(b.cpu.fault.stage2).isTrue();
        assertThat(FaultStatus.dataAbortIss(b.cpu.fault)).isEqualTo(1 << 8 | 1 << 7 | 1 << 6 | 0b000101);
        b.hyp();
        assertThat(par(ATS1CPR, 0x0040_0000)).isEqualTo(1 << 11 | 1 << 9 | 1 << 8 | 0b000101 << 1 | 1);
    }

    @Test
    void anExternalAbortOnTheWalkIsTaken() {
        b.shortOn();
        b.cpu.cp15.ttbr0 = 0x2000_0000;
        b.changed();
        assertThatThrownBy(() -> at.perform(b.cpu, ATS1CPR, 0)).isSameAs(GuestException.DATA_ABORT);
        assertThat(FaultStatus.dfsr(b.cpu.fault, false)).isEqualTo(1 << 13 | 1 << 11 | 0b01100);
    }

    @Test
    void hypModesTables() {
        b.cpu.cp15.httbr = Bench.L1;
        b.cpu.cp15.hmair0 = 0x44;
        b.cpu.cp15.hsctlr = Sctlr.M;
        b.changed();
        b.hyp();
        b.doubleword(Bench.L1 + 8, 0x4000_0000L | 3 << 6 | AF | BLOCK);
        assertThat(par(ATS1HR, 0x4010_5678) & 0xff00_00ff_ffff_f001L).isEqualTo(0x4400_0000_4010_5000L);
        assertThat(par(ATS1HW, 0x4010_5678)).isEqualTo(1 << 11 | 0b001101 << 1 | 1);
    }

    @Test
    void nothingIsRememberedOrFlagged() {
        section(0x0040_0000, 0x4010_0000 | 3 << 10 | 2);
        b.shortOn();
        par(ATS1CPR, 0x0040_0000);
        assertThat(b.memory.flags(b.memory.frameAt(Bench.L1))).isZero();
        assertThat(b.cpu.readTag).containsOnly(0);
    }

    @Test
    void aProbeChangesNothingAndTakesAnyRegisters() {
        section(0x0040_0000, 0x4010_0000 | 1 << 10 | 2);
        b.shortOn();
        b.cpu.setMode(Mode.SVC);
        dev.trapline.emu.state.Cp15 other = new dev.trapline.emu.state.Cp15();
        Translation x = new Translation();
        Translator t = b.mmu.translator();
        assertThat(t.probe(other, Regime.PL10, true, 0x0040_1234, Translation.READ, x))
                .isTrue();
        assertThat(x.pa).as("with the MMU off").isEqualTo(0x0040_1234);
        assertThat(t.probe(b.cpu.cp15, Regime.PL10, true, 0x0040_1234, Translation.READ, x))
                .isTrue();
        assertThat(x.pa).isEqualTo(0x4010_1234);
        assertThat(t.probe(b.cpu.cp15, Regime.PL10, false, 0x0040_1234, Translation.READ, x))
                .isFalse();
        assertThat(x.status).isEqualTo(FaultStatus.PERMISSION + 1);
        assertThat(b.cpu.fault.status).isZero();
        assertThat(b.memory.flags(b.memory.frameAt(Bench.L1)) & PhysicalMemory.WALKED_SHORT)
                .isZero();
    }

    /** The IPA alone through stage 2, as a debugger of a hypervisor asks. */
    @ParameterizedTest
    @CsvSource({"0x40105678, 0x40105678, true", "0x80105678, 0, false"})
    void aProbeOfStage2Alone(String ipa, String pa, boolean found) {
        stage2On();
        b.doubleword(Bench.RAM + 0x20000 + 8, 0x4000_0000L | 0xf << 2 | 1 << 6 | AF | BLOCK);
        Translation x = new Translation();
        assertThat(b.mmu.translator().probe(b.cpu.cp15, Regime.STAGE2, true, Long.decode(ipa), Translation.READ, x))
                .isEqualTo(found);
        if (found) {
            assertThat(x.pa).isEqualTo(Long.decode(pa));
        } else {
            assertThat(x.ipa).isEqualTo(Long.decode(ipa));
        }
    }
}
