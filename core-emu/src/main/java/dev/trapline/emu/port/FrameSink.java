package dev.trapline.emu.port;

/** Takes Ethernet frames (without FCS) that a network device sends. */
@FunctionalInterface
public interface FrameSink {
    void frame(byte[] frame);
}
