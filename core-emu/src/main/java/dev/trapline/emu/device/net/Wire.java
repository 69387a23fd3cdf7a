package dev.trapline.emu.device.net;

/** What the parts of the network need of it. */
interface Wire {
    /** Sends a frame to the guest, which has it after the network's latency and {@code delayNs} more. */
    void send(byte[] frame, long delayNs);

    /** Virtual time in nanoseconds. */
    long nowNs();

    /** Something a guest sent that is dropped, and why. */
    void dropped(String why);
}
