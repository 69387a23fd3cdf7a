package dev.trapline.replay.diff;

/** How deep two runs are compared. */
public enum Level {
    /** Instruction N of one against instruction N of the other; only where the machines are the same. */
    INSN,
    /** What happened, and where control went, whenever that was. */
    EVENT,
    /** Calls to hypervisor and firmware alone; nothing is run again. */
    HYPERCALL,
    /** Lines printed alone; nothing is run again. */
    CONSOLE
}
