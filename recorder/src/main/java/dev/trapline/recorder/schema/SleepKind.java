package dev.trapline.recorder.schema;

/** The instruction a pCPU fell asleep at. Append only: the ordinal is on disk. */
public enum SleepKind {
    WFI,
    WFE
}
