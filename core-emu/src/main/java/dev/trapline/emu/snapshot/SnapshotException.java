package dev.trapline.emu.snapshot;

/** A snapshot that cannot be restored: damaged, of another version, or of another machine. The message says which. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SnapshotException(String message) {
        super(message);
    }
}
