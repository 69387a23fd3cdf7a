package dev.trapline.emu.psci;

/** The affinity of each pCPU as QEMU's {@code virt} board numbers them with a GICv2: one cluster of up to eight. */
public final class Mpidr {
    /** MPIDR bit 31: the Multiprocessing Extensions' format of the register (DDI 0406C B4.1.106). */
    private static final int MULTIPROCESSING = 1 << 31;
    /** CPUs of one cluster, numbered by Aff0; the next ones are in the next cluster, numbered by Aff1. */
    private static final int CLUSTER = 8;

    private Mpidr() {}

    /** The value MPIDR reads as on pCPU {@code cpu}. */
    public static int of(int cpu) {
        return MULTIPROCESSING | affinity(cpu);
    }

    /** Aff2, Aff1 and Aff0 of pCPU {@code cpu}, as PSCI and device trees name it. */
    public static int affinity(int cpu) {
        return cpu / CLUSTER << 8 | cpu % CLUSTER;
    }
}
