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

    /** Loads {@code size} bytes (1, 2, 4, 8), zero-extended, honouring CPSR.E. */
    long load(Cpu s, int va, int size, int how);

    void store(Cpu s, int va, int size, long value, int how);

    /** Makes {@link Cpu#code} and {@link Cpu#fetchKey} fit the instruction at {@code s.pc}, or throws Prefetch Abort. */
    void fetchPage(Cpu s);

    /** One halfword of instruction stream at {@code va}, little-endian; for instructions that cross a page. */
    int fetchHalfword(Cpu s, int va);

    /** Something that decides translation changed: recompute {@link Cpu#context} and forget the fetch page. */
    void contextChanged(Cpu s);
}
