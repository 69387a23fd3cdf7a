package dev.trapline.gdbstub.packet;

import java.util.ArrayList;
import java.util.List;

/** Packets about breakpoints and watchpoints: {@code Z} and {@code z}. */
public sealed interface PointRequest extends Request {
    Type type();

    /** Of the instruction, or of the first byte watched; bit 0 may be set for an instruction in Thumb state. */
    long address();

    /** In what a debugger thinks of a breakpoint instruction, or bytes watched. */
    int kind();

    /** What stops. */
    enum Type {
        SOFTWARE,
        HARDWARE,
        WRITE,
        READ,
        ACCESS;

        /** Whether it is an instruction's execution that stops. */
        public boolean execution() {
            return this == SOFTWARE || this == HARDWARE;
        }
    }

    /**
     * {@code Z}.
     *
     * @param conditions agent expressions, of which one must not be zero; none: it always holds
     * @param commands agent expressions that are evaluated instead of stopping
     */
    record Insert(Type type, long address, int kind, List<byte[]> conditions, List<byte[]> commands)
            implements PointRequest {
        public Insert {
            conditions = List.copyOf(conditions);
            commands = List.copyOf(commands);
        }
    }

    /** {@code z}. */
    record Remove(Type type, long address, int kind) implements PointRequest {}

    static PointRequest insert(PacketReader in) {
        Type type = type(in);
        long address = in.address();
        in.expect(',');
        int kind = in.number();
        List<byte[]> conditions = new ArrayList<>();
        List<byte[]> commands = new ArrayList<>();
        while (in.accept(';')) {
            if (in.accept("cmds:")) {
                in.hex(); // whether they outlive the connection: here nothing does
                in.expect(',');
                expressions(in, commands);
            } else {
                expressions(in, conditions);
            }
        }
        in.expectEnd();
        return new Insert(type, address, kind, conditions, commands);
    }

    static PointRequest remove(PacketReader in) {
        Type type = type(in);
        long address = in.address();
        in.expect(',');
        int kind = in.number();
        in.expectEnd();
        return new Remove(type, address, kind);
    }

    private static Type type(PacketReader in) {
        int type = in.take() - '0';
        in.expect(',');
        if (type < 0 || type >= Type.values().length) {
            throw new MalformedPacketException("there is no such type");
        }
        return Type.values()[type];
    }

    private static void expressions(PacketReader in, List<byte[]> into) {
        while (in.accept('X')) {
            int length = in.number();
            in.expect(',');
            into.add(in.hexBytes(length));
        }
    }
}
