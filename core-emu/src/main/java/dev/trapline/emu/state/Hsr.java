package dev.trapline.emu.state;

/** The Hyp Syndrome Register (DDI 0406C B4.1.67 and B3.13.6). */
public final class Hsr {
    public static final int EC_UNKNOWN = 0x00;
    public static final int EC_WFI_WFE = 0x01;
    public static final int EC_CP15_32 = 0x03;
    public static final int EC_CP15_64 = 0x04;
    public static final int EC_CP14_32 = 0x05;
    public static final int EC_CP14_LDC_STC = 0x06;
    public static final int EC_HCPTR = 0x07;
    public static final int EC_CP10 = 0x08;
    public static final int EC_BXJ = 0x0a;
    public static final int EC_CP14_64 = 0x0c;
    public static final int EC_SVC = 0x11;
    public static final int EC_HVC = 0x12;
    public static final int EC_SMC = 0x13;
    public static final int EC_PREFETCH_ABORT = 0x20;
    public static final int EC_PREFETCH_ABORT_HYP = 0x21;
    public static final int EC_DATA_ABORT = 0x24;
    public static final int EC_DATA_ABORT_HYP = 0x25;

    private static final int IL = 1 << 25;

    private Hsr() {}

    /** @param wide the instruction has 32 bits (IL); 0 where the field is not valid */
    public static int syndrome(int ec, boolean wide, int iss) {
        return ec << 26 | (wide ? IL : 0) | iss;
    }

    /** CV and COND of a conditional instruction's syndrome, bits 24 to 20; {@code cond} as executed. */
    public static int condition(int cond) {
        return 1 << 24 | cond << 20;
    }
}
