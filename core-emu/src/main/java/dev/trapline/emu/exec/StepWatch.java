package dev.trapline.emu.exec;

/** Told of the instructions of pCPUs that are stepped. */
public interface StepWatch {
    StepWatch NONE = (cpu, pc) -> {};

    /**
     * A pCPU has executed an instruction, or attempted it. Shall leave the machine, as by {@code Machine.stop}.
     *
     * @param pc of the instruction: a vector's if an interrupt was taken before it
     */
    void stepped(int cpu, int pc);
}
