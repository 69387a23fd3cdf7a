package dev.trapline.emu.psci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.port.CallAbi.Way;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Firmware calls by their names, for people. */
class PsciAbiTest {
    private static final int CPU_ON = 0x8400_0003;

    private final CallAbi abi = PsciAbi.INSTANCE;

    @Test
    void aFunctionIsToldWithTheArgumentsItHas() {
        assertThat(abi.format(Way.FIRMWARE, 0, CPU_ON, List.of(1L, 0x4020_0000L, 7L)))
                .isEqualTo("CPU_ON(target_cpu 0x1, entry_point_address 0x40200000, context_id 0x7)");
        assertThat(abi.format(Way.HVC, 0, 0x8400_0000, List.of(1L, 2L, 3L, 4L, 5L, 6L)))
                .as("what stood in registers is no argument")
                .isEqualTo("PSCI_VERSION()");
    }

    @Test
    void whatIsNoFunctionIsToldByItsNumberAndAllRegisters() {
        assertThat(abi.name(Way.HVC, 0xea1, CPU_ON))
                .as("Xen's, whatever is in r12")
                .isEmpty();
        assertThat(abi.format(Way.HVC, 0xea1, 18, List.of(1L, 0xffff_ffffL))).isEqualTo("0x00000012(0x1, 0xffffffff)");
        assertThat(abi.format(Way.FIRMWARE, 0, 0x8400_0042, List.of(1L))).isEqualTo("0x84000042(0x1)");
        assertThat(abi.name(Way.SVC, 0, CPU_ON)).isEmpty();
    }

    @Test
    void errorsHaveNames() {
        assertThat(abi.result(Way.FIRMWARE, 0, CPU_ON, 0xffff_fffcL)).isEqualTo("ALREADY_ON");
        assertThat(abi.result(Way.FIRMWARE, 0, CPU_ON, 0)).isEqualTo("0");
        assertThat(abi.result(Way.HVC, 0xea1, 18, 0xffff_fffcL)).isEqualTo("0xfffffffc");
    }

    @Test
    void everyFunctionHasItsNumber() {
        assertThat(Psci.names()).contains("CPU_ON", "cpu_on").doesNotHaveDuplicates();
        for (String name : Psci.names()) {
            int number = Psci.number(name).orElseThrow();
            assertThat(Psci.name(number)).isEqualTo(name);
            assertThat(abi.name(Way.SMC, 0, number)).contains(name);
        }
        assertThat(Psci.number("CPU_AWAY")).isEqualTo(OptionalInt.empty());
    }
}
