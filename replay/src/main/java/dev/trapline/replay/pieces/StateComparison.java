package dev.trapline.replay.pieces;

import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.recorder.checkpoint.Checkpoint;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares a machine with checkpoints, one after another: frames that neither has changed since need no second look. */
final class StateComparison {
    private @Nullable MemoryImage same;
    private @Nullable MemoryImage asKept;

    /** What differs, in words; empty if nothing does. */
    Optional<String> difference(Checkpoint now, Checkpoint kept) {
        MachineState is = now.machine();
        MachineState was = kept.machine();
        if (is.complexLength() != was.complexLength()
                || !Arrays.equals(is.parts(), 0, is.complexLength(), was.parts(), 0, was.complexLength())) {
            return Optional.of("pCPUs, GIC or timers have another state");
        }
        if (!Arrays.equals(is.parts(), was.parts())) {
            return Optional.of("devices have another state");
        }
        if (!Arrays.equals(now.observer(), kept.observer())) {
            return Optional.of("other calls have not returned");
        }
        return memory(is.memory(), was.memory());
    }

    @SuppressWarnings("ReferenceEquality") // a frame's array is replaced when it is written after it was shared
    private Optional<String> memory(MemoryImage is, MemoryImage was) {
        if (is.frameCount() != was.frameCount()) {
            return Optional.of("it has another size of memory");
        }
        MemoryImage oldIs = same;
        MemoryImage oldWas = asKept;
        for (int i = 0; i < is.frameCount(); i++) {
            byte[] a = is.frame(i);
            byte[] b = was.frame(i);
            boolean known = oldIs != null && oldWas != null && oldIs.frame(i) == a && oldWas.frame(i) == b;
            if (!known && !equal(a, b)) {
                return Optional.of("frame " + i + " of its memory differs");
            }
        }
        same = is;
        asKept = was;
        return Optional.empty();
    }

    /** A frame that was never written is all zero. */
    private static boolean equal(byte @Nullable [] a, byte @Nullable [] b) {
        return a == null || b == null ? isZero(a) && isZero(b) : Arrays.equals(a, b);
    }

    private static boolean isZero(byte @Nullable [] frame) {
        if (frame != null) {
            for (byte each : frame) {
                if (each != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
