package dev.trapline.replay.timeline;

/** Lets whoever waits for a search see how far it is, and give it up. Called from several threads. */
public interface SearchControl {
    SearchControl NONE = new SearchControl() {};

    /** Whether to give up; asked several times a second. */
    default boolean cancelled() {
        return false;
    }

    /**
     * How far a search is.
     *
     * @param done instructions searched or passed over
     * @param all of how many
     */
    default void progress(long done, long all) {}
}
