package dev.trapline.recorder.write;

import dev.trapline.emu.machine.CallerView;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.recorder.schema.TraceSink;
import org.jspecify.annotations.Nullable;

/** The bytes that one call's arguments point to, as far as there is room for them. */
final class CallCapture implements CallAbi.CallerMemory {
    final byte[] bytes = new byte[TraceSink.MAX_CAPTURED];
    /** How many there are, and how many there would have been. */
    int length;

    int fullLength;

    private @Nullable CallerView view;
    private int cpu;
    private int callerMode;
    /** What comes behind bytes that are missing would stand in their place. */
    private boolean truncated;

    void attach(CallerView callers) {
        view = callers;
    }

    /** Nothing is captured yet of the call that this pCPU now makes. */
    void begin(int callingCpu, int mode) {
        cpu = callingCpu;
        callerMode = mode;
        length = 0;
        fullLength = 0;
        truncated = false;
    }

    @Override
    public void capture(long va, long wanted) {
        long more = Math.max(wanted, 0);
        int room = truncated ? 0 : (int) Math.min(more, bytes.length - length);
        int got = view == null || room == 0 ? 0 : view.read(cpu, callerMode, va, bytes, length, room);
        length += got;
        fullLength = (int) Math.min(fullLength + Math.min(more, Integer.MAX_VALUE), Integer.MAX_VALUE);
        truncated |= got < more;
    }

    @Override
    public long captured(int offset, int size) {
        if (offset < 0 || offset > length - size) {
            return 0;
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }
}
