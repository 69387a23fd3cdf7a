package dev.trapline.emu.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.mem.BusDevice;

/** What must hold of every device's register table and of a device just built on it. */
public final class RegisterTables {
    private RegisterTables() {}

    public static <D extends BusDevice> void check(RegisterMap<D> map, D device, FakeDeviceBus bus) {
        for (Register<D> row : map.rows()) {
            assertThat(row.citation()).as("%s cites its manual", row.name()).matches("(DDI|virtio|CFI) .*[0-9].*");
            if (row.readable() && row.hasKnownReset()) {
                for (int i = 0; i < row.count(); i++) {
                    assertThat((int) device.read(row.offset() + 4 * i, 4, 0))
                            .as("%s after reset", row.name())
                            .isEqualTo(row.resetValue());
                }
            }
            if (row.isDeclaredMissing()) {
                bus.told.clear();
                assertThat(device.read(row.offset(), 4, 0))
                        .as("%s is RAZ", row.name())
                        .isZero();
                device.write(row.offset(), 4, 0xffff_ffffL, 0);
                assertThat(bus.told)
                        .as("%s is reported by name, read and written", row.name())
                        .hasSize(2)
                        .allMatch(line -> line.startsWith("not implemented: " + device.name() + ": " + row.name()));
            }
        }
        bus.told.clear();
    }
}
