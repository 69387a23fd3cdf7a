package dev.trapline.emu.state;

/**
 * The slow path of a guest's memory accesses: everything the software TLB cannot answer at once. Each call either
 * completes or throws a {@link GuestException} after filling {@link Cpu#fault}.
 */
public interface MemoryPort {
    /** Ordinary access. */
    int PLAIN = 0;
    /** Unprivileged access (LDRT and the like). */
    int UNPRIVILEGED = 1;
    /** The address must be aligned to the access size whatever SCTLR.A says (LDREX, LDM, LDRD and the like). */
    int ALIGNED = 2;
    /** Of Load-Exclusive and Store-Exclusive: for those who are asked. */
    int EXCLUSIVE = 4;
    /** {@link Cpu#probe} was asked already. */
    int ASKED = 8;

    /** Loads {@code size} bytes (1, 2, 4, 8), zero-extended, honouring CPSR.E. */
    long load(Cpu s, int va, int size, int how);

    void store(Cpu s, int va, int size, long value, int how);

    /** A semihosting call will load or store bytes, and has done nothing yet: whoever watches them may leave now. */
    default void announce(Cpu s, int va, long length, boolean write) {}

    /** Makes {@link Cpu#code} and {@link Cpu#fetchKey} fit the instruction at {@code s.pc}, or throws Prefetch Abort. */
    void fetchPage(Cpu s);

    /** One halfword of instruction stream at {@code va}, little-endian; for instructions that cross a page. */
    int fetchHalfword(Cpu s, int va);

    /** Something that decides translation changed: recompute {@link Cpu#context} and forget the fetch page. */
    void contextChanged(Cpu s);

    /** The mode or CPSR.E changed, and no register: as {@link #contextChanged}, but cheaper. */
    default void modeChanged(Cpu s) {
        contextChanged(s);
    }

    /**
     * The load of a Load-Exclusive: reads {@code size} bytes (1, 2, 4, 8), which must be aligned, honouring CPSR.E, and
     * marks their address in the monitors (DDI 0406C A3.4).
     */
    long loadExclusive(Cpu s, int va, int size);

    /** The store of a Store-Exclusive: stores and returns true if the monitors allow it, else false. */
    boolean storeExclusive(Cpu s, int va, int size, long value);

    /** CLREX, and exception return: opens the pCPU's monitors. */
    default void clearExclusive(Cpu s) {
        s.exclusive = false;
    }

    /**
     * From the next instruction on this pCPU executes. To be told before every slice: while a pCPU runs alone, its
     * exclusive monitors need no watching.
     */
    default void switchedTo(Cpu s) {}
}
