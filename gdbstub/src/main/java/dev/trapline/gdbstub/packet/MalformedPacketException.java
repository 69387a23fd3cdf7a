package dev.trapline.gdbstub.packet;

/** A packet has not the form its name asks for; {@link RequestParser} makes a {@link Request.Malformed} of it. */
final class MalformedPacketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
