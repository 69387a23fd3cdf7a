package dev.trapline.recorder.schema;

/** What came from outside (law 2). Append only: the ordinal is on disk. */
public enum InputKind {
    /** A byte typed on console {@code index}. */
    CONSOLE_KEY,
    /** An Ethernet frame, without FCS, arriving at network device {@code index}. */
    NETWORK_FRAME,
    /** The wall clock at reset: seconds since 1970, 8 bytes, little-endian. */
    WALL_CLOCK,
    ENTROPY,
    /** The seed of the run: 8 bytes, little-endian. */
    SEED,
    INJECTED_FAULT,
    /**
     * A debugger wrote a register of a live machine; {@code index} is the pCPU. Its number as debuggers have it, 4 bytes,
     * little-endian, then the value, little-endian.
     */
    DEBUGGER_REGISTERS,
    /** A debugger wrote a live machine's memory: physical address, 8 bytes, little-endian, then the bytes. */
    DEBUGGER_MEMORY
}
