package dev.trapline.emu.state;

/**
 * The registers behind MCR, MRC, MCRR, MRRC, LDC and STC to coprocessors 14 and 15. Each call completes, or throws UNDEFINED, or
 * fills {@link Cpu#trapSyndrome} and throws HYP_TRAP.
 */
public interface SystemRegisterPort {
    /**
     * MRC.
     *
     * @param cond condition field of the instruction, 14 in T32 (an IT block's condition is in the pCPU)
     * @param t the general register, for the syndrome
     */
    int read(Cpu s, int coproc, int opc1, int crn, int crm, int opc2, int cond, int t);

    /** MCR. */
    void write(Cpu s, int coproc, int opc1, int crn, int crm, int opc2, int value, int cond, int t);

    /** MRRC. */
    long read64(Cpu s, int coproc, int opc1, int crm, int cond, int t, int t2);

    /** MCRR. */
    void write64(Cpu s, int coproc, int opc1, int crm, long value, int cond, int t, int t2);

    /** CDP: gives what to throw, since there are no such operations. */
    GuestException operation(int coproc, int opc1, int crd, int crn, int crm, int opc2);

    /**
     * Whether an LDC or STC may go on: it returns or throws. The word of one that may goes through {@link #loaded}, or comes
     * from {@link #toStore}.
     *
     * @param imm8 in words, and with {@code up}, {@code before}, {@code wback} and {@code n} only for the syndrome
     */
    void admitTransfer(
            int coproc,
            boolean load,
            boolean isLong,
            int crd,
            int cond,
            int n,
            int imm8,
            boolean up,
            boolean before,
            boolean wback);

    /** The word that an LDC read. */
    void loaded(int word);

    /** The word an STC is about to store, which may abort; {@link #stored} follows if it does not. */
    int toStore();

    void stored();
}
