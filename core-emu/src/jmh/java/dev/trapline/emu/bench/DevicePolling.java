package dev.trapline.emu.bench;

/**
 * Reading UARTFR (mmio.S); in the baseline the load is from memory.
 *
 * <p><b>Cost centre:</b> the way to a device: slow-path translation, finding the device on the bus, its register row, the observer.
 *
 * <p><b>Why it matters:</b> early consoles poll this very register for each character, and drivers spin on others.
 */
public class DevicePolling extends LoopBenchmark {
    public DevicePolling() {
        super("mmio");
    }
}
