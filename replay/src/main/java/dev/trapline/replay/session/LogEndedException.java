package dev.trapline.replay.session;

/** Leaves the machine where it does what comes after the end of the recording, about which nothing is known. */
final class LogEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
