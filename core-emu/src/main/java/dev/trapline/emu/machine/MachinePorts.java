package dev.trapline.emu.machine;

import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import java.util.function.IntConsumer;

/**
 * What a machine is plugged into.
 *
 * @param console receives each byte the guest prints
 * @param inputs where keys and frames come from
 * @param observer is told what happens
 * @param diagnostics is told what the machine lacks and what the guest does wrong
 * @param files the host's files, for semihosting
 * @param disks what is on the disks
 */
public record MachinePorts(
        IntConsumer console,
        InputSource inputs,
        Observer observer,
        Diagnostics diagnostics,
        HostFiles files,
        DiskSource disks) {
    /** No files of the host but those of the disks. */
    public MachinePorts(IntConsumer console, InputSource inputs, Observer observer, Diagnostics diagnostics) {
        this(console, inputs, observer, diagnostics, HostFiles.NONE, DiskSource.FILES);
    }

    /** The same, told to this one. */
    public MachinePorts withObserver(Observer told) {
        return new MachinePorts(console, inputs, told, diagnostics, files, disks);
    }

    /** The same, with these files. */
    public MachinePorts withFiles(HostFiles reachable) {
        return new MachinePorts(console, inputs, observer, diagnostics, reachable, disks);
    }

    /** The same, with these disks. */
    public MachinePorts withDisks(DiskSource contents) {
        return new MachinePorts(console, inputs, observer, diagnostics, files, contents);
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
