package dev.trapline.emu.gic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.gic.RegisterMap.Narrow;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RegisterMapTest {
    private int value = 0x44332211;
    private int writes;

    private void write(int cpu, int index, int v) {
        value = v;
        writes++;
    }

    @Test
    void rowsThatOverlapOrLeaveTheRegionAreRefused() {
        RegisterMap map = new RegisterMap("x", 0x10).readOnly(4, 2, "A", "1", (c, n) -> 0);

        assertThatThrownBy(() -> map.readOnly(8, 1, "B", "1", (c, n) -> 0)).hasMessageContaining("B does not fit at 8");
        assertThatThrownBy(() -> map.readOnly(12, 2, "C", "1", (c, n) -> 0)).hasMessageContaining("C does not fit");
    }

    @Test
    void rowKnowsWhichOfItsRegistersIsMeant() {
        RegisterMap map = new RegisterMap("x", 0x20).readOnly(8, 4, "A", "1", (c, n) -> 100 * c + n);

        assertThat(map.read(16, 4, 7)).isEqualTo(702);
    }

    @Test
    void narrowReadsTakeTheirBytes() {
        RegisterMap map = new RegisterMap("x", 8).readOnly(0, 1, "A", "1", (c, n) -> value);

        assertThat(map.read(0, 1, 0)).isEqualTo(0x11);
        assertThat(map.read(3, 1, 0)).isEqualTo(0x44);
        assertThat(map.read(2, 2, 0)).isEqualTo(0x4433);
        assertThat(map.read(1, 2, 0)).isEqualTo(0x3322);
        assertThat(map.read(0, 4, 0)).isEqualTo(0x44332211);
    }

    @Test
    void readsAcrossAWordAreSplitAsABusWould() {
        RegisterMap map = new RegisterMap("x", 16).readOnly(0, 2, "A", "1", (c, n) -> n == 0 ? 0x44332211 : 0x88776655);

        assertThat(map.read(0, 8, 0)).isEqualTo(0x8877665544332211L);
        assertThat(map.read(3, 2, 0)).isEqualTo(0x5544);
        assertThat(map.read(2, 4, 0)).isEqualTo(0x66554433L);
        assertThat(map.read(1, 4, 0)).isEqualTo(0x55443322L);
    }

    @Test
    void narrowWritesMergeStandAloneOrDoNothing() {
        RegisterMap merged = new RegisterMap("x", 4).readWrite(0, 1, "A", "1", (c, n) -> value, this::write);
        merged.write(1, 2, 0xabcdL, 0);
        assertThat(value).isEqualTo(0x44abcd11);

        RegisterMap alone = new RegisterMap("x", 4).writeOnly(0, "A", "1", Narrow.ALONE, this::write);
        alone.write(2, 1, 0x7fL, 0);
        assertThat(value).isEqualTo(0x007f0000);

        int before = writes;
        RegisterMap ignored = new RegisterMap("x", 4).writeOnly(0, "A", "1", Narrow.IGNORED, this::write);
        ignored.write(2, 1, 0x7fL, 0);
        assertThat(writes).isEqualTo(before);
        ignored.write(0, 4, 0xffff_ffffL, 0);
        assertThat(value).isEqualTo(-1);
    }

    @Test
    void everyRegisterOfTheGicIsNamedCitedAndItsOwn() {
        Gic gic = new Gic(new PinRecorder());
        RegisterMap[] maps = {
            (RegisterMap) gic.distributor(),
            (RegisterMap) gic.cpuInterface(),
            ((VirtualControlRegisters) gic.virtualControl()).map(),
            (RegisterMap) gic.virtualCpuInterface()
        };
        for (RegisterMap map : maps) {
            assertThat(map.rows())
                    .extracting(RegisterMap.Row::name)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.startsWith(map.name().toUpperCase(Locale.ROOT) + "_"));
            assertThat(map.rows())
                    .extracting(RegisterMap.Row::section)
                    .doesNotHaveDuplicates()
                    .allMatch(s -> s.matches("[45]\\.[345]\\.\\d+"));
        }
        assertThat(maps[0].rows()).hasSize(17);
        assertThat(maps[1].rows()).hasSize(15);
        assertThat(maps[2].rows()).hasSize(8);
        assertThat(maps[3].rows()).hasSize(14);
    }
}
