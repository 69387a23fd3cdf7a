package dev.trapline.emu.board.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.fdt.DeviceTree;
import dev.trapline.emu.board.fdt.FdtNode;
import dev.trapline.fixtures.Tools;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where QEMU puts images, and how it enters them, beside where we do. */
class BootPlacementOracleTest {
    private static final Pattern ROM = Pattern.compile("addr=([0-9a-f]+) size=0x[0-9a-f]+ mem=\\S+ name=\"([^\"]*)\"");
    private static final Pattern PC = Pattern.compile("R15=([0-9a-f]+)");
    private static final Pattern R0_TO_R3 = Pattern.compile("R00=(\\S+) R01=(\\S+) R02=(\\S+) R03=(\\S+)");

    @TempDir
    Path dir;

    @BeforeEach
    void needsQemu() {
        assumeTrue(Tools.present("qemu-system-arm"));
    }

    @ParameterizedTest(name = "{0} MiB, kernel {1} bytes, initrd {2} bytes")
    @CsvSource({
        "16, 5526016, 883719",
        "32, 1000000, 300000",
        "32, 20000000, 300000",
        "32, 20000000, 0",
        "100, 70000, 4096",
        "128, 70000, 4097",
        "200, 70000, 1",
        "256, 200000, 883719",
        "300, 200000, 883719",
        "512, 5526016, 883719",
        "512, 5526016, 0",
        "3072, 100, 8000000"
    })
    void linuxImagesGoWhereQemuPutsThem(int mebibytes, int kernelBytes, int initrdBytes) throws Exception {
        BootImages images = BootImages.NONE.withKernel(file("kernel", TestImages.bytes(kernelBytes)));
        List<String> options =
                new ArrayList<>(List.of("-kernel", dir.resolve("kernel").toString()));
        if (initrdBytes > 0) {
            images = images.withInitrd(file("initrd", TestImages.bytes(initrdBytes)));
            options.addAll(List.of("-initrd", dir.resolve("initrd").toString()));
        }

        Machine qemu = qemu(mebibytes, options);
        BootPlan plan = BootPlanner.plan(1, (long) mebibytes << 20, BootMode.SVC, 0, images);

        assertThat(addresses(plan)).isEqualTo(qemu.places);
    }

    // QEMU's tree is padded to 1 MiB, so it needs that much room below the file; ours only what it holds.
    @ParameterizedTest(name = "ELF for {0} at {1}, entry {2}")
    @CsvSource({
        "40200000, 40200000, 40200000",
        "40100000, 40100000, 40100004",
        "c0208000, 40208000, c0208000",
        "00001000, 00001000, 00001000",
        "40200000, 40200000, 40200003"
    })
    void elfFilesAreEnteredAsQemuEntersThem(String virtual, String physical, String entry) throws Exception {
        byte[] elf = TestImages.elf(
                HexFormat.fromHexDigits(virtual),
                HexFormat.fromHexDigits(physical),
                64,
                64,
                HexFormat.fromHexDigits(entry));

        Machine qemu = qemu(64, List.of("-kernel", file("elf", elf).name()));
        BootPlan plan =
                BootPlanner.plan(1, 64 << 20, BootMode.SVC, 0, BootImages.NONE.withKernel(Image.of("elf", elf)));

        assertThat(plan.entry()).isEqualTo(qemu.pc);
        assertThat(plan.thumb()).isEqualTo(qemu.registers.contains(" T svc32"));
        assertThat(addresses(plan)).isEqualTo(qemu.places);
        Matcher zeroes = R0_TO_R3.matcher(qemu.registers);
        assertThat(zeroes.find()).isTrue();
        assertThat(List.of(zeroes.group(1), zeroes.group(2), zeroes.group(3)))
                .as("QEMU gives an ELF file no registers, nor do we")
                .containsOnly("00000000");
        assertThat(new int[] {plan.r0(), plan.r1(), plan.r2()}).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(BootMode.class)
    void linuxIsEnteredWithTheRegistersQemusStubLoads(BootMode mode) throws Exception {
        // movw r0, #8; movt r0, #0x8400; hvc or smc #0: PSCI SYSTEM_OFF, so that QEMU ends by itself.
        int call = mode == BootMode.HYP ? 0xe160_0070 : 0xe140_0070;
        byte[] off = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xe300_0008)
                .putInt(0xe348_0400)
                .putInt(call)
                .array();
        Path log = dir.resolve("log");
        Tools.Result qemu = Tools.run(command(
                64, mode, List.of("-kernel", file("off", off).name(), "-d", "cpu,nochain", "-D", log.toString())));
        String trace = Files.readString(log);
        BootPlan plan = BootPlanner.plan(1, 64 << 20, mode, 0, BootImages.NONE.withKernel(Image.of("off", off)));

        Matcher entered = Pattern.compile(R0_TO_R3.pattern() + "[^P]*R15=" + hex(plan.entry()) + "\\s+PSR=.* (\\w+)\n")
                .matcher(trace);
        assertThat(entered.find()).as(qemu.err() + trace).isTrue();
        assertThat(List.of(entered.group(1), entered.group(2), entered.group(3)))
                .containsExactly(hex(plan.r0()), hex(plan.r1()), hex(plan.r2()));
        assertThat(entered.group(5)).isEqualTo(mode.word() + "32");
    }

