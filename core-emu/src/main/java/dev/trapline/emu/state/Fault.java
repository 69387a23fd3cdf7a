package dev.trapline.emu.state;

/** Why a memory access was refused, filled in by the translation before {@link GuestException} is thrown. */
public final class Fault {
    /** Virtual address that faulted. */
    public int address;
    /**
     * Fault status in the long-descriptor encoding, 6 bits (DDI 0406C B3.13.3, table B3-24): the one form from which the
     * short-descriptor status and the HSR are derived.
     */
    public int status;
    /** Domain of a short-descriptor fault, for DFSR.Domain. */
    public int domain;
    /** The access was a write (DFSR.WnR, and 1 for cache maintenance and address translation operations). */
    public boolean write;
    /** A cache maintenance or address translation operation faulted. */
    public boolean cacheMaintenance;
    /** Stage 2 refused it; Hyp mode takes it. */
    public boolean stage2;
    /** Stage 2 refused the table walk of stage 1. */
    public boolean stage1Walk;
    /** Intermediate physical address of a stage 2 fault. */
    public long ipa;
    /** External abort type bit (ExT). */
    public boolean external;

    public void set(int address, int status, boolean write) {
        this.address = address;
        this.status = status;
        this.write = write;
        domain = 0;
        cacheMaintenance = false;
        stage2 = false;
        stage1Walk = false;
        ipa = 0;
        external = false;
    }
}
