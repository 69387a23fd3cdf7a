package dev.trapline.emu.bench;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.jit.CompilePolicy;
import dev.trapline.emu.jit.Compiler;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.fixtures.Fixtures;
import org.jspecify.annotations.Nullable;

/** A machine in an endless loop. */
final class Guest {
    /** More than any loop's preparations take: tables, and a store to each of 4096 pages. */
    private static final int PREPARATIONS = 200_000;

    final Machine machine;

    private Guest(Machine machine) {
        this.machine = machine;
    }

    /** The engine of a name: {@code compiled} has everything compiled before it executes, {@code interpreter} is null. */
    static @Nullable Compiler engine(String name) {
        return name.equals("compiled") ? new Compiler(Runnable::run, CompilePolicy.EVERYTHING) : null;
    }

    /** In the loop of {@code fixtures/bench/micro/NAME.elf}, its preparations done. */
    static Guest inLoop(String name, Observer observer, int cpus, long memoryBytes) {
        return inLoop(name, observer, cpus, memoryBytes, null);
    }

    /** The same; {@code compiler} compiles it, or null interprets. */
    static Guest inLoop(String name, Observer observer, int cpus, long memoryBytes, @Nullable Compiler compiler) {
        Image image = Image.read("kernel", Fixtures.path("bench/micro/" + name + ".elf"));
        Guest guest = started(image, observer, cpus, memoryBytes, compiler);
        guest.run(PREPARATIONS);
        return guest;
    }

    /** At the first instruction of an image. */
    static Guest started(Image image, Observer observer, int cpus, long memoryBytes) {
        return started(image, observer, cpus, memoryBytes, null);
    }

    private static Guest started(
            Image image, Observer observer, int cpus, long memoryBytes, @Nullable Compiler compiler) {
        MachineSpec spec = MachineSpec.builder()
                .images(BootImages.NONE.withKernel(image))
                .cpus(cpus)
                .memoryBytes(memoryBytes)
                .build();
        MachinePorts ports = new MachinePorts(b -> {}, InputSource.silent(0), observer, Diagnostics.NONE);
        return new Guest(new Machine(spec, ports.withCompiler(compiler)));
    }

    /** Executes so many instructions more, and returns a register that they computed. */
    int run(int instructions) {
        Pause pause = machine.run(machine.clock().count + instructions);
        if (pause != Pause.COUNT) {
            throw new IllegalStateException("the loop ended: " + pause + " " + machine.crash());
        }
        return machine.cpu(0).r[0];
    }
}
