package dev.trapline.gdbstub.codec;

/** What comes in on the stream. */
public sealed interface Frame {
    /**
     * A whole packet with the right checksum.
     *
     * @param payload without escapes
     */
    record Packet(byte[] payload) implements Frame {}

    /** {@code +}. */
    record Ack() implements Frame {}

    /** {@code -}: the last packet is wanted again. */
    record Nack() implements Frame {}

    /** The character 0x03 between packets. */
    record Interrupt() implements Frame {}

    /** A packet whose checksum is wrong. */
    record Damaged() implements Frame {}

    /** A packet longer than is taken; its bytes were dropped as they came. */
    record TooLong() implements Frame {}

    /** {@code %NAME:...}, which only a server sends. */
    record Notification(byte[] payload) implements Frame {}

    /** About how much memory it takes, in bytes. */
    default int size() {
        return switch (this) {
            case Packet(byte[] payload) -> 64 + payload.length;
            case Notification(byte[] payload) -> 64 + payload.length;
            case Ack(), Nack(), Interrupt(), Damaged(), TooLong() -> 64;
        };
    }
}
