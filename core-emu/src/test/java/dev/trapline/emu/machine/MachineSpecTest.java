package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineSpecTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "512M, 536870912",
        "2G, 2147483648",
        "3g, 3221225472",
        "1M, 1048576",
        "512, 536870912",
        "64MiB, 67108864",
        "1028K, 1052672",
        "3072MB, 3221225472"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(MemorySize.parse("--memory", text)).isEqualTo(bytes);
        assertThat(MemorySize.parse("--memory", MemorySize.format(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3K", "0", "0M", "1023K", "4G", "999999999999G", "1025K", "", "M", "-1M", "1.5G", "12Q", "0x10M"
            })
    void sizesNoMachineCanHaveAreRefused(String text) {
        assertThatThrownBy(() -> MemorySize.parse("--memory", text))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("--memory " + text)
                .hasMessageContaining(". Next: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void valuesOutsideWhatTheBoardHasAreRefused() {
        assertRefused(MachineSpec.builder().cpus(99), "--cpus 99 is not possible", "1 to 8");
        assertRefused(MachineSpec.builder().cpus(0), "--cpus 0");
        assertRefused(MachineSpec.builder().memoryBytes(3072), "--memory 3072 bytes is too little");
        assertRefused(MachineSpec.builder().board("vexpress"), "--machine vexpress", "virt");
        assertRefused(MachineSpec.builder().insnNs(0), "--insn-ns 0");
        assertRefused(MachineSpec.builder().rtcSeconds(1L << 32), "--rtc", "32 bits");
        MachineSpecBuilder many = MachineSpec.builder();
        for (int i = 0; i < 20; i++) {
            many.addNet(NetSpec.parse("closed")).addDisk(new DiskSpec(dir.resolve("d"), DiskSpec.Format.RAW, true));
        }
        assertRefused(many, "20 disks and 20 networks", "31");
    }

    @Test
    void diskOptionsAreReadFromTheEnd() throws IOException {
        Path raw = Files.write(dir.resolve("a,b.img"), new byte[1024]);
        Path qcow = Files.write(dir.resolve("c.qcow2"), new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3});

        assertThat(DiskSpec.parse(raw.toString())).isEqualTo(new DiskSpec(raw, DiskSpec.Format.RAW, false));
        assertThat(DiskSpec.parse(raw + ",ro,format=raw")).isEqualTo(new DiskSpec(raw, DiskSpec.Format.RAW, true));
        assertThat(DiskSpec.parse(qcow.toString()).format())
                .as("found by its first bytes")
                .isEqualTo(DiskSpec.Format.QCOW2);
        assertThat(DiskSpec.parse(qcow + ",format=raw").format())
                .as("said otherwise")
                .isEqualTo(DiskSpec.Format.RAW);
        assertThatThrownBy(() -> DiskSpec.parse(raw + ",format=vmdk")).hasMessageContaining("format 'vmdk'");
        assertThatThrownBy(() -> DiskSpec.parse(dir.resolve("none").toString())).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> DiskSpec.parse(dir.toString())).hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> DiskSpec.parse(",ro")).hasMessageContaining("names no file");
    }

    @Test
    void aNetworkMayHaveAScript() throws IOException {
        Path script = Files.writeString(dir.resolve("net.txt"), "tcp 80");

        assertThat(NetSpec.parse("closed").script()).isEmpty();
        assertThat(NetSpec.parse("script=" + script).script().orElseThrow().size())
                .isEqualTo(6);
        assertThatThrownBy(() -> NetSpec.parse("tap0")).isInstanceOf(MachineSpecException.class);
        assertThatThrownBy(() -> NetSpec.parse("script=none"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void theTextOfADescriptionReadsBackAsTheSameDescription() {
        Image image = Image.of("vmlinuz \"x\" \\ ü", new byte[] {1, 2, 3});
        MachineSpec spec = MachineSpec.builder()
                .cpus(4)
                .memoryBytes(64 << 20)
                .bootMode(BootMode.HYP)
                .seed(-3)
                .insnNs(10)
                .rtcSeconds(1)
                .onReset(OnReset.REBOOT)
                .semihosting(true)
                .images(BootImages.NONE
                        .withHypervisor(image)
                        .withKernel(image)
                        .withInitrd(image)
                        .withDeviceTree(image)
                        .withFirmware(image)
                        .withFlash(image)
                        .withLoad(image, 0x8000_0000L)
                        .withLoad(image, 0)
                        .withAppend("a=\"b c\"\n")
                        .withDom0Append("d"))
                .addDisk(new DiskSpec(Path.of("x y"), DiskSpec.Format.QCOW2, true))
                .addDisk(new DiskSpec(Path.of("z"), DiskSpec.Format.RAW, false))
                .addNet(new NetSpec(Optional.of(image)))
                .addNet(new NetSpec(Optional.empty()))
                .build();

        MachineSpec back = MachineSpec.parse(spec.toText(), name -> {
            assertThat(name.name()).isEqualTo(image.name());
            assertThat(name.size()).isEqualTo(3);
            return image;
        });

        assertThat(back).isEqualTo(spec);
        assertThat(back.toText()).isEqualTo(spec.toText()).isASCII();
    }

    @Test
    void aDescriptionIsOneTextForAllTime() {
        MachineSpec spec = MachineSpec.builder()
                .images(BootImages.NONE
                        .withKernel(Image.of("k", new byte[] {0}))
                        .withAppend("quiet"))
                .build();

        assertThat(spec.toText()).isEqualTo("""
                        machine virt
                        cpus 1
                        memory 536870912
                        boot-mode svc
                        seed 0
                        insn-ns 1
                        rtc 1767225600
                        on-reset stop
                        semihosting off
                        kernel 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 1 "k"
                        append "quiet"
                        dom0-append ""
                        """);
    }

    @Test
    void malformedTextAndOtherImagesAreRefused() {
        assertThatThrownBy(() -> MachineSpec.parse("cpus 2\nfoo 1\n", name -> Image.of("", new byte[1])))
                .isInstanceOf(MachineSpecException.class)
                .hasMessageContaining("line 2 ('foo 1')");
        assertThatThrownBy(() -> MachineSpec.parse("cpus two\n", name -> Image.of("", new byte[1])))
                .hasMessageContaining("line 1 ('cpus two')");
        assertThatThrownBy(() -> MachineSpec.parse("append \"x", name -> Image.of("", new byte[1])))
                .hasMessageContaining("not quoted");
        assertThatThrownBy(() -> MachineSpec.parse("kernel 00 1 \"k\"\n", name -> Image.of("k", new byte[1])))
                .hasMessageContaining("kernel k has SHA-256 6e34");
        assertThatThrownBy(() -> MachineSpec.parse("cpus 99", name -> Image.of("", new byte[1])))
                .hasMessageContaining("--cpus 99");
    }

    private static void assertRefused(MachineSpecBuilder builder, String... parts) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(MachineSpecException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining(". Next: ");
    }
}
