package dev.trapline.emu.machine;

import dev.trapline.emu.jit.Compiler;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is plugged into.
 *
 * @param console receives each byte the guest prints
 * @param inputs where keys and frames come from
 * @param observer is told what happens
 * @param diagnostics is told what the machine lacks and what the guest does wrong
 * @param files the host's files, for semihosting
 * @param disks what is on the disks
 * @param compiler compiles hot code; null to interpret all
 */
public record MachinePorts(
        IntConsumer console,
        InputSource inputs,
        Observer observer,
        Diagnostics diagnostics,
        HostFiles files,
        DiskSource disks,
        @Nullable Compiler compiler) {
    /** No files of the host but those of the disks. */
    public MachinePorts(IntConsumer console, InputSource inputs, Observer observer, Diagnostics diagnostics) {
        this(console, inputs, observer, diagnostics, HostFiles.NONE, DiskSource.FILES, null);
    }

    /** The same, told to this one. */
    public MachinePorts withObserver(Observer told) {
        return new MachinePorts(console, inputs, told, diagnostics, files, disks, compiler);
    }

    /** The same, with these files. */
    public MachinePorts withFiles(HostFiles reachable) {
        return new MachinePorts(console, inputs, observer, diagnostics, reachable, disks, compiler);
    }

    /** The same, with these disks. */
    public MachinePorts withDisks(DiskSource contents) {
        return new MachinePorts(console, inputs, observer, diagnostics, files, contents, compiler);
    }

    /** The same, its code compiled by this one. */
    public MachinePorts withCompiler(@Nullable Compiler by) {
        return new MachinePorts(console, inputs, observer, diagnostics, files, disks, by);
    }

    /** One byte the guest prints, whichever way it printed it. */
    void print(int byteValue) {
        observer.consoleOutput(byteValue);
        console.accept(byteValue);
    }

    /** Nothing plugged in: a machine that hears and says nothing. */
    public static MachinePorts none() {
        return new MachinePorts(b -> {}, InputSource.silent(0), Observer.NONE, Diagnostics.NONE);
    }
}
