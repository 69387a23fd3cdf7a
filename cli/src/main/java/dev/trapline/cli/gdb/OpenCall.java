package dev.trapline.cli.gdb;

import dev.trapline.emu.debug.FileAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of the guest's that a debugger has been asked to make, and memory as that debugger has it until it answers. */
final class OpenCall {
    /** Guest memory; returns how many bytes were read. */
    interface Memory {
        int read(long address, int offset, int length);
    }

    private final LiveTarget target;
    private final List<CallBuffer> buffers;
    private @Nullable FileAnswer answer;
    private boolean active;

    OpenCall(LiveTarget target, List<CallBuffer> buffers) {
        this.target = target;
        this.buffers = buffers;
    }

    LiveTarget target() {
        return target;
    }

    void answered(FileAnswer given) {
        answer = given;
    }

    /** Null until there is one. */
    @Nullable
    FileAnswer answer() {
        return answer;
    }

    /** Whether the debugger has done something for the call since this was asked last. */
    boolean wasActive() {
        boolean was = active;
        active = false;
        return was;
    }

    /** Reads the call's buffers where they are, and guest memory around them; as far as there is any. */
    int read(long address, byte[] into, int offset, int length, Memory guest) {
        active = true;
        int done = 0;
        while (done < length) {
            long at = address + done;
            CallBuffer buffer = at(at);
            int wanted = length - done;
            int count = 0;
            if (buffer != null) {
                count = buffer.read(at, into, offset + done, wanted);
            } else {
                for (CallBuffer b : buffers) {
                    wanted = (int) Math.min(wanted, b.begins(at));
                }
                count = guest.read(at, offset + done, wanted);
            }
            done += count;
            if (buffer == null && count < wanted) {
                break;
            }
        }
        return done;
    }

    /** Writes into the call's buffers, and nowhere else. */
    int write(long address, byte[] from, int offset, int length) {
        active = true;
        int done = 0;
        while (done < length) {
            CallBuffer buffer = at(address + done);
            int count = buffer == null ? 0 : buffer.write(address + done, from, offset + done, length - done);
            if (count == 0) {
                break;
            }
            done += count;
        }
        return done;
    }

    private @Nullable CallBuffer at(long address) {
        for (CallBuffer b : buffers) {
            if (b.covers(address)) {
                return b;
            }
        }
        return null;
    }
}
