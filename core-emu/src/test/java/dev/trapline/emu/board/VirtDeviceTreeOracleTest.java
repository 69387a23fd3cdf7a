package dev.trapline.emu.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.emu.board.fdt.DeviceTree;
import dev.trapline.emu.board.fdt.FdtNode;
import dev.trapline.fixtures.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The generated tree beside the one QEMU gives its own guests. */
class VirtDeviceTreeOracleTest {
    /** Nodes of QEMU's tree that this board has not; {@code docs/board-virt.md} says why of each. */
    private static final Set<String> LEFT_OUT = Set.of(
            "/platform-bus@c000000",
            "/fw-cfg@9020000",
            "/gpio-keys",
            "/pl061@9030000",
            "/pcie@10000000",
            "/pmu",
            "/intc@8000000/v2m@8020000");

    /** Random in QEMU; ours follow from the seed. Length is compared, not value. */
    private static final Set<String> RANDOM = Set.of("/chosen:rng-seed", "/chosen:kaslr-seed");

    @TempDir
    Path dir;

    @ParameterizedTest(name = "{0} CPUs, {1} MiB, {2}")
    @CsvSource({"1,512,SVC", "2,512,SVC", "3,64,SVC", "8,3072,SVC", "1,512,HYP", "4,1024,HYP", "8,128,HYP"})
    void treeIsQemusLessWhatIsLeftOut(int cpus, int mebibytes, BootMode mode) throws Exception {
        assumeTrue(Tools.present("qemu-system-arm"));

        DeviceTree theirs = qemu(cpus, mebibytes, mode);
        DeviceTree ours = VirtDeviceTree.generate(cpus, (long) mebibytes << 20, mode, 0);

        List<String> expected = new ArrayList<>();
        describe(theirs.root(), "", expected);
        List<String> actual = new ArrayList<>();
        describe(ours.root(), "", actual);
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i))
                    .as("line %d, after %s; phandles are given out as QEMU does", i, i == 0 ? "" : actual.get(i - 1))
                    .isEqualTo(expected.get(i));
        }
        assertThat(actual).hasSameSizeAs(expected);
    }

    @Test
    void everyNodeSaidToBeLeftOutIsInQemusTree() throws Exception {
        assumeTrue(Tools.present("qemu-system-arm"));

        DeviceTree theirs = qemu(1, 512, BootMode.SVC);

        assertThat(LEFT_OUT)
                .allSatisfy(path -> assertThat(theirs.find(path)).as(path).isPresent());
    }

    @Test
    void dtcFindsNothingToWarnOfThatItDoesNotFindInQemusTree() throws Exception {
        assumeTrue(Tools.present("qemu-system-arm", "dtc"));
        Path ours = Files.write(
                dir.resolve("ours.dtb"),
                VirtDeviceTree.generate(2, 512 << 20, BootMode.HYP, 0).toBytes());
        qemu(2, 512, BootMode.HYP);

        List<String> expected = dtcWarnings(dir.resolve("qemu.dtb"));
        List<String> actual = dtcWarnings(ours);

        assertThat(expected).containsAll(actual);
    }

    private static List<String> dtcWarnings(Path dtb) throws Exception {
        Tools.Result dtc = Tools.run(List.of("dtc", "-I", "dtb", "-O", "dts", "-o", "/dev/null", dtb.toString()));
        assertThat(dtc.status()).as(dtc.err()).isZero();
        return dtc.err().lines().map(l -> l.substring(l.indexOf("Warning"))).toList();
    }

    private DeviceTree qemu(int cpus, int mebibytes, BootMode mode) throws Exception {
        Path dtb = dir.resolve("qemu.dtb");
        String machine =
                "virt,highmem=off,gic-version=2,dumpdtb=" + dtb + (mode == BootMode.HYP ? ",virtualization=on" : "");
        Tools.Result qemu = Tools.run(List.of(
                "qemu-system-arm",
                "-M",
                machine,
                "-cpu",
                "cortex-a15",
                "-display",
                "none",
                "-net",
                "none",
                "-smp",
                String.valueOf(cpus),
                "-m",
                String.valueOf(mebibytes)));
        assertThat(dtb).as(qemu.err()).isNotEmptyFile();
        return DeviceTree.parse(Files.readAllBytes(dtb), "qemu.dtb");
    }

    private static void describe(FdtNode node, String path, List<String> to) {
        to.add(path + "/");
        for (String name : node.propertyNames()) {
            byte[] value = node.property(name).orElseThrow();
            String shown = RANDOM.contains(path + ":" + name)
                    ? value.length + " random bytes"
                    : HexFormat.of().formatHex(value);
            to.add(path + ":" + name + " = " + shown);
        }
        for (FdtNode child : node.children()) {
            String childPath = path + "/" + child.name();
            if (!LEFT_OUT.contains(childPath)) {
                describe(child, childPath, to);
            }
        }
    }
}
