package dev.trapline.emu.gic;

/** The interrupt inputs of one pCPU, as levels. */
public interface CpuPins {
    void irq(boolean high);

    void fiq(boolean high);

    /** Virtual IRQ from the GIC's virtual interface (HCR.VI is separate, and the pCPU's own). */
    void virtualIrq(boolean high);

    /** Virtual FIQ from the GIC's virtual interface (HCR.VF is separate, and the pCPU's own). */
    void virtualFiq(boolean high);
}
