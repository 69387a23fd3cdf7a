package dev.trapline.recorder.checkpoint;

/**
 * How much of a recording its checkpoints may be. There are as many as fit, at equal distances; when there are too many,
 * every second is given up. One that is due while two before it are not packed yet is left out, unless all are wanted.
 *
 * @param most checkpoints; 0 for none at all
 * @param bytes of all together, on disk
 * @param interval instructions between two as long as there are not too many
 * @param all whether none is left out for being due while those before it are being packed, though the machine has to wait
 */
public record CheckpointLimit(int most, long bytes, long interval, boolean all) {
    /** As many as a seek can look through. */
    private static final int MOST = 1024;

    /** Some twentieths of a second of replay, and as much work again to pack one. */
    private static final long SHORTEST = 1 << 22;

    public static final CheckpointLimit NONE = new CheckpointLimit(0, 0, SHORTEST, false);

    /** What a recording may hold if nothing was said. */
    public static final CheckpointLimit DEFAULT = ofBytes(64L << 20);

    public static CheckpointLimit ofBytes(long bytes) {
        return new CheckpointLimit(MOST, bytes, SHORTEST, false);
    }

    public static CheckpointLimit ofCount(int most) {
        return new CheckpointLimit(most, Long.MAX_VALUE, SHORTEST, false);
    }

    /** So many, one at each multiple of an interval until there are more; the machine waits for them. */
    public static CheckpointLimit allAt(long interval, int most) {
        return new CheckpointLimit(most, Long.MAX_VALUE, interval, true);
    }
}
