package dev.trapline.gdbstub.packet;

import java.util.Optional;

/**
 * Packets about registers: {@code g G p P}. Each may name its thread at its end, as LLDB has it; else it is about the
 * selected one.
 */
public sealed interface RegisterRequest extends Request {
    /** The thread that the packet names, if any. */
    Optional<ThreadSelector> thread();

    /** {@code g}: the registers that are read together. */
    record ReadAll(Optional<ThreadSelector> thread) implements RegisterRequest {}

    /** {@code G XX...}: writes them. */
    record WriteAll(byte[] values, Optional<ThreadSelector> thread) implements RegisterRequest {}

    /** {@code p N}. */
    record Read(int number, Optional<ThreadSelector> thread) implements RegisterRequest {}

    /** {@code P N=XX...}: the value is little-endian. */
    record Write(int number, byte[] value, Optional<ThreadSelector> thread) implements RegisterRequest {}

    static RegisterRequest readAll(PacketReader in) {
        return new ReadAll(suffix(in));
    }

    static RegisterRequest writeAll(PacketReader in) {
        byte[] values = in.hexBytes();
        return new WriteAll(values, suffix(in));
    }

    static RegisterRequest read(PacketReader in) {
        int number = in.number();
        return new Read(number, suffix(in));
    }

    static RegisterRequest write(PacketReader in) {
        int number = in.number();
        in.expect('=');
        byte[] value = in.hexBytes();
        return new Write(number, value, suffix(in));
    }

    /** {@code ;thread:ID;}, or nothing. */
    static Optional<ThreadSelector> suffix(PacketReader in) {
        if (in.atEnd()) {
            return Optional.empty();
        }
        if (!in.accept(";thread:")) {
            throw new MalformedPacketException("there is more than a register");
        }
        ThreadSelector thread = ThreadSelector.read(in);
        in.accept(';');
        in.expectEnd();
        return Optional.of(thread);
    }
}
