package dev.trapline.emu.bench;

/**
 * Data processing with shifts, flags, conditions and a taken branch (alu.S); in the baseline every condition fails.
 *
 * <p><b>Cost centre:</b> dispatch of a decoded instruction and its meaning; the baseline is what remains: fetching it from the
 * decoded page, counting it, testing its condition.
 *
 * <p><b>Why it matters:</b> more than half of all instructions any guest executes are these. It is the interpreter's best case, so
 * what a compiler of hot regions has to beat.
 */
public class DataProcessing extends LoopBenchmark {
    public DataProcessing() {
        super("alu");
    }
}
