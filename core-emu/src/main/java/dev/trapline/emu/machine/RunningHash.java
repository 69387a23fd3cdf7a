package dev.trapline.emu.machine;

import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A 128-bit hash of a machine's state (pCPUs, CPU complex and guest memory, not devices) that is cheap to keep up: the sum
 * of a hash for each frame, of which only those are computed anew whose bytes changed since the last time. Equal states
 * give equal hashes, whoever looked before and however often.
 *
 * <p>One object follows one machine; it may miss any number of states in between.
 */
public final class RunningHash {
    private static final int PARTS_PLACE = -1;

    private final PageHash hash = new PageHash();
    private final long[] frameHigh;
    private final long[] frameLow;
    /** The memory when it was last looked at; null: never written. */
    private @Nullable MemoryImage known;

    private byte[] parts = new byte[4096];
    private long memoryHigh;
    private long memoryLow;
    private long high;
    private long low;
    private int changed;

    public RunningHash(Machine machine) {
        int frames = machine.memory().frameCount();
        frameHigh = new long[frames];
        frameLow = new long[frames];
    }

    /** Takes in a state of the machine, from {@link Machine#save}: sets {@link #high}, {@link #low}, {@link #changedFrames}. */
    public void update(MachineState state) {
        MemoryImage memory = state.memory();
        changed = 0;
        for (int i = memory.nextUnlike(known, 0); i < memory.frameCount(); i = memory.nextUnlike(known, i + 1)) {
            changed++;
            frame(i, memory.frame(i));
        }
        known = memory;
        int length = state.complexLength();
        int padded = length + 15 & ~15;
        if (padded > parts.length) {
            parts = new byte[padded];
        }
        System.arraycopy(state.parts(), 0, parts, 0, length);
        Arrays.fill(parts, length, padded, (byte) 0);
        hash.of(parts, padded, PARTS_PLACE);
        high = memoryHigh + hash.high;
        low = memoryLow + hash.low;
    }

    private void frame(int i, byte @Nullable [] bytes) {
        memoryHigh -= frameHigh[i];
        memoryLow -= frameLow[i];
        if (bytes == null) {
            frameHigh[i] = 0;
            frameLow[i] = 0;
        } else {
            hash.of(bytes, PhysicalMemory.FRAME_SIZE, i);
            frameHigh[i] = hash.high;
            frameLow[i] = hash.low;
        }
        memoryHigh += frameHigh[i];
        memoryLow += frameLow[i];
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Frames whose bytes were written since the last state, equal or not. */
    public int changedFrames() {
        return changed;
    }
}
