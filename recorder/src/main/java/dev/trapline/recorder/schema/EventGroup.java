package dev.trapline.recorder.schema;

import java.util.Locale;

/** The coarse kinds that summaries count. */
public enum EventGroup {
    TRAP,
    HYPERCALL,
    IRQ,
    MMIO,
    DMA,
    INPUT,
    OTHER;

    /** Its name in summaries. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
