package dev.trapline.emu.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.mem.BusDevice;
import org.junit.jupiter.api.Test;

class RegisterMapTest {
    private static final RegisterMap<Toy> MAP = RegisterMap.of(
            "toy",
            0x100,
            row(0x00, "CTRL")
                    .bits(0xf0)
                    .reset(0x30)
                    .unimplemented(0x300, "TURBO")
                    .read(d -> d.control)
                    .write((d, v) -> d.control = v)
                    .section("toy 1"),
            row(0x04, "STATUS").constant(0x1234_5678).section("toy 2"),
            row(0x08, "CLEAR").write((d, v) -> d.control = 0).section("toy 3"),
            row(0x10, "EACH")
                    .count(4)
                    .readEach((d, i) -> d.each[i])
                    .writeEach((d, i, v) -> d.each[i] = v)
                    .section("toy 4"),
            row(0x20, "LATER").notImplemented("nobody asked yet").section("toy 5"),
            row(0x40, "AREA")
                    .area(6, (d, o, s) -> o * 16 + s, (d, o, s, v) -> d.control = (int) v)
                    .section("toy 6"));

    private final FakeDeviceBus bus = new FakeDeviceBus();
    private final Toy toy = new Toy();

    private static Register<Toy> row(int offset, String name) {
        return new Register<>(offset, name);
    }

    @Test
    void reservedBitsReadAsZeroAndIgnoreWritesWithoutAWord() {
        MAP.write(toy, bus, 0, 4, 0xffff_fcffL);
        assertThat(MAP.read(toy, bus, 0, 4)).isEqualTo(0xf0);
        assertThat(bus.told).isEmpty();
    }

    @Test
    void onesInBitsDeclaredUnimplementedAreReportedByName() {
        MAP.write(toy, bus, 0, 4, 0x200);
        assertThat(MAP.read(toy, bus, 0, 4)).isZero();
        assertThat(bus.told).containsExactly("not implemented: toy: CTRL write (TURBO; ignored)");
    }

    @Test
    void aWholeRegisterDeclaredUnimplementedIsReportedAtEveryAccess() {
        assertThat(MAP.read(toy, bus, 0x20, 4)).isZero();
        MAP.write(toy, bus, 0x20, 4, 0);
        assertThat(bus.told)
                .containsExactly(
                        "not implemented: toy: LATER read (nobody asked yet; reads as zero)",
                        "not implemented: toy: LATER write (nobody asked yet; ignored)");
    }

    @Test
    void accessesToNoRegisterOrInTheWrongDirectionAreMistakesOfTheGuest() {
        assertThat(MAP.read(toy, bus, 0x80, 4)).isZero();
        assertThat(MAP.read(toy, bus, -4, 4)).isZero();
        assertThat(MAP.read(toy, bus, 0x1000, 4)).isZero();
        MAP.write(toy, bus, 0x84, 4, 1);
        MAP.write(toy, bus, 4, 4, 1);
        assertThat(MAP.read(toy, bus, 8, 4)).isZero();
        assertThat(bus.told).hasSize(6).allMatch(line -> line.startsWith("guest mistake: toy: "));
        assertThat(bus.told.get(4)).contains("STATUS is read-only");
        assertThat(bus.told.get(5)).contains("CLEAR is write-only");
    }

    @Test
    void narrowReadsGiveTheBytesAddressedAndWideOnesTwoRegisters() {
        assertThat(MAP.read(toy, bus, 4, 1)).isEqualTo(0x78);
        assertThat(MAP.read(toy, bus, 5, 1)).isEqualTo(0x56);
        assertThat(MAP.read(toy, bus, 6, 2)).isEqualTo(0x1234);
        assertThat(MAP.read(toy, bus, 0, 8)).isEqualTo(0x1234_5678_0000_0030L);
        assertThat(MAP.read(toy, bus, 7, 2)).isZero();
        assertThat(bus.told).containsExactly("guest mistake: toy: STATUS unaligned read, read as zero");
    }

    @Test
    void aNarrowWriteIsExtendedWithZeroesAndIgnoredBeyondTheFirstByte() {
        MAP.write(toy, bus, 0x10, 1, 0xfedc_ba98L);
        assertThat(toy.each[0]).isEqualTo(0x98);
        MAP.write(toy, bus, 0x11, 1, 0x77);
        assertThat(toy.each[0]).isEqualTo(0x98);
        assertThat(bus.told).hasSize(1);
    }

    @Test
    void aRepeatedRegisterKnowsWhichOneIsMeant() {
        MAP.write(toy, bus, 0x18, 8, 0x2222_2222_1111_1111L);
        assertThat(toy.each).containsExactly(0, 0, 0x1111_1111, 0x2222_2222);
        assertThat(MAP.read(toy, bus, 0x1c, 4)).isEqualTo(0x2222_2222L);
    }

    @Test
    void anAreaTakesAnySizeButNotAcrossItsEnd() {
        assertThat(MAP.read(toy, bus, 0x43, 2)).isEqualTo(0x32);
        assertThat(MAP.read(toy, bus, 0x44, 4)).isZero();
        MAP.write(toy, bus, 0x45, 2, 9);
        assertThat(toy.control).isEqualTo(0x30);
        assertThat(bus.told).hasSize(2);
    }

    @Test
    void badRowsAreRefusedByName() {
        assertRefused(row(1, "ODD").constant(0).section("s 1"), "ODD at 0x001 is not at a multiple of 4");
        assertRefused(row(0, "SILENT").constant(0), "cites no section");
        assertRefused(row(0, "DEAF").section("s 1"), "can be neither read nor written");
        assertRefused(
                row(0, "BOTH").bits(3).unimplemented(2, "x").read(d -> 0).section("s 1"), "both implemented and not");
        assertRefused(row(0, "WIDE").width(8).bits(0x100).read(d -> 0).section("s 1"), "beyond its width");
        assertRefused(row(0, "STUCK").bits(1).reset(2).read(d -> 0).section("s 1"), "does not implement");
        assertRefused(row(0, "MUTE").unimplemented(1, "").read(d -> 0).section("s 1"), "does not say what");
        assertRefused(row(0xfc, "LONG").count(2).readEach((d, i) -> 0).section("s 1"), "outside the map");
        assertThatThrownBy(() -> RegisterMap.of(
                        "toy",
                        0x100,
                        row(0, "A").count(3).readEach((d, i) -> 0).section("s 1"),
                        row(8, "B").constant(0).section("s 1")))
                .hasMessage("toy: registers A and B intersect");
    }

    private static void assertRefused(Register<Toy> bad, String why) {
        assertThatThrownBy(() -> RegisterMap.of("toy", 0x100, bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("toy: register")
                .hasMessageContaining(why);
    }

    private static final class Toy implements BusDevice {
        int control = 0x30;
        final int[] each = new int[4];

        @Override
        public String name() {
            return "toy";
        }

        @Override
        public long read(int offset, int size, int cpu) {
            throw new UnsupportedOperationException("the map is asked directly");
        }

        @Override
        public void write(int offset, int size, long value, int cpu) {
            throw new UnsupportedOperationException("the map is asked directly");
        }
    }
}
