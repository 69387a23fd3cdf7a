package dev.trapline.emu.exec;

/**
 * Leaves the engine before an instruction that was about to execute, or has executed in part in such a way that it can be
 * executed again. One object, without a stack trace.
 */
public final class StopBefore extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final StopBefore INSTANCE = new StopBefore();

    private StopBefore() {
        super(null, null, false, false);
    }
}