    @Test
    void firmwareStartsAtZeroWithTheTreeAtTheStartOfRam() throws Exception {
        Image bios = file("bios", TestImages.bytes(5000));

        Machine qemu = qemu(64, List.of("-bios", bios.name()));
        BootPlan plan = BootPlanner.plan(1, 64 << 20, BootMode.SVC, 0, BootImages.NONE.withFirmware(bios));

        assertThat(plan.entry()).isEqualTo(qemu.pc).isZero();
        assertThat(plan.placed().get(1).address()).isEqualTo(qemu.places.get("device tree"));
    }

    @Test
    void chosenAndGivenTreesAreEditedAsQemuEditsThem() throws Exception {
        DeviceTree given = new DeviceTree();
        given.root().setCells("#address-cells", 1).setCells("#size-cells", 1);
        given.root().addChild("psci").setStrings("method", "smc").setStrings("mine", "gone");
        given.root().addChild("memory").setStrings("device_type", "memory").setCells("reg", 0x1000, 1);
        given.root()
                .addChild("memory@50000000")
                .setStrings("device_type", "memory")
                .setCells("reg", 2, 1);
        given.root().addChild("chosen").setStrings("bootargs", "old").setStrings("kept", "yes");
        Image tree = file("given.dtb", given.toBytes());
        Image kernel = file("kernel", TestImages.bytes(5000));
        Image initrd = file("initrd", TestImages.bytes(777));
        for (String append : List.of("", "console=ttyAMA0 quiet")) {
            Path dump = dir.resolve("dump.dtb");
            List<String> command = new ArrayList<>(List.of(
                    "qemu-system-arm",
                    "-M",
                    "virt,highmem=off,gic-version=2,dumpdtb=" + dump,
                    "-cpu",
                    "cortex-a15",
                    "-display",
                    "none",
                    "-net",
                    "none",
                    "-m",
                    "64"));
            command.addAll(List.of("-kernel", kernel.name(), "-initrd", initrd.name(), "-dtb", tree.name()));
            command.addAll(List.of("-append", append));
            Tools.Result qemu = Tools.run(command);
            assertThat(dump).as(qemu.err()).isNotEmptyFile();

            BootPlan plan = BootPlanner.plan(
                    1,
                    64 << 20,
                    BootMode.SVC,
                    0,
                    BootImages.NONE
                            .withKernel(kernel)
                            .withInitrd(initrd)
                            .withDeviceTree(tree)
                            .withAppend(append));

            assertThat(describe(DeviceTree.parse(plan.deviceTree(), "ours")))
                    .isEqualTo(describe(DeviceTree.parse(Files.readAllBytes(dump), "qemu")));
        }
    }

    /** Every property by path, in the order of the paths: where QEMU adds a node is no matter. */
    private static Map<String, String> describe(DeviceTree tree) {
        Map<String, String> all = new TreeMap<>();
        describe(tree.root(), "", all);
        return all;
    }

    private static void describe(FdtNode node, String path, Map<String, String> to) {
        for (String name : node.propertyNames()) {
            to.put(
                    path + ":" + name,
                    HexFormat.of().formatHex(node.property(name).orElseThrow()));
        }
        for (FdtNode child : node.children()) {
            describe(child, path + "/" + child.name(), to);
        }
    }

    private record Machine(Map<String, Long> places, int pc, String registers) {}

    private Machine qemu(int mebibytes, List<String> options) throws Exception {
        List<String> command = command(mebibytes, BootMode.SVC, options);
        command.addAll(List.of("-S", "-monitor", "stdio"));
        Tools.Result result = Tools.run(command, "info roms\ninfo registers\nq\n");
        assertThat(result.status()).as(result.err()).isZero();
        Map<String, Long> places = new TreeMap<>();
        Matcher rom = ROM.matcher(result.out());
        while (rom.find()) {
            long address = Long.parseUnsignedLong(rom.group(1), 16);
            String name = rom.group(2);
            if (name.equals("dtb")) {
                places.put("device tree", address);
            } else if (name.contains("ELF program header segment")) {
                places.put("kernel", address);
            } else if (name.startsWith(dir.toString())) {
                places.put(name.substring(dir.toString().length() + 1), address);
            }
        }
        Matcher pc = PC.matcher(result.out());
        assertThat(pc.find()).as(result.out() + result.err()).isTrue();
        return new Machine(places, Integer.parseUnsignedInt(pc.group(1), 16), result.out());
    }

    private static List<String> command(int mebibytes, BootMode mode, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                "qemu-system-arm",
                "-M",
                "virt,highmem=off,gic-version=2" + (mode == BootMode.HYP ? ",virtualization=on" : ""),
                "-cpu",
                "cortex-a15",
                "-display",
                "none",
                "-net",
                "none",
                "-serial",
                "none",
                "-m",
                String.valueOf(mebibytes)));
        command.addAll(options);
        return command;
    }

    private static Map<String, Long> addresses(BootPlan plan) {
        Map<String, Long> places = new TreeMap<>();
        for (Placed p : plan.placed()) {
            String kind =
                    p.label().startsWith("device tree") ? p.label() : p.label().replaceAll(" .*", "");
            places.put(kind, p.address());
        }
        return places;
    }

    private Image file(String name, byte[] bytes) throws Exception {
        return Image.read(name, Files.write(dir.resolve(name), bytes));
    }

    private static String hex(int word) {
        return String.format("%08x", word);
    }
}
