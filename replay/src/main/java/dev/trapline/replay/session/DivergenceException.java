package dev.trapline.replay.session;

/** Leaves the machine where a replay diverged; the machine is not to be run on. */
final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Divergence divergence;

    DivergenceException(Divergence divergence) {
        super("the replay diverged at count " + divergence.count());
        this.divergence = divergence;
    }

    Divergence divergence() {
        return divergence;
    }
}
