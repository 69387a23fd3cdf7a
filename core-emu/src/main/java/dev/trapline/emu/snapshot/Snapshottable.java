package dev.trapline.emu.snapshot;

/**
 * A part of the machine whose whole state can be written and rebuilt.
 *
 * <p>{@code save} followed by {@code restore} into a machine of the same description gives a part that behaves the same
 * for ever after, and whose {@code save} gives the same bytes: state that can be recomputed (caches, decoded code) is
 * left out. Saving cannot fail.
 */
public interface Snapshottable {
    void save(StateWriter out);

    /** @throws SnapshotException if the bytes do not fit this part */
    void restore(StateReader in);
}
