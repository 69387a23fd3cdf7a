package dev.trapline.emu.world;

import dev.trapline.emu.snapshot.SnapshotException;
import java.util.Arrays;

/** What a {@link WorldTracker} knew at one moment; for a machine restored to that moment. Immutable. */
public final class WorldsState {
    /** Of a machine on which no guest has run yet. */
    public static final WorldsState NONE = new WorldsState(new byte[4]);

    private final byte[] bytes;

    WorldsState(byte[] bytes) {
        this.bytes = bytes;
    }

    /** From {@link #toByteArray}; {@link WorldTracker#restore} throws {@link SnapshotException} if it is none. */
    public static WorldsState of(byte[] bytes) {
        return new WorldsState(bytes.clone());
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorldsState state && Arrays.equals(bytes, state.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
