package dev.trapline.emu.state;

/**
 * The registers behind MCR, MRC, MCRR and MRRC to coprocessors 14 and 15. Each call completes, or throws UNDEFINED, or
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

    /** LDC or STC between memory and a coprocessor 14 register (DBGDTRTXint and DBGDTRRXint are all there are). */
    void transfer(
            Cpu s,
            int coproc,
            boolean load,
            int crd,
            int cond,
            int n,
            int imm8,
            boolean up,
            boolean pre,
            boolean wback);
}
