package dev.trapline.emu.semihosting;

/** The reason codes of SYS_EXIT (semihosting 2.0, "Hardware vector reason codes" and "Software reason codes"). */
final class ExitReason {
    static final int APPLICATION_EXIT = 0x20026;

    private static final int FIRST_HARDWARE = 0x20000;
    private static final String[] HARDWARE = {
        "BranchThroughZero",
        "UndefinedInstr",
        "SoftwareInterrupt",
        "PrefetchAbort",
        "DataAbort",
        "AddressException",
        "IRQ",
        "FIQ"
    };

    private static final int FIRST_SOFTWARE = 0x20020;
    private static final String[] SOFTWARE = {
        "BreakPoint",
        "WatchPoint",
        "StepComplete",
        "RunTimeErrorUnknown",
        "InternalError",
        "UserInterruption",
        "ApplicationExit",
        "StackOverflow",
        "DivisionByZero",
        "OSSpecific"
    };

    private ExitReason() {}

    /** Such as {@code ADP_Stopped_DataAbort (0x20004)}, or the number alone. */
    static String name(int reason) {
        String number = "0x" + Integer.toHexString(reason);
        int hardware = reason - FIRST_HARDWARE;
        if (hardware >= 0 && hardware < HARDWARE.length) {
            return "ADP_Stopped_" + HARDWARE[hardware] + " (" + number + ")";
        }
        int software = reason - FIRST_SOFTWARE;
        if (software >= 0 && software < SOFTWARE.length) {
            return "ADP_Stopped_" + SOFTWARE[software] + " (" + number + ")";
        }
        return number;
    }
}
