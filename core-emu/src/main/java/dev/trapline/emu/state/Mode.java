package dev.trapline.emu.state;

/** Processor modes as CPSR.M encodes them (DDI 0406C B1.3.1). */
public final class Mode {
    public static final int USR = 0x10;
    public static final int FIQ = 0x11;
    public static final int IRQ = 0x12;
    public static final int SVC = 0x13;
    public static final int ABT = 0x17;
    public static final int HYP = 0x1a;
    public static final int UND = 0x1b;
    public static final int SYS = 0x1f;

    private Mode() {}

    /** Whether these mode bits name a mode that exists here; Monitor does not, there are no Security Extensions. */
    public static boolean isValid(int mode) {
        return switch (mode) {
            case USR, FIQ, IRQ, SVC, ABT, HYP, UND, SYS -> true;
            default -> false;
        };
    }

    /** Index of the bank that holds R13, R14 and SPSR of a mode: 0 USR and SYS, then FIQ, IRQ, SVC, ABT, UND, HYP. */
    public static int bank(int mode) {
        return switch (mode) {
            case FIQ -> 1;
            case IRQ -> 2;
            case SVC -> 3;
            case ABT -> 4;
            case UND -> 5;
            case HYP -> 6;
            default -> 0;
        };
    }

    public static String name(int mode) {
        return switch (mode) {
            case USR -> "usr";
            case FIQ -> "fiq";
            case IRQ -> "irq";
            case SVC -> "svc";
            case ABT -> "abt";
            case HYP -> "hyp";
            case UND -> "und";
            case SYS -> "sys";
            default -> "mode " + Integer.toHexString(mode);
        };
    }
}
