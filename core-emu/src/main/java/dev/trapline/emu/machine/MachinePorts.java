package dev.trapline.emu.machine;

import dev.trapline.emu.port.Diagnostics;
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
 */
public record MachinePorts(IntConsumer console, InputSource inputs, Observer observer, Diagnostics diagnostics) {
    /** Nothing plugged in: a machine that hears and says nothing. */
    public static MachinePorts none() {
        return new MachinePorts(b -> {}, InputSource.silent(0), Observer.NONE, Diagnostics.NONE);
    }
}
