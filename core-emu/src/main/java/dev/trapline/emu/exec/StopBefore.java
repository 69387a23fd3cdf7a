package dev.trapline.emu.exec;

/** Leaves the engine before an instruction that was about to execute. One object, without a stack trace. */
final class StopBefore extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final StopBefore INSTANCE = new StopBefore();

    private StopBefore() {
        super(null, null, false, false);
    }
}
