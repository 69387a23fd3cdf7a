package dev.trapline.recorder.disks;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The blocks of one disk that were used last, by number. To look for one allocates nothing. */
final class BlockCache {
    /** 4 MiB. */
    private static final int CACHED = 64;

    private static final long EMPTY = -1;

    private final long[] numbers = new long[CACHED];
    private final long[] lastUse = new long[CACHED];
    private final Block[] blocks = new Block[CACHED];
    private long uses;

    BlockCache() {
        Arrays.fill(numbers, EMPTY);
    }

    /** The block, or null if it is not here. */
    @Nullable
    Block get(long number) {
        for (int i = 0; i < CACHED; i++) {
            if (numbers[i] == number) {
                lastUse[i] = ++uses;
                return blocks[i];
            }
        }
        return null;
    }

    /** Keeps a block that is not here, in the place of that which was not used for longest. */
    void put(long number, Block block) {
        int oldest = 0;
        for (int i = 1; i < CACHED; i++) {
            if (lastUse[i] < lastUse[oldest]) {
                oldest = i;
            }
        }
        numbers[oldest] = number;
        blocks[oldest] = block;
        lastUse[oldest] = ++uses;
    }
}
