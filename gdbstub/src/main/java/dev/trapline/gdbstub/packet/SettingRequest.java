package dev.trapline.gdbstub.packet;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Packets by which client and server agree on how to talk: {@code qSupported QStartNoAckMode QNonStop} and others. */
public sealed interface SettingRequest extends Request {
    /** {@code qSupported:FEATURE;...}: what the client can. */
    record Supported(List<String> features) implements SettingRequest {
        public Supported {
            features = List.copyOf(features);
        }
    }

    /** {@code QStartNoAckMode}. */
    record NoAcknowledgements() implements SettingRequest {}

    /** {@code QNonStop:N}. */
    record NonStop(boolean on) implements SettingRequest {}

    /**
     * {@code QCatchSyscalls:0} or {@code :1;NUMBER...}.
     *
     * @param numbers empty for all
     */
    record CatchCalls(boolean on, Set<Long> numbers) implements SettingRequest {
        public CatchCalls {
            numbers = Set.copyOf(numbers);
        }
    }

    /** {@code QPassSignals}, {@code QProgramSignals}: taken, and without effect, since a machine has no signals. */
    record Signals() implements SettingRequest {}

    /** {@code vMustReplyEmpty}. */
    record MustReplyEmpty() implements SettingRequest {}

    /** {@code qSymbol::}: the client offers to look up symbols; none are wanted. */
    record Symbols() implements SettingRequest {}

    static SettingRequest supported(PacketReader in) {
        if (!in.accept(':')) {
            in.expectEnd();
            return new Supported(List.of());
        }
        return new Supported(List.of(in.restText().split(";")));
    }

    static SettingRequest nonStop(PacketReader in) {
        in.expect(':');
        return new NonStop(onOff(in));
    }

    static SettingRequest catchCalls(PacketReader in) {
        in.expect(':');
        boolean on = in.take() == '1';
        Set<Long> numbers = new TreeSet<>();
        while (in.accept(';')) {
            numbers.add(in.hex());
        }
        in.expectEnd();
        return new CatchCalls(on, numbers);
    }

    private static boolean onOff(PacketReader in) {
        char c = in.take();
        in.expectEnd();
        if (c != '0' && c != '1') {
            throw new MalformedPacketException("it is 0 or 1");
        }
        return c == '1';
    }
}
