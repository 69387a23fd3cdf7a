package dev.trapline.emu.state;

/**
 * How an instruction that cannot complete leaves its meaning: thrown once made, without a stack trace, so that it costs
 * no allocation (docs/decisions/0003-guest-abort.md). The details stand in the {@link Cpu}.
 */
public final class GuestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Data Abort; {@link Cpu#fault} holds what the translation or the bus said. */
    public static final GuestException DATA_ABORT = new GuestException("Data Abort");
    /** Prefetch Abort; {@link Cpu#fault} holds what the translation or the bus said. */
    public static final GuestException PREFETCH_ABORT = new GuestException("Prefetch Abort");
    /** Undefined Instruction. */
    public static final GuestException UNDEFINED = new GuestException("Undefined Instruction");
    /** The instruction is trapped to Hyp mode; {@link Cpu#trapSyndrome} holds the HSR. */
    public static final GuestException HYP_TRAP = new GuestException("Hyp Trap");

    private GuestException(String message) {
        super(message, null, false, false);
    }
}
