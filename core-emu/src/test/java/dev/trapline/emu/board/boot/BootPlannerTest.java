package dev.trapline.emu.board.boot;

import static dev.trapline.emu.board.boot.TestImages.bytes;
import static dev.trapline.emu.board.boot.TestImages.elf;
import static dev.trapline.emu.board.boot.TestImages.initrd;
import static dev.trapline.emu.board.boot.TestImages.raw;
import static dev.trapline.emu.board.boot.TestImages.uImage;
import static dev.trapline.emu.board.boot.TestImages.unpackingZImage;
import static dev.trapline.emu.board.boot.TestImages.xen;
import static dev.trapline.emu.board.boot.TestImages.zImage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.VirtDeviceTree;
import dev.trapline.emu.board.fdt.DeviceTree;
import dev.trapline.emu.board.fdt.FdtNode;
import dev.trapline.emu.mem.PhysicalMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootPlannerTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path dir;

    @Test
    void linuxGetsItsRegistersAndFindsItsTreeAndInitrd() {
        BootPlan plan = plan(
                512,
                BootImages.NONE
                        .withKernel(Image.of("z", zImage(5000, 5000)))
                        .withInitrd(initrd(10_001))
                        .withAppend("console=ttyAMA0"));

        assertThat(plan.entry()).isEqualTo(0x4001_0000);
        assertThat(plan.thumb()).isFalse();
        assertThat(new int[] {plan.r0(), plan.r1(), plan.r2()}).containsExactly(0, -1, 0x4800_3000);
        assertThat(plan.placed())
                .extracting(Placed::toString)
                .containsExactly(
                        "kernel z (5000 bytes, 0x40010000 to 0x40011387)",
                        "initrd initrd.gz (10001 bytes, 0x48000000 to 0x48002710)",
                        "device tree (" + plan.deviceTree().length + " bytes, 0x48003000 to "
                                + String.format("0x%08x)", 0x4800_3000 + plan.deviceTree().length - 1));
        FdtNode chosen =
                DeviceTree.parse(plan.deviceTree(), "tree").find("/chosen").orElseThrow();
        assertThat(chosen.strings("bootargs")).containsExactly("console=ttyAMA0");
        assertThat(chosen.cell("linux,initrd-start", 0)).isEqualTo(0x4800_0000);
        assertThat(chosen.cell("linux,initrd-end", 0)).isEqualTo(0x4800_2711);
    }

    @Test
    void bootModeDecidesWhereFirmwareIsCalled() {
        BootImages images = BootImages.NONE.withKernel(raw(100));

        BootPlan svc = BootPlanner.plan(1, 64 * MIB, BootMode.SVC, 0, images);
        BootPlan hyp = BootPlanner.plan(1, 64 * MIB, BootMode.HYP, 0, images);

        assertThat(svc.mode()).isEqualTo(BootMode.SVC);
        assertThat(hyp.mode()).isEqualTo(BootMode.HYP);
        assertThat(DeviceTree.parse(svc.deviceTree(), "")
                        .find("/psci")
                        .orElseThrow()
                        .strings("method"))
                .containsExactly("hvc");
        assertThat(DeviceTree.parse(hyp.deviceTree(), "")
                        .find("/psci")
                        .orElseThrow()
                        .strings("method"))
                .containsExactly("smc");
    }

    @Test
    void aPlanDependsOnItsInputsAlone() {
        BootImages images = BootImages.NONE.withKernel(raw(100)).withAppend("x");

        byte[] once = BootPlanner.plan(2, 64 * MIB, BootMode.SVC, 7, images).deviceTree();
        byte[] again = BootPlanner.plan(2, 64 * MIB, BootMode.SVC, 7, images).deviceTree();
        byte[] otherSeed =
                BootPlanner.plan(2, 64 * MIB, BootMode.SVC, 8, images).deviceTree();

        assertThat(again).isEqualTo(once);
        assertThat(otherSeed).as("the seed is in rng-seed").isNotEqualTo(once).hasSameSizeAs(once);
    }

    @Test
    void memoryHoldsWhatWasPlacedAndNothingElse() {
        byte[] kernel = bytes(10_000);
        Arrays.fill(kernel, 4096, 8192, (byte) 0);
        PhysicalMemory memory = memory(64);
        BootPlan plan = plan(
                64,
                BootImages.NONE
                        .withKernel(Image.of("k", kernel))
                        .withFlash(Image.of("f", bytes(10)))
                        .withLoad(Image.of("l", bytes(5000)), 0x4100_0ffe));

        plan.applyTo(memory);

        for (Placed p : plan.placed()) {
            byte[] there = new byte[p.length()];
            assertThat(memory.read(p.address(), there, 0, there.length)).isTrue();
            assertThat(there).as(p.label()).isEqualTo(Arrays.copyOfRange(p.bytes(), p.from(), p.from() + p.length()));
        }
        int touched = 0;
        for (int frame = 0; frame < memory.frameCount(); frame++) {
            touched += memory.isUntouched(frame) ? 0 : 1;
        }
        int treeFrames = (plan.deviceTree().length + 4095) / 4096;
        assertThat(touched)
                .as("kernel 3 frames less one of zeroes, flash 1, load 3, tree")
                .isEqualTo(2 + 1 + 3 + treeFrames);
    }

    @Test
    void anElfFileStartsAtThePhysicalPlaceOfItsEntryWithAllRegistersZero() {
        Image image = Image.of("vmlinux", elf(0xc000_8000, 0x4000_8000, 64, 0x1000, 0xc000_8010));

        BootPlan plan = plan(64, BootImages.NONE.withKernel(image).withAppend("hello"));

        assertThat(plan.entry()).isEqualTo(0x4000_8010);
        assertThat(new int[] {plan.r0(), plan.r1(), plan.r2()}).containsOnly(0);
        assertThat(plan.placed())
                .extracting(Placed::toString)
                .startsWith("kernel vmlinux segment 0 (4096 bytes, 0x40008000 to 0x40008fff)");
        assertThat(plan.placed().get(1).address())
                .as("the tree is at the start of RAM")
                .isEqualTo(0x4000_0000L);
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void anElfFileMayStartInThumb() {
        BootPlan plan =
                plan(64, BootImages.NONE.withKernel(Image.of("t", elf(0x4010_0000, 0x4010_0000, 8, 8, 0x4010_0003))));

        assertThat(plan.thumb()).isTrue();
        assertThat(plan.entry()).isEqualTo(0x4010_0002);
    }

    @Test
    void anElfFileAtTheStartOfRamGetsNoTreeAndTheUserIsTold() {
        Image image = Image.of("bare.elf", elf(0x4000_0000, 0x4000_0000, 8, 8, 0x4000_0000));

        BootPlan plan = plan(64, BootImages.NONE.withKernel(image));

        assertThat(plan.deviceTree()).isEmpty();
        assertThat(plan.notes()).singleElement().asString().contains("the guest gets none");
        assertRefused(64, BootImages.NONE.withKernel(image).withAppend("x"), "start of RAM is taken up to 0x40000000");
    }

    @Test
    void firmwareStartsInFlashWithTheTreeAtTheStartOfRam() {
        BootPlan plan = plan(64, BootImages.NONE.withFirmware(Image.of("u-boot.bin", bytes(5000))));

        assertThat(plan.entry()).isZero();
        assertThat(new int[] {plan.r0(), plan.r1(), plan.r2()}).containsOnly(0);
        assertThat(plan.placed()).extracting(Placed::address).containsExactly(0L, 0x4000_0000L);
    }

    @Test
    void aUImageGoesWhereItsHeaderSays() throws IOException {
        byte[] kernel = bytes(9000);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(kernel);
        }
        for (byte[] file : new byte[][] {
            uImage(kernel, 0x4000_8000, 0x4000_8040, 0), uImage(packed.toByteArray(), 0x4000_8000, 0x4000_8040, 1)
        }) {
            BootPlan plan = plan(64, BootImages.NONE.withKernel(Image.of("uImage", file)));

            assertThat(plan.entry()).isEqualTo(0x4000_8040);
            assertThat(plan.r1()).isEqualTo(-1);
            assertThat(plan.placed().getFirst().bytes()).isEqualTo(kernel);
        }
    }

    @Test
    void xenGetsItsModulesAndBothCommandLines() {
        BootImages images = BootImages.NONE
                .withHypervisor(Image.of("xen", xen(9000, 20_000)))
                .withKernel(Image.of("vmlinuz", zImage(3 << 20, 3 << 20)))
                .withInitrd(initrd(5000))
                .withAppend("console=dtuart")
                .withDom0Append("console=hvc0");

        BootPlan plan = BootPlanner.plan(1, 1024 * MIB, BootMode.HYP, 0, images);

        assertThat(plan.entry()).isEqualTo(0x4001_0000);
        assertThat(plan.r2()).isEqualTo(0x4800_0000);
        assertThat(plan.placed())
                .extracting(p -> p.label() + " " + Long.toHexString(p.address()))
                .containsExactly(
                        "hypervisor xen 40010000",
                        "kernel vmlinuz 48200000",
                        "initrd initrd.gz 48600000",
                        "device tree 48000000");
        DeviceTree tree = DeviceTree.parse(plan.deviceTree(), "tree");
        FdtNode chosen = tree.find("/chosen").orElseThrow();
        assertThat(chosen.strings("xen,xen-bootargs")).containsExactly("console=dtuart");
        assertThat(chosen.strings("xen,dom0-bootargs")).containsExactly("console=hvc0");
        FdtNode kernel = chosen.child("module@48200000").orElseThrow();
        assertThat(kernel.strings("compatible")).containsExactly("multiboot,kernel", "multiboot,module");
        assertThat(kernel.cells("reg").orElseThrow()).containsExactly(0x4820_0000, 3 << 20);
        assertThat(chosen.child("module@48600000").orElseThrow().strings("compatible"))
                .containsExactly("multiboot,ramdisk", "multiboot,module");
        assertThatThrownBy(() -> BootPlanner.plan(1, 1024 * MIB, BootMode.SVC, 0, images))
                .hasMessageContaining("cannot start in svc mode");
    }

    @Test
    void aTreeCanBeHadWithoutAnythingToStart() {
        byte[] tree = BootPlanner.deviceTree(2, 64 * MIB, BootMode.SVC, 0, BootImages.NONE);

        assertThat(tree)
                .isEqualTo(VirtDeviceTree.generate(2, 64 * MIB, BootMode.SVC, 0).toBytes());
        assertThat(BootPlanner.deviceTree(
                        2,
                        64 * MIB,
                        BootMode.SVC,
                        0,
                        BootImages.NONE.withKernel(raw(8)).withAppend("x")))
                .isEqualTo(plan2(BootImages.NONE.withKernel(raw(8)).withAppend("x"))
                        .deviceTree());
    }

    @Test
    void filesThatCannotBeReadAreRefused() throws IOException {
        Path empty = Files.createFile(dir.resolve("empty"));

        assertThatThrownBy(() -> Image.read("kernel", dir.resolve("none")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("kernel " + dir.resolve("none") + " cannot be read: there is no such file");
        assertThatThrownBy(() -> Image.read("initrd", dir)).hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> Image.read("initrd", empty)).hasMessageContaining("is empty");
    }

    @Test
    void truncatedKernelsAreRefused() {
        byte[] elf = elf(0x4010_0000, 0x4010_0000, 100, 100, 0x4010_0000);
        byte[] wrapped = uImage(bytes(100), 0x4000_8000, 0x4000_8000, 0);

        assertKernelRefused(zImage(4000, 5000), "cut short", "5000", "4000");
        assertKernelRefused(Arrays.copyOf(zImage(100, 100), 0x30), "cut short", "header");
        assertKernelRefused(zImage(4000, 0), "damaged zImage");
        assertKernelRefused(Arrays.copyOf(elf, elf.length - 1), "cut short", "ELF segment 0");
        assertKernelRefused(Arrays.copyOf(elf, 60), "cut short", "program header");
        assertKernelRefused(Arrays.copyOf(elf, 20), "cut short", "ELF header");
        assertKernelRefused(Arrays.copyOf(wrapped, 120), "cut short", "uImage");
        assertKernelRefused(Arrays.copyOf(wrapped, 40), "cut short", "uImage header");
    }

    @Test
    void damagedKernelsAreRefused() {
        byte[] badData = uImage(bytes(100), 0x4000_8000, 0x4000_8000, 0);
        badData[99]++;
        byte[] badHeader = uImage(bytes(100), 0x4000_8000, 0x4000_8000, 0);
        badHeader[17]++;
        byte[] badGzip = uImage(bytes(100), 0x4000_8000, 0x4000_8000, 1);
        byte[] shared = elf(0x4010_0000, 0x4010_0000, 8, 8, 0x4010_0000);
        shared[16] = 3;
        byte[] nothing = elf(0x4010_0000, 0x4010_0000, 8, 8, 0x4010_0000);
        nothing[52] = 4;

        assertKernelRefused(badData, "checksum of its data");
        assertKernelRefused(badHeader, "checksum of its header");
        assertKernelRefused(badGzip, "gzip data is damaged");
        assertKernelRefused(uImage(bytes(100), 0x4000_8000, 0x4000_9000, 0), "entry 0x40009000 is outside");
        assertKernelRefused(uImage(bytes(100), 0x4000_8000, 0x4000_8000, 2), "compressed by method 2");
        assertKernelRefused(shared, "type 3, not an executable");
        assertKernelRefused(nothing, "nothing to load");
        assertKernelRefused(elf(0x4010_0000, 0x4010_0000, 8, 4, 0x4010_0000), "more bytes in the file than in memory");
        assertKernelRefused(elf(0x4010_0000, 0x4010_0000, 8, 8, 0x4010_0008), "entry 0x40100008 lies in none");
        assertKernelRefused(elf(0x4010_0000, 0x4010_0000, 8, 8, 0x4010_0002), "not a multiple of 4");
    }

    @Test
    void kernelsOfOtherMachinesAreRefusedByName() {
        byte[] arm64 = bytes(200);
        System.arraycopy("ARM\u0064".getBytes(StandardCharsets.US_ASCII), 0, arm64, 56, 4);
        byte[] x86 = bytes(1000);
        System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, x86, 0x202, 4);
        byte[] elf64 = elf(0, 0, 8, 8, 0);
        elf64[4] = 2;
        elf64[18] = (byte) 183;
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0};

        assertKernelRefused(arm64, "arm64 Image", "32-bit");
        assertKernelRefused(x86, "x86 bzImage");
        assertKernelRefused(elf64, "a 64-bit little-endian ELF file for machine 183");
        assertKernelRefused(gzip, "gzip");
        assertKernelRefused(VirtDeviceTree.generate(1, MIB, BootMode.SVC, 0).toBytes(), "device tree or FIT image");
    }

    @Test
    void whatDoesNotFitIsRefusedWithSizesAndAddresses() {
        assertRefused(
                16, BootImages.NONE.withKernel(raw(17 << 20)), "kernel raw.bin (17825792 bytes, 0x40010000", "(16M)");
        assertRefused(
                16,
                BootImages.NONE.withKernel(raw(100)).withInitrd(initrd(9 << 20)),
                "initrd initrd.gz (9437184 bytes, 0x40800000 to 0x410fffff) does not fit",
                "RAM is 0x40000000 to 0x40ffffff (16M)",
                "Next: give more --memory or a smaller initrd");
        assertRefused(
                16,
                BootImages.NONE.withKernel(raw(100)).withInitrd(initrd((8 << 20) - 4096)),
                "device tree (",
                "does not fit");
        assertRefused(16, BootImages.NONE.withKernel(raw(100)).withLoad(raw(100), 0x0900_0000), "0x09000000 to");
        assertRefused(
                16, BootImages.NONE.withKernel(raw(100)).withLoad(raw(100), 0x40ff_ffa0L), "0x40ffffa0 to 0x41000003");
        assertRefused(16, BootImages.NONE.withKernel(raw(100)).withLoad(raw(100), -8), "does not fit");
        assertRefused(
                16,
                BootImages.NONE.withFirmware(Image.of("big", new byte[(64 << 20) + 1])),
                "bios big",
                "Next: give at most 64M");
        assertRefused(
                16,
                BootImages.NONE.withKernel(Image.of("e", elf(0x1000_0000, 0x1000_0000, 8, 8, 0x1000_0000))),
                "kernel e segment 0",
                "does not fit");
    }

    @Test
    void whatLiesOverSomethingElseIsRefused() {
        assertRefused(
                64,
                BootImages.NONE.withKernel(raw(0x1000)).withLoad(initrd(0x1000), 0x4001_0fff),
                "kernel raw.bin (4096 bytes, 0x40010000 to 0x40010fff) overlaps load initrd.gz",
                "Next: load it to another address");
        assertRefused(
                64,
                BootImages.NONE
                        .withKernel(raw(8))
                        .withLoad(raw(16), 0x4100_0000)
                        .withLoad(raw(16), 0x4100_0008),
                "overlaps load");
        assertRefused(
                64,
                BootImages.NONE.withFirmware(raw(100)).withLoad(raw(16), 0x10),
                "bios raw.bin (100 bytes, 0x00000000 to 0x00000063) overlaps load");
        assertThat(plan(64, BootImages.NONE.withKernel(raw(0x1000)).withLoad(raw(8), 0x4001_1000))
                        .placed())
                .as("side by side is no overlap")
                .hasSize(3);
    }

    @Test
    void aKernelThatWouldUnpackOverItsInitrdIsRefused() {
        // The sizes of Debian's 6.1 armmp-lpae: QEMU hangs silently with 52 MiB and boots with 58.
        Image kernel = Image.of("vmlinuz", unpackingZImage(5_526_016, 0x20_8000, 22_696_136, 0x6_01c0));
        BootImages images = BootImages.NONE.withKernel(kernel).withInitrd(initrd(900_000));

        assertRefused(
                52, images, "initrd initrd.gz", "overlaps the room kernel vmlinuz unpacks itself into", "--memory");
        assertRefused(32, images, "overlaps the room");
        assertRefused(24, BootImages.NONE.withKernel(kernel), "does not fit");
        assertThat(plan(58, images).placed()).hasSize(3);
    }

    @Test
    void contradictionsAreRefused() {
        BootImages kernel = BootImages.NONE.withKernel(raw(100));
        Image elf = Image.of("e", elf(0x4010_0000, 0x4010_0000, 8, 8, 0x4010_0000));

        assertRefused(64, BootImages.NONE, "there is nothing to start", "--kernel");
        assertRefused(64, kernel.withFirmware(raw(8)), "--bios and --kernel");
        assertRefused(64, BootImages.NONE.withFirmware(raw(8)).withInitrd(initrd(8)), "--initrd was given with --bios");
        assertRefused(64, BootImages.NONE.withKernel(elf).withInitrd(initrd(8)), "is an ELF file");
        assertRefused(64, BootImages.NONE.withHypervisor(raw(8)), "without a kernel");
        assertRefused(64, kernel.withDom0Append("x"), "--dom0-append was given without --hypervisor");
        assertThatThrownBy(() ->
                        BootPlanner.plan(1, 64 * MIB, BootMode.HYP, 0, kernel.withHypervisor(Image.of("x", bytes(99)))))
                .hasMessageContaining("has no zImage header");
    }

    @Test
    void aGivenTreeIsBroughtUpToDateAndADamagedOneRefused() {
        DeviceTree tree = new DeviceTree();
        tree.root().setCells("#address-cells", 1).setCells("#size-cells", 1);
        tree.root().addChild("memory").setStrings("device_type", "memory").setCells("reg", 0, 1);
        tree.root().addChild("chosen").setStrings("bootargs", "old").setStrings("stdout-path", "serial0");
        Image given = Image.of("board.dtb", tree.toBytes());
        BootImages images = BootImages.NONE.withKernel(raw(100)).withDeviceTree(given);

        DeviceTree kept = DeviceTree.parse(plan(64, images).deviceTree(), "t");
        DeviceTree edited = DeviceTree.parse(plan(64, images.withAppend("new")).deviceTree(), "t");

        assertThat(kept.find("/memory")).isEmpty();
        assertThat(kept.find("/memory@40000000").orElseThrow().cells("reg").orElseThrow())
                .containsExactly(0x4000_0000, 64 << 20);
        assertThat(kept.find("/psci").orElseThrow().strings("method")).containsExactly("hvc");
        assertThat(kept.find("/chosen").orElseThrow().strings("bootargs")).containsExactly("old");
        assertThat(edited.find("/chosen").orElseThrow().strings("bootargs")).containsExactly("new");
        assertThat(edited.find("/chosen").orElseThrow().strings("stdout-path")).containsExactly("serial0");

        Image cut = Image.of("board.dtb", Arrays.copyOf(tree.toBytes(), 50));
        assertRefused(64, images.withDeviceTree(cut), "device tree board.dtb is damaged at byte 0x4", "cut short");
        tree.root().setCells("#address-cells", 3);
        assertRefused(64, images.withDeviceTree(Image.of("odd.dtb", tree.toBytes())), "odd.dtb", "3");
    }

    private static BootPlan plan(int mebibytes, BootImages images) {
        return BootPlanner.plan(1, mebibytes * MIB, BootMode.SVC, 0, images);
    }

    private static BootPlan plan2(BootImages images) {
        return BootPlanner.plan(2, 64 * MIB, BootMode.SVC, 0, images);
    }

    private static PhysicalMemory memory(int mebibytes) {
        PhysicalMemory memory = new PhysicalMemory();
        memory.addRegion("ram", VirtBoard.RAM_BASE, mebibytes * MIB);
        memory.addRegion("flash0", VirtBoard.FLASH0.base(), VirtBoard.FLASH0.size());
        memory.addRegion("flash1", VirtBoard.FLASH1.base(), VirtBoard.FLASH1.size());
        return memory;
    }

    private static void assertKernelRefused(byte[] kernel, String... parts) {
        assertRefused(64, BootImages.NONE.withKernel(Image.of("k.img", kernel)), parts);
    }

    private static void assertRefused(int mebibytes, BootImages images, String... parts) {
        assertThatThrownBy(() -> plan(mebibytes, images))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining(". Next: ")
                .hasMessageNotContaining("\n");
    }
}
