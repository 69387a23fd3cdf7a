package dev.trapline.replay.diff;

/** Told how far running again has come, every so often: for whoever waits. */
@FunctionalInterface
public interface Watcher {
    Watcher NONE = (count, virtualNs) -> {};

    /**
     * @param count instructions attempted
     * @param virtualNs virtual time there
     */
    void at(long count, long virtualNs);
}
