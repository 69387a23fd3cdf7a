package dev.trapline.recorder.checkpoint;

/**
 * How much of a recording its checkpoints may be. There are as many as fit, at equal distances; when there are too many,
 * every second is given up.
 *
 * @param most checkpoints; 0 for none at all
 * @param bytes of all together, on disk
 * @param interval instructions between two as long as there are not too many
 */
public record CheckpointLimit(int most, long bytes, long interval) {
    /** As many as a seek can look through. */
    private static final int MOST = 1024;

    /** Some twentieths of a second of replay, and as much work again to pack one. */
    private static final long SHORTEST = 1 << 22;

    public static final CheckpointLimit NONE = new CheckpointLimit(0, 0, SHORTEST);

    /** What a recording may hold if nothing was said. */
    public static final CheckpointLimit DEFAULT = ofBytes(64L << 20);

    public static CheckpointLimit ofBytes(long bytes) {
        return new CheckpointLimit(MOST, bytes, SHORTEST);
    }

    public static CheckpointLimit ofCount(int most) {
        return new CheckpointLimit(most, Long.MAX_VALUE, SHORTEST);
    }
}
