package dev.trapline.emu.debug;

/** One number space for SVC, HVC and firmware calls, since debuggers know but one kind of call, the system call. */
public final class CallNumber {
    /** Added to the number of a hypercall, so that it differs from a system call's. */
    public static final long HYPERCALL = 0x1_0000;

    private CallNumber() {}

    /** Of an SVC: r7, as the Linux EABI has it, unless the immediate is not zero, as in the old ABI. */
    public static long svc(int immediate, int r7) {
        return immediate == 0 ? r7 & 0xffff_ffffL : immediate & 0xfffff;
    }

    /** Of an HVC that is no firmware call, by its number register. */
    public static long hypercall(int number) {
        return HYPERCALL + (number & 0xffff_ffffL);
    }

    /** Of a PSCI or other SMC Calling Convention function: the function identifier itself, which is above 0x80000000. */
    public static long firmware(int function) {
        return function & 0xffff_ffffL;
    }
}
