package dev.trapline.emu.board.fdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.VirtDeviceTree;
import dev.trapline.fixtures.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceTreeTest {
    private static final int OFF_TOTAL = 4;
    private static final int OFF_STRUCT = 8;
    private static final int OFF_STRINGS = 12;
    private static final int OFF_RESERVED = 16;
    private static final int OFF_VERSION = 20;

    @Test
    void whatIsWrittenReadsBackTheSame() {
        byte[] once = sample().toBytes();

        DeviceTree back = DeviceTree.parse(once, "sample");

        assertThat(back.toBytes()).isEqualTo(once);
        assertThat(back.bootCpu()).isEqualTo(3);
        assertThat(back.reservations()).containsExactly(new DeviceTree.Reservation(0x4800_0000L, 0x1000));
        FdtNode uart = back.find("/soc/serial@9000000").orElseThrow();
        assertThat(uart.cells("reg").orElseThrow()).containsExactly(0x0900_0000, 0x1000);
        assertThat(uart.strings("compatible")).containsExactly("arm,pl011", "arm,primecell");
        assertThat(uart.property("odd").orElseThrow()).containsExactly(1, 2, 3, 4, 5);
        assertThat(uart.cells("odd")).as("five bytes are not cells").isEmpty();
        assertThat(uart.has("dma-coherent")).isTrue();
    }

    @Test
    void editingKeepsTheOrderOfWhatStays() {
        DeviceTree tree = sample();
        FdtNode soc = tree.find("/soc").orElseThrow();

        soc.ensureChild("serial@9000000").setCells("reg", 1).removeProperty("odd");
        soc.addChild("rtc@9010000");
        assertThat(soc.removeChild("absent")).isFalse();

        assertThat(soc.children()).extracting(FdtNode::name).containsExactly("serial@9000000", "rtc@9010000");
        assertThat(tree.find("/soc/serial@9000000").orElseThrow().propertyNames())
                .containsExactly("reg", "compatible", "dma-coherent");
        assertThat(soc.removeChild("serial@9000000")).isTrue();
        assertThat(tree.find("/soc/serial@9000000")).isEmpty();
    }

    @Test
    void paddingAfterTheTreeIsIgnored() {
        byte[] bytes = sample().toBytes();

        DeviceTree back = DeviceTree.parse(Arrays.copyOf(bytes, bytes.length + 4096), "padded");

        assertThat(back.toBytes()).isEqualTo(bytes);
    }

    @Test
    void aFileThatIsSomethingElseIsNamedAsSuch() {
        assertThatThrownBy(() -> DeviceTree.parse("MZ is not a tree".getBytes(StandardCharsets.UTF_8), "boot.img"))
                .isInstanceOf(FdtException.class)
                .hasMessageContaining("boot.img is not a flattened device tree")
                .hasMessageContaining("Next: compile");
        assertThatThrownBy(() -> DeviceTree.parse(new byte[0], "empty"))
                .isInstanceOf(FdtException.class)
                .hasMessageContaining("only 0 bytes");
    }

    @Test
    void everyPlaceWhereAFileCanBeCutShortIsNoticed() {
        byte[] bytes = sample().toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> DeviceTree.parse(cut, "cut.dtb"))
                    .as("cut after %d of %d bytes", length, bytes.length)
                    .isInstanceOf(FdtException.class)
                    .hasMessageContaining("cut.dtb");
        }
    }

    @Test
    void damageIsToldByPlaceAndNode() {
        byte[] good = sample().toBytes();
        int struct = Bytes.big32(good, OFF_STRUCT);

        assertDamaged(with(good, OFF_TOTAL, 20), "at byte 0x4", "less than the header");
        assertDamaged(with(good, OFF_VERSION, 3), "at byte 0x14", "version 3");
        assertDamaged(with(good, OFF_STRUCT, struct + 2), "at byte 0x8", "cannot start");
        assertDamaged(with(good, OFF_STRUCT, 0x7fff_fff0), "at byte 0x8", "goes beyond");
        assertDamaged(with(good, OFF_STRUCT, -4), "at byte 0x8", "goes beyond");
        assertDamaged(with(good, OFF_STRINGS, good.length), "at byte 0xc", "strings block");
        assertDamaged(with(good, OFF_RESERVED, good.length - 4), "at byte 0x10", "reservation");
        assertDamaged(with(good, struct, 7), "0x00000007 is not a token");
        assertDamaged(with(good, struct, FdtReader.END_NODE), "never began");
        assertDamaged(with(good, struct, FdtReader.END), "no root node");
        // The root's first property: token, length, name offset.
        assertDamaged(with(good, struct + 12, 0x1000), "(in /)", "claims 4096 bytes");
        assertDamaged(with(good, struct + 16, 0x1000), "(in /)", "0x1000", "strings block");
        int serial = indexOf(good, "serial@9000000");
        assertDamaged(with(good, serial, 0x2f2f2f2f), "(in /soc)", "not a node name");
        assertDamaged(with(good, serial + 16, FdtReader.END), "(in /soc/serial@9000000)", "ends inside a node");
    }

    @Test
    void namesThatOccurTwiceAreDamage() {
        DeviceTree tree = new DeviceTree();
        tree.root().setCells("aa", 1).setCells("ab", 2);
        tree.root().addChild("na");
        tree.root().addChild("nb");
        byte[] good = tree.toBytes();

        byte[] twoProperties = good.clone();
        twoProperties[indexOf(good, "ab\0") + 1] = 'a';
        assertDamaged(twoProperties, "two properties called aa");
        byte[] twoNodes = good.clone();
        twoNodes[indexOf(good, "nb\0") + 1] = 'a';
        assertDamaged(twoNodes, "two nodes called na");
    }

    @Test
    void aTreeNestedWithoutEndIsRefused() {
        DeviceTree tree = new DeviceTree();
        FdtNode node = tree.root();
        for (int i = 0; i < 100; i++) {
            node = node.addChild("n");
        }

        assertDamaged(tree.toBytes(), "nested more than 64 deep");
    }

    @Test
    void noDamageEscapesAsAnythingButOneLine() {
        long seed = 20261122;
        Random random = new Random(seed);
        byte[] good = VirtDeviceTree.generate(2, 64 << 20, BootMode.SVC, 0).toBytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                DeviceTree.parse(bad, "f.dtb");
            } catch (FdtException e) {
                assertThat(e.getMessage())
                        .as("seed %d case %d", seed, i)
                        .contains("f.dtb")
                        .contains(". Next: ")
                        .doesNotContain("\n")
                        .doesNotContain("\0");
            }
        }
    }

    @Test
    void dtcReadsWhatIsWrittenAndWritesWhatIsRead(@TempDir Path dir) throws Exception {
        assumeTrue(Tools.present("dtc"));
        Path ours = Files.write(dir.resolve("ours.dtb"), sample().toBytes());
        Path theirs = dir.resolve("theirs.dtb");

        Tools.Result dtc = Tools.run(
                List.of("dtc", "-q", "-I", "dtb", "-O", "dtb", "-b", "3", "-o", theirs.toString(), ours.toString()));

        assertThat(dtc.status()).as(dtc.err()).isZero();
        assertThat(DeviceTree.parse(Files.readAllBytes(theirs), "theirs").toBytes())
                .isEqualTo(Files.readAllBytes(ours));
    }

    private static DeviceTree sample() {
        DeviceTree tree = new DeviceTree();
        tree.setBootCpu(3);
        tree.reservations().add(new DeviceTree.Reservation(0x4800_0000L, 0x1000));
        tree.root().setCells("#address-cells", 1).setCells("#size-cells", 1);
        FdtNode soc = tree.root().addChild("soc").setStrings("compatible", "simple-bus");
        soc.addChild("serial@9000000")
                .setCells("reg", 0x0900_0000, 0x1000)
                .setStrings("compatible", "arm,pl011", "arm,primecell")
                .set("odd", new byte[] {1, 2, 3, 4, 5})
                .setEmpty("dma-coherent");
        tree.root().addChild("chosen").setStrings("bootargs", "console=ttyAMA0");
        return tree;
    }

    private static byte[] with(byte[] bytes, int at, int word) {
        byte[] changed = bytes.clone();
        Bytes.putBig32(changed, at, word);
        return changed;
    }

    private static int indexOf(byte[] bytes, String text) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).as(text).isNotNegative();
        return at;
    }

    private static void assertDamaged(byte[] bytes, String... parts) {
        assertThatThrownBy(() -> DeviceTree.parse(bytes, "bad.dtb"))
                .isInstanceOf(FdtException.class)
                .hasMessageContaining("bad.dtb")
                .hasMessageContainingAll(parts);
    }
}
