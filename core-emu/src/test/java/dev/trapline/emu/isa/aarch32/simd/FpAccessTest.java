package dev.trapline.emu.isa.aarch32.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.isa.aarch32.simd.ExtensionBench.End;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import org.junit.jupiter.api.Test;

/** Who may use the extensions when (DDI 0406C B1.11, B4.1.40, B4.1.57, B4.1.66). */
class FpAccessTest {
    private static final int VADD_F32 = 0xee30_0a01;
    private static final int VADD_F32_EQ = 0x0e30_0a01;
    private static final int VFMA_F32 = 0xeea0_0a01;
    private static final int VCMP_F32 = 0xeeb4_0a41;
    private static final int VDUP_32 = 0xee80_0b10;
    private static final int VMOV_SCALAR_8 = 0xee40_0b10;
    private static final int VMOV_SCALAR_32 = 0xee00_0b10;
    private static final int VMRS_FPSCR = 0xeef1_0a10;
    private static final int VMRS_FPSID = 0xeef0_3a10;
    private static final int VMRS_MVFR0 = 0xeef7_5a10;
    private static final int VMRS_MVFR1 = 0xeef6_5a10;
    private static final int VMRS_FPEXC = 0xeef8_2a10;
    private static final int VMSR_FPEXC = 0xeee8_2a10;
    private static final int TCP10 = 1 << 10;
    private static final int TASE = 1 << 15;
    private static final int ASEDIS = 1 << 31;

    private final ExtensionBench bench = new ExtensionBench();

