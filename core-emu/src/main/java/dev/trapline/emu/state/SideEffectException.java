package dev.trapline.emu.state;

/**
 * An instruction tried to do something that reaches beyond its pCPU, where only looking is allowed: thrown by the ports
 * of a pCPU that is run on the side, once made and without a stack trace.
 */
public final class SideEffectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final SideEffectException INSTANCE = new SideEffectException();

    private SideEffectException() {
        super("an effect beyond the pCPU", null, false, false);
    }
}
