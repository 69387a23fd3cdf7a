package dev.trapline.recorder.schema;

/** The schema's version: of the event kinds, their bytes and the batches. */
public final class Schema {
    /** Bumped when an old reader could no longer read what is written. */
    public static final int VERSION = 1;

    private Schema() {}
}
