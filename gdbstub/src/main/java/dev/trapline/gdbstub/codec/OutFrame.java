package dev.trapline.gdbstub.codec;

/** What goes out on the stream. Payloads are on the wire as they are: escaped where they must be. */
public sealed interface OutFrame {
    record Packet(byte[] payload) implements OutFrame {}

    /** {@code %}: a packet that nobody asked for and nobody acknowledges. */
    record Notification(byte[] payload) implements OutFrame {}

    record Ack() implements OutFrame {}

    record Nack() implements OutFrame {}

    /** 0x03; only a client sends it. */
    record Interrupt() implements OutFrame {}
}
