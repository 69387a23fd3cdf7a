package dev.trapline.gdbstub.packet;

import dev.trapline.emu.debug.FileCall;
import java.util.OptionalInt;

/**
 * What is answered.
 *
 * @rsp Standard Replies; Stop Reply Packets; The F Request Packet
 */
public sealed interface Reply {
    /** Nothing is readable there: EFAULT. */
    Fault BAD_ADDRESS = new Fault(0x0e);

    /** The request makes no sense: EINVAL. */
    Fault INVALID = new Fault(0x16);

    /** It is done. */
    record Ok() implements Reply {}

    /** The packet is not known. */
    record Unsupported() implements Reply {}

    /** No packet is sent: it follows later, or not at all. */
    record Nothing() implements Reply {}

    /**
     * It cannot be done.
     *
     * @param code 1 to 255, as Linux numbers errors where one fits
     */
    record Fault(int code) implements Reply {}

    /** It cannot be done, and why, in one line. */
    record Refusal(String why) implements Reply {}

    /** ASCII text that needs no escapes. */
    record Text(String text) implements Reply {}

    /** Bytes in hexadecimal digits. */
    record Hex(byte[] data, int length) implements Reply {}

    /** Bytes as they are, escaped, after some text. */
    record Binary(String prefix, byte[] data, int offset, int length) implements Reply {}

    /** Text for people while the machine runs or a command does. */
    record Console(String text) implements Reply {}

    /**
     * The machine stands.
     *
     * @param signal as GDB numbers them
     * @param fields {@code NAME:VALUE;} one after another
     */
    record Stopped(int signal, String fields) implements Reply {}

    /**
     * A world has ended.
     *
     * @param world empty if the client knows but one
     */
    record Exited(int status, OptionalInt world) implements Reply {}

    /** Not an answer: the guest wants something of the client's files, and the client answers. */
    record Call(FileCall call) implements Reply {}

    /** Puts it as it is on the wire, but without framing; nothing for {@link Nothing} and {@link Unsupported}. */
    default void writeTo(PayloadBuffer out) {
        switch (this) {
            case Ok() -> out.ascii("OK");
            case Unsupported(), Nothing() -> {}
            case Fault(int code) -> out.ascii("E").hexByte(code);
            case Refusal(String why) -> out.ascii("E.").ascii(plain(why));
            case Text(String text) -> out.ascii(text);
            case Hex(byte[] data, int length) -> out.hex(data, 0, length);
            case Binary(String prefix, byte[] data, int offset, int length) ->
                out.ascii(prefix).escaped(data, offset, length);
            case Console(String text) -> out.ascii("O").hexText(text);
            case Stopped(int signal, String fields) ->
                out.ascii("T").hexByte(signal).ascii(fields);
            case Call(FileCall call) -> out.ascii(FileCallText.of(call));
            case Exited(int status, OptionalInt world) -> {
                out.ascii("W").hexByte(status);
                if (world.isPresent()) {
                    out.ascii(";process:").ascii(Integer.toHexString(world.getAsInt()));
                }
            }
        }
    }

    /** Debuggers show text of errors as it comes, so that it can have no escapes: it goes without what would need them. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '#', '$' -> {}
                case '*' -> plain.append('x');
                case '}' -> plain.append(')');
                default -> plain.append(c < ' ' ? ' ' : c > '~' ? '?' : c);
            }
        }
        return plain.toString();
    }
}
