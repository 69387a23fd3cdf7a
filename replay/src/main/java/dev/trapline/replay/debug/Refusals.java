package dev.trapline.replay.debug;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.snapshot.SnapshotException;
import dev.trapline.replay.timeline.TimelineException;
import java.util.function.Supplier;

/** What a recording cannot do, because it is damaged or does not run as it did, told as debuggers are told. */
final class Refusals {
    private Refusals() {}

    /** @throws DebugException for what is the recording's own */
    static <T> T told(Supplier<T> action) {
        try {
            return action.get();
        } catch (BadInputException | SnapshotException | TimelineException e) {
            throw new DebugException(String.valueOf(e.getMessage()));
        }
    }
}