    @Test
    void cpacrDecidesForPl1AndPl0ByItsFields() {
        bench.cpu.cp15.cpacr = 0;
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.UNDEFINED);
        bench.cpu.cp15.cpacr = 0x0050_0000;
        assertThat(bench.a32(VADD_F32)).as("privileged only").isEqualTo(End.DONE);
        bench.cpu.mode = Mode.USR;
        assertThat(bench.a32(VADD_F32)).as("privileged only, from User mode").isEqualTo(End.UNDEFINED);
        bench.cpu.cp15.cpacr = ExtensionBench.FULL_ACCESS;
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.DONE);
    }

    @Test
    void cpacrDoesNotReachHypMode() {
        bench.cpu.cp15.cpacr = ASEDIS;
        bench.cpu.mode = Mode.HYP;
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.DONE);
        assertThat(bench.a32(VDUP_32)).isEqualTo(End.DONE);
    }

    @Test
    void asedisStopsOnlyWhatIsAdvancedSimdAlone() {
        bench.cpu.cp15.cpacr |= ASEDIS;
        assertThat(bench.a32(VDUP_32)).isEqualTo(End.UNDEFINED);
        assertThat(bench.a32(VMOV_SCALAR_8)).isEqualTo(End.UNDEFINED);
        assertThat(bench.a32(VMOV_SCALAR_32)).isEqualTo(End.DONE);
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.DONE);
    }

    @Test
    void withoutFpexcEnOnlyPrivilegedAccessToItAndTheIdentificationRegistersRemains() {
        bench.cpu.fp.fpexc = 0;
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.UNDEFINED);
        assertThat(bench.a32(VDUP_32)).isEqualTo(End.UNDEFINED);
        assertThat(bench.a32(VMRS_FPSCR)).isEqualTo(End.UNDEFINED);
        assertThat(bench.a32(VMRS_FPSID)).isEqualTo(End.DONE);
        assertThat(bench.a32(VMRS_MVFR0)).isEqualTo(End.DONE);
        bench.cpu.r[2] = -1;
        assertThat(bench.a32(VMSR_FPEXC)).isEqualTo(End.DONE);
        assertThat(bench.a32(VMRS_FPEXC)).isEqualTo(End.DONE);
        assertThat(bench.cpu.r[2]).as("only EN exists").isEqualTo(0x4000_0000);
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.DONE);
    }

    @Test
    void userModeSeesFpscrButNoOtherSystemRegister() {
        bench.cpu.mode = Mode.USR;
        assertThat(bench.a32(VMRS_FPSCR)).isEqualTo(End.DONE);
        for (int word : new int[] {VMRS_FPSID, VMRS_MVFR0, VMRS_MVFR1, VMRS_FPEXC, VMSR_FPEXC}) {
            assertThat(bench.a32(word)).as(Integer.toHexString(word)).isEqualTo(End.UNDEFINED);
        }
    }

    @Test
    void identificationIsThatOfACortexA15() {
        bench.a32(VMRS_FPSID);
        assertThat(bench.cpu.r[3]).isEqualTo(0x4104_30f0);
        bench.a32(VMRS_MVFR0);
        assertThat(bench.cpu.r[5]).isEqualTo(0x1011_0222);
        bench.a32(VMRS_MVFR1);
        assertThat(bench.cpu.r[5]).isEqualTo(0x1111_1111);
    }

    @Test
    void hcptrTrapsWithTheSyndromeOfTheKindOfInstruction() {
        bench.cpu.cp15.hcptr = TCP10;
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.HYP_TRAP);
        assertThat(bench.cpu.trapSyndrome).as("EC 7, IL, AL, coprocessor 10").isEqualTo(0x1fe0_000a);
        assertThat(bench.a32(VDUP_32)).isEqualTo(End.HYP_TRAP);
        assertThat(bench.cpu.trapSyndrome).as("EC 7, IL, AL, TA").isEqualTo(0x1fe0_0020);
        bench.cpu.setNzcv(0x4000_0000);
        assertThat(bench.a32(VADD_F32_EQ)).isEqualTo(End.HYP_TRAP);
        assertThat(bench.cpu.trapSyndrome).as("EC 7, IL, EQ").isEqualTo(0x1f00_000a);
        bench.cpu.setNzcv(0);
        assertThat(bench.a32(VADD_F32_EQ)).as("condition failed").isEqualTo(End.DONE);
    }

    @Test
    void hcptrTrapsInAnItBlockWithTheConditionOfTheBlock() {
        bench.cpu.cp15.hcptr = TCP10;
        bench.cpu.it = 0xa8;
        assertThat(bench.t32(VADD_F32)).isEqualTo(End.HYP_TRAP);
        assertThat(bench.cpu.trapSyndrome).as("EC 7, IL, GE").isEqualTo(0x1fa0_000a);
        bench.cpu.it = 0;
    }

    @Test
    void taseTrapsOnlyWhatIsAdvancedSimdAlone() {
        bench.cpu.cp15.hcptr = TASE;
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.DONE);
        assertThat(bench.a32(VMOV_SCALAR_32)).isEqualTo(End.DONE);
        assertThat(bench.a32(VMOV_SCALAR_8)).isEqualTo(End.HYP_TRAP);
        assertThat(bench.a32(VDUP_32)).isEqualTo(End.HYP_TRAP);
    }

    @Test
    void whatCpacrOrFpexcRefuseIsUndefinedBeforeItIsTrapped() {
        bench.cpu.cp15.hcptr = TCP10;
        bench.cpu.cp15.cpacr = 0;
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.UNDEFINED);
        bench.cpu.cp15.cpacr = ExtensionBench.FULL_ACCESS;
        bench.cpu.fp.fpexc = 0;
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.UNDEFINED);
    }

    @Test
    void readsOfIdentificationRegistersTrapByGroup() {
        bench.cpu.cp15.hcr = Hcr.TID3;
        assertThat(bench.a32(VMRS_FPSID)).isEqualTo(End.DONE);
        assertThat(bench.a32(VMRS_FPEXC)).isEqualTo(End.DONE);
        assertThat(bench.a32(VMRS_MVFR0)).isEqualTo(End.HYP_TRAP);
        assertThat(bench.cpu.trapSyndrome)
                .as("EC 8, IL, AL, opc1 7, CRn 7, Rt 5, read")
                .isEqualTo(0x23e1_dca1);
        bench.cpu.cp15.hcr = Hcr.TID0;
        assertThat(bench.a32(VMRS_MVFR0)).isEqualTo(End.DONE);
        assertThat(bench.a32(VMRS_FPSID)).isEqualTo(End.HYP_TRAP);
        bench.cpu.mode = Mode.HYP;
        assertThat(bench.a32(VMRS_FPSID)).isEqualTo(End.DONE);
    }

    @Test
    void lenAndStrideMakeArithmeticUndefinedButNotComparison() {
        for (int vector : new int[] {0x0001_0000, 0x0004_0000, 0x0010_0000, 0x0030_0000}) {
            bench.cpu.fp.setFpscr(vector);
            assertThat(bench.cpu.fp.fpscr()).as("LEN and STRIDE can be written").isEqualTo(vector);
            assertThat(bench.a32(VADD_F32)).isEqualTo(End.UNDEFINED);
            assertThat(bench.a32(VFMA_F32)).isEqualTo(End.UNDEFINED);
            assertThat(bench.a32(VCMP_F32)).isEqualTo(End.DONE);
            assertThat(bench.a32(VDUP_32)).isEqualTo(End.DONE);
        }
        bench.cpu.fp.setFpscr(0);
        assertThat(bench.a32(VADD_F32)).isEqualTo(End.DONE);
    }
}
