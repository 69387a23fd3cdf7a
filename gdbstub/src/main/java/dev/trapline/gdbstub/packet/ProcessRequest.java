package dev.trapline.gdbstub.packet;

import java.util.OptionalInt;

/** Packets about processes, which here are worlds: {@code ? ! D k R vAttach vKill vRun qAttached}. */
public sealed interface ProcessRequest extends Request {
    /** {@code ?}: why the machine stands. */
    record StopReason() implements ProcessRequest {}

    /** {@code !}: the connection stays when there is nothing to debug. */
    record Extended() implements ProcessRequest {}

    /** {@code D} or {@code D;PID}: lets go of all, or of one world. */
    record Detach(OptionalInt world) implements ProcessRequest {}

    /** {@code k}: ends everything, unanswered. */
    record KillAll() implements ProcessRequest {}

    /** {@code vKill;PID}. */
    record Kill(int world) implements ProcessRequest {}

    /** {@code vAttach;PID}. */
    record Attach(int world) implements ProcessRequest {}

    /** {@code vRun;FILE;ARGUMENT...}: from the beginning; file and arguments are not looked at. */
    record Run() implements ProcessRequest {}

    /** {@code R XX}: from the beginning, unanswered. */
    record Restart() implements ProcessRequest {}

    /** {@code qAttached} or {@code qAttached:PID}: whether it was there before the client. */
    record IsAttached() implements ProcessRequest {}

    static ProcessRequest detach(PacketReader in) {
        if (in.atEnd()) {
            return new Detach(OptionalInt.empty());
        }
        in.expect(';');
        int world = in.number();
        in.expectEnd();
        return new Detach(OptionalInt.of(world));
    }

    static ProcessRequest kill(PacketReader in) {
        in.expect(';');
        int world = in.number();
        in.expectEnd();
        return new Kill(world);
    }

    static ProcessRequest attach(PacketReader in) {
        in.expect(';');
        int world = in.number();
        in.expectEnd();
        return new Attach(world);
    }
}
