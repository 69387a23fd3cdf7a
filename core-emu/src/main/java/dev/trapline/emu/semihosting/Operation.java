package dev.trapline.emu.semihosting;

/** The operations of semihosting 2.0, chapter "Semihosting operations", as AArch32 calls them. */
public enum Operation {
    SYS_OPEN(0x01, 3),
    SYS_CLOSE(0x02, 1),
    SYS_WRITEC(0x03, 0),
    SYS_WRITE0(0x04, 0),
    SYS_WRITE(0x05, 3),
    SYS_READ(0x06, 3),
    SYS_READC(0x07, 0),
    SYS_ISERROR(0x08, 1),
    SYS_ISTTY(0x09, 1),
    SYS_SEEK(0x0a, 2),
    SYS_FLEN(0x0c, 1),
    SYS_TMPNAM(0x0d, 3),
    SYS_REMOVE(0x0e, 2),
    SYS_RENAME(0x0f, 4),
    SYS_CLOCK(0x10, 0),
    SYS_TIME(0x11, 0),
    SYS_SYSTEM(0x12, 2),
    SYS_ERRNO(0x13, 0),
    SYS_GET_CMDLINE(0x15, 2),
    SYS_HEAPINFO(0x16, 1),
    SYS_EXIT(0x18, 0),
    SYS_EXIT_EXTENDED(0x20, 2),
    SYS_ELAPSED(0x30, 0),
    SYS_TICKFREQ(0x31, 0),
    /** Any number that is none of these. */
    UNKNOWN(-1, 0);

    private static final Operation[] BY_NUMBER = new Operation[0x32];

    static {
        for (Operation o : values()) {
            if (o.number >= 0) {
                BY_NUMBER[o.number] = o;
            }
        }
    }

    private final int number;
    private final int fields;

    Operation(int number, int fields) {
        this.number = number;
        this.fields = fields;
    }

    /** The operation of a number; {@link #UNKNOWN} for those there are none of. */
    public static Operation of(int number) {
        if (number < 0 || number >= BY_NUMBER.length || BY_NUMBER[number] == null) {
            return UNKNOWN;
        }
        return BY_NUMBER[number];
    }

    /** What r0 holds to ask for it; -1 of {@link #UNKNOWN}. */
    public int number() {
        return number;
    }

    /** Words of the parameter block that the call reads before anything else; 0 if r1 points to no such block. */
    int fields() {
        return fields;
    }

    /** Whether the first field is a handle. */
    boolean isAboutHandle() {
        return switch (this) {
            case SYS_CLOSE, SYS_WRITE, SYS_READ, SYS_ISTTY, SYS_SEEK, SYS_FLEN -> true;
            default -> false;
        };
    }
}
