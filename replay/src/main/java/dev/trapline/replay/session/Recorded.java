package dev.trapline.replay.session;

import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.recorder.disks.StoredDisks;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.ByteString;
import java.util.function.Function;

/**
 * What a machine is run again from.
 *
 * @param events from the first
 * @param images the bytes of an image by its SHA-256
 * @param disks what was on the disks, for live devices
 * @param calls by which the arguments of calls were captured
 */
public record Recorded(EventSource events, Function<ByteString, byte[]> images, DiskSource disks, CallAbi calls) {
    /**
     * All of a recording, which stays open as long as it is used.
     *
     * @throws dev.trapline.recorder.RecordingException if its calls were captured by a convention that is not known
     */
    public static Recorded of(Recording recording) {
        return of(recording, CallConventions.of(recording));
    }

    /** The same by a convention that is not among those known, and is the recording's. */
    public static Recorded of(Recording recording, CallAbi calls) {
        if (!recording.manifest().calls().equals(calls.id())) {
            throw new IllegalArgumentException(recording.name() + " was captured as "
                    + recording.manifest().calls() + " has it, not as " + calls.id());
        }
        return new Recorded(
                RecordedEvents.of(recording),
                sha256 -> recording.image(sha256.asHex()),
                new StoredDisks(recording),
                calls);
    }
}
