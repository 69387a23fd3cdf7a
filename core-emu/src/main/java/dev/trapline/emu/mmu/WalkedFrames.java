package dev.trapline.emu.mmu;

import static dev.trapline.emu.mem.PhysicalMemory.WALKED_LONG;
import static dev.trapline.emu.mem.PhysicalMemory.WALKED_SHORT;

import dev.trapline.emu.mem.PhysicalMemory;
import java.util.Arrays;

/**
 * The frames from which translations in use were read. Once all translations are forgotten none counts any more, so a
 * page of a table that became something else costs one forgetting, not slow stores for ever.
 */
final class WalkedFrames {
    private final PhysicalMemory memory;
    private int[] frames = new int[256];
    private int count;

    WalkedFrames(PhysicalMemory memory) {
        this.memory = memory;
    }

    /** Flags every frame a walk read from. */
    void add(Translation x) {
        for (int i = 0; i < x.walkedCount(); i++) {
            int frame = x.walkedFrame(i);
            int bit = x.walkedLong(i) ? WALKED_LONG : WALKED_SHORT;
            int flags = memory.flags(frame);
            if ((flags & bit) == 0) {
                if ((flags & (WALKED_LONG | WALKED_SHORT)) == 0) {
                    if (count == frames.length) {
                        frames = Arrays.copyOf(frames, 2 * count);
                    }
                    frames[count++] = frame;
                }
                memory.setFlags(frame, bit);
            }
        }
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            memory.clearFlags(frames[i], WALKED_LONG | WALKED_SHORT);
        }
        count = 0;
    }

    /**
     * Whether a store changes a descriptor that may be in use. Faults are never kept, so one that was invalid is not.
     * The valid bits are looked for in either byte order: big-endian tables are rare, and forgetting is never wrong.
     */
    static boolean changesValid(byte[] page, int in, int size, long value, int flags) {
        if (Bytes.get(page, in, size) == (size == 8 ? value : value & (1L << 8 * size) - 1)) {
            return false;
        }
        return (flags & WALKED_SHORT) != 0 && touchesValid(page, in, size, 4)
                || (flags & WALKED_LONG) != 0 && touchesValid(page, in, size, 8);
    }

    private static boolean touchesValid(byte[] page, int in, int size, int step) {
        for (int at = in & -step; at < in + size; at += step) {
            long d = Bytes.get(page, at, step);
            boolean valid = step == 4 ? (d & 0x0300_0003) != 0 : (d & 0x0100_0000_0000_0001L) != 0;
            if (valid) {
                return true;
            }
        }
        return false;
    }
}
