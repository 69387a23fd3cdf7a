package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.hv.abi.XenAbi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Which calls a machine's recording tells of: Xen's only where Xen is. */
class CallConventionsTest {
    private static Image zImage(int wordAt30) {
        byte[] bytes = ByteBuffer.allocate(0x100)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x24, 0x016f_2818)
                .putInt(0x2c, 0x100)
                .putInt(0x30, wordAt30)
                .array();
        return Image.of("kernel", bytes);
    }

    private static MachineSpec machine(BootImages images, BootMode mode) {
        return MachineSpec.builder().images(images).bootMode(mode).build();
    }

    @Test
    void ofAMachineThatIsGivenAHypervisor() {
        BootImages images = BootImages.NONE.withHypervisor(zImage(0)).withKernel(zImage(0x0403_0201));
        assertThat(CallConventions.of(machine(images, BootMode.HYP))).isSameAs(XenAbi.INSTANCE);
    }

    @Test
    void ofOneWhoseKernelIsXen() {
        BootImages xen = BootImages.NONE.withKernel(zImage(0));
        assertThat(CallConventions.of(machine(xen, BootMode.HYP))).isSameAs(XenAbi.INSTANCE);
        assertThat(CallConventions.of(machine(xen, BootMode.SVC))).isSameAs(PsciAbi.INSTANCE);
    }

    @Test
    void ofOthers() {
        BootImages linux = BootImages.NONE.withKernel(zImage(0x0403_0201));
        assertThat(CallConventions.of(machine(linux, BootMode.HYP))).isSameAs(PsciAbi.INSTANCE);
        BootImages small = BootImages.NONE.withKernel(Image.of("kernel", new byte[8]));
        assertThat(CallConventions.of(machine(small, BootMode.HYP))).isSameAs(PsciAbi.INSTANCE);
        assertThat(CallConventions.of(machine(BootImages.NONE, BootMode.HYP))).isSameAs(PsciAbi.INSTANCE);
    }
}
