package dev.trapline.emu.machine;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.fixtures.RealGuests;
import dev.trapline.fixtures.RecordingCase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Machines that tests run. */
public final class Machines {
    private Machines() {}

    static Machine baremetal(BaremetalCase program, IntConsumer console) {
        return baremetal(program, console, 0);
    }

    static Machine baremetal(BaremetalCase program, IntConsumer console, long seed) {
        return baremetal(program, console, seed, count -> HostFiles.NONE);
    }

    /** @param files makes the files it can reach, given the count */
    static Machine baremetal(
            BaremetalCase program, IntConsumer console, long seed, Function<LongSupplier, HostFiles> files) {
        Machine[] itself = new Machine[1];
        itself[0] =
                new Machine(spec(program, seed), ports(console).withFiles(files.apply(() -> itself[0].clock().count)));
        return itself[0];
    }

    public static MachineSpec spec(BaremetalCase program, long seed) {
        return MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.read("kernel", program.elf())))
                .cpus(program.cpus())
                .memoryBytes(128L << 20)
                .seed(seed)
                .bootMode(program.hyp() ? BootMode.HYP : BootMode.SVC)
                .semihosting(program.semihosting())
                .build();
    }

    /** With its devices. */
    public static MachineSpec spec(RecordingCase program, long seed) {
        MachineSpecBuilder spec = MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.read("kernel", program.elf())))
                .cpus(program.cpus())
                .memoryBytes(RecordingCase.MEMORY_BYTES)
                .seed(seed)
                .bootMode(program.hyp() ? BootMode.HYP : BootMode.SVC);
        if (program.devices()) {
            DiskSpec disk = DiskSpec.parse(program.disk().orElseThrow().toString());
            spec.addDisk(disk).addNet(NetSpec.parse("closed"));
        }
        return spec.build();
    }

    /** With its devices, and with somebody who types if it has any. */
    static Machine recording(RecordingCase program, IntConsumer console, long seed) {
        return recording(program, console, seed, Observer.NONE);
    }

    static Machine recording(RecordingCase program, IntConsumer console, long seed, Observer observer) {
        Typist typist = new Typist(program.devices() ? RecordingCase.KEYS : "", console);
        Machine machine =
                new Machine(spec(program, seed), new MachinePorts(typist, typist, observer, Diagnostics.NONE));
        typist.sitDownAt(machine);
        return machine;
    }

    static Machine kernel(Path elf, IntConsumer console) {
        return new Machine(
                MachineSpec.builder()
                        .images(BootImages.NONE.withKernel(Image.read("kernel", elf)))
                        .memoryBytes(128L << 20)
                        .build(),
                ports(console));
    }

    /** Debian's kernel on a machine of the default size: with an initrd that reaches init, or without a root, to panic. */
    static Machine debian(int cpus, boolean initrd, IntConsumer console) {
        BootImages images = BootImages.NONE
                .withKernel(Image.read("kernel", RealGuests.file("vmlinuz-armhf")))
                .withAppend("console=ttyAMA0 panic=-1");
        if (initrd) {
            images = images.withInitrd(Image.read("initrd", RealGuests.file("initrd-basic.gz")));
        }
        return new Machine(
                MachineSpec.builder().images(images).cpus(cpus).build(),
                ports(console).withCompiler(HostCompiler.get()));
    }

    /** A raw image of A32 words, entered at its first, with 16 MiB. */
    static Machine raw(BootMode mode, int cpus, int... words) {
        return new Machine(rawSpec(mode, cpus, words).build(), ports(b -> {}));
    }

    /** What {@link #raw} is built from. */
    public static MachineSpecBuilder rawSpec(BootMode mode, int cpus, int... words) {
        ByteBuffer image = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int w : words) {
            image.putInt(w);
        }
        return MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.of("test", image.array())))
                .memoryBytes(16L << 20)
                .cpus(cpus)
                .bootMode(mode);
    }

    private static MachinePorts ports(IntConsumer console) {
        return new MachinePorts(console, InputSource.silent(0), Observer.NONE, Diagnostics.NONE);
    }
}
