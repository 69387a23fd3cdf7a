package dev.trapline.emu.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.fp.Fp32;
import dev.trapline.emu.fp.FpState;
import org.junit.jupiter.api.Test;

class FpRegistersTest {
    private final FpRegisters fp = new FpRegisters();

    @Test
    void everyBitThatExistsReadsAsWritten() {
        for (int bit = 0; bit < 32; bit++) {
            int value = 1 << bit;
            fp.setFpscr(value);
            boolean exists = (0xfff7_009f & value) != 0;
            assertThat(fp.fpscr()).as("bit " + bit).isEqualTo(exists ? value : 0);
        }
        fp.setFpscr(-1);
        assertThat(fp.fpscr()).isEqualTo(0xfff7_009f);
    }

    @Test
    void advancedSimdAlwaysHasTheStandardValueButForAhp() {
        assertThat(fp.simd.controls()).as("at reset").isEqualTo(0x0300_0000);
        fp.setFpscr(0x00c0_0000);
        assertThat(fp.simd.controls()).isEqualTo(0x0300_0000);
        fp.setFpscr(0x0400_0000);
        assertThat(fp.simd.controls()).isEqualTo(0x0700_0000);
    }

    @Test
    void flagsOfBothKindsOfInstructionGather() {
        Fp32.add(fp.simd, 0x7f80_0001, 0);
        Fp32.div(fp.vfp, 0x3f80_0000, 0);
        assertThat(fp.fpscr()).isEqualTo(FpState.IOC | FpState.DZC);
        fp.setFpscr(0);
        assertThat(fp.fpscr()).as("writing clears both").isZero();
    }
}
