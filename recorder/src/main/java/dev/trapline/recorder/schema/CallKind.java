package dev.trapline.recorder.schema;

import dev.trapline.emu.port.CallAbi;

/** The instruction or convention by which a call left its caller. Append only: the ordinal is on disk. */
public enum CallKind {
    HVC,
    SMC,
    /** A firmware call of the PSCI range, by either instruction. */
    PSCI,
    SVC;

    /** The same to whoever knows the convention. */
    public CallAbi.Way way() {
        return switch (this) {
            case HVC -> CallAbi.Way.HVC;
            case SMC -> CallAbi.Way.SMC;
            case PSCI -> CallAbi.Way.FIRMWARE;
            case SVC -> CallAbi.Way.SVC;
        };
    }
}
