package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.gdbstub.packet.RegisterRequest;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.ThreadSelector;
import java.util.Arrays;
import java.util.Optional;

/**
 * Packets about registers.
 *
 * <p>{@code g} has R0 to R15 only, and everything else is read one by one. gdb knows the target description of its first
 * inferior alone when it finds several; for the others it takes the layout of old, of which only these are the same.
 */
final class Registers {
    private static final int TOGETHER = 16;
    private static final int WORD = 4;
    private static final String UNKNOWN_BYTE = "xx";
    /** Bytes of the biggest register that layouts of old have. */
    private static final int BIGGEST_OF_OLD = 12;

    private final Debuggee debuggee;

    Registers(Debuggee debuggee) {
        this.debuggee = debuggee;
    }

    Reply handle(RegisterRequest request) {
        ThreadId thread = thread(request.thread());
        return switch (request) {
            case RegisterRequest.ReadAll all -> {
                byte[] values = new byte[TOGETHER * WORD];
                boolean known = false;
                for (int i = 0; i < TOGETHER; i++) {
                    Optional<byte[]> value = value(thread, i);
                    known |= value.isPresent();
                    System.arraycopy(value.orElse(new byte[WORD]), 0, values, i * WORD, WORD);
                }
                yield known
                        ? new Reply.Hex(values, values.length)
                        : new Reply.Text(UNKNOWN_BYTE.repeat(TOGETHER * WORD));
            }
            case RegisterRequest.WriteAll all -> writeAll(thread, all.values());
            case RegisterRequest.Read read -> read(thread, read.number());
            case RegisterRequest.Write write -> write(thread, write.number(), write.value());
        };
    }

    /** The thread that a packet names, or else the selected one. */
    ThreadId thread(Optional<ThreadSelector> named) {
        return named.map(debuggee::one).orElseGet(debuggee::general);
    }

    private Reply read(ThreadId thread, int number) {
        Optional<RegisterDescription> register = debuggee.register(number);
        if (register.isEmpty()) {
            // An error would end the debugger's list of registers in its middle, and no answer would end the packet's
            // use.
            return new Reply.Text(UNKNOWN_BYTE.repeat(BIGGEST_OF_OLD));
        }
        Optional<byte[]> value = value(thread, number);
        return value.isPresent()
                ? new Reply.Hex(value.get(), value.get().length)
                : new Reply.Text(UNKNOWN_BYTE.repeat(register.get().bytes()));
    }

    /**
     * What a thread's register holds. A debugger goes on asking of threads that are not there any more, or not yet where
     * history stands now: they have nothing.
     */
    private Optional<byte[]> value(ThreadId thread, int number) {
        try {
            return debuggee.target().readRegister(thread, number);
        } catch (DebugException e) {
            if (debuggee.find(thread).isPresent()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Reply write(ThreadId thread, int number, byte[] value) {
        Optional<RegisterDescription> register = debuggee.register(number);
        if (register.isEmpty() || register.get().bytes() != value.length) {
            return Reply.INVALID;
        }
        if (!register.get().writable()) {
            return new Reply.Refusal(register.get().name() + " cannot be written");
        }
        debuggee.target().writeRegister(thread, number, value);
        return new Reply.Ok();
    }

    private Reply writeAll(ThreadId thread, byte[] values) {
        if (values.length % WORD != 0 || values.length > TOGETHER * WORD) {
            return Reply.INVALID;
        }
        for (int i = 0; i < values.length / WORD; i++) {
            debuggee.target().writeRegister(thread, i, Arrays.copyOfRange(values, i * WORD, (i + 1) * WORD));
        }
        return new Reply.Ok();
    }
}
