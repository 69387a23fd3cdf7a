package dev.trapline.emu.bench;

/**
 * TTBR0 alternates between two address spaces, 16 pages are used in each (spaces.S, 21 instructions a round); in the baseline
 * TTBR0 is written with what it holds.
 *
 * <p><b>Cost centre:</b> finding the number of a translation context; both spaces' entries compete for the same slots.
 *
 * <p><b>Why it matters:</b> once a process switch, twice where a kernel keeps user space unmapped while it runs.
 */
public class AddressSpaces extends LoopBenchmark {
    public AddressSpaces() {
        super("spaces");
    }
}
