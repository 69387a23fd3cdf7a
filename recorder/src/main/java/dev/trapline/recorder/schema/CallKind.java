package dev.trapline.recorder.schema;

/** The instruction or convention by which a call left its caller. Append only: the ordinal is on disk. */
public enum CallKind {
    HVC,
    SMC,
    /** A firmware call of the PSCI range, by either instruction. */
    PSCI,
    SVC
}
