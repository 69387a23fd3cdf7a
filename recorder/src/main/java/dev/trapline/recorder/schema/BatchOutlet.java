package dev.trapline.recorder.schema;

/** Where closed batches go. */
@FunctionalInterface
public interface BatchOutlet {
    /** Takes a closed, unsealed batch, and gives another to fill. */
    Batch exchange(Batch closed);
}
