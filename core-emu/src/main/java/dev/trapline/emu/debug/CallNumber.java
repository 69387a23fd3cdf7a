package dev.trapline.emu.debug;

/**
 * One number space for SVC, HVC and firmware calls, since debuggers know but one kind of call, the system call. gdb 13 takes
 * no number of 2^31 or more.
 */
public final class CallNumber {
    /** Added to the number of a hypercall, so that it differs from a system call's. */
    public static final long HYPERCALL = 0x1_0000;

    /** Of a function identifier of the SMC Calling Convention: set where the call is a fast one, as all of PSCI are. */
    private static final int FAST = 1 << 31;

    private CallNumber() {}

    /** Of an SVC: r7, as the Linux EABI has it, unless the immediate is not zero, as in the old ABI. */
    public static long svc(int immediate, int r7) {
        return immediate == 0 ? r7 & 0xffff_ffffL : immediate & 0xfffff;
    }

    /** Of an HVC that is no firmware call, by its number register; of the SMC Calling Convention's as if it were one. */
    public static long hypercall(int number) {
        return (number & FAST) != 0 ? firmware(number) : HYPERCALL + number;
    }

    /** Of a PSCI or other SMC Calling Convention function: the function identifier without its top bit. */
    public static long firmware(int function) {
        return function & ~FAST;
    }
}
