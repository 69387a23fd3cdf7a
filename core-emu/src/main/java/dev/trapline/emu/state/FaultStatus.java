package dev.trapline.emu.state;

/**
 * Fault statuses in the long-descriptor encoding, and the fault status registers made from them. For statuses that have
 * a level (1 to 3) the level is added to the constant.
 *
 * <p>Source: DDI 0406C B3.13 Fault reporting, tables B3-23 and B3-24; B3.13.6 HSR.
 */
public final class FaultStatus {
    public static final int TRANSLATION = 0x04;
    public static final int ACCESS_FLAG = 0x08;
    public static final int PERMISSION = 0x0c;
    public static final int EXTERNAL = 0x10;
    public static final int EXTERNAL_ON_WALK = 0x14;
    public static final int ASYNCHRONOUS_EXTERNAL = 0x11;
    public static final int ALIGNMENT = 0x21;
    public static final int DEBUG = 0x22;
    /** Only short descriptors have domains; the long encoding has no such status, this number is ours. */
    public static final int DOMAIN = 0x3c;

    private static final int WNR = 1 << 11;
    private static final int EXT = 1 << 12;
    private static final int CM = 1 << 13;
    private static final int LPAE = 1 << 9;

    private FaultStatus() {}

    /** FS[4:0] of the short-descriptor format. */
    public static int shortStatus(int status) {
        boolean section = (status & 3) == 1;
        return switch (status & 0x3c) {
            case TRANSLATION -> section ? 0x05 : 0x07;
            case ACCESS_FLAG -> section ? 0x03 : 0x06;
            case PERMISSION -> section ? 0x0d : 0x0f;
            case DOMAIN -> section ? 0x09 : 0x0b;
            case EXTERNAL_ON_WALK -> section ? 0x0c : 0x0e;
            case EXTERNAL -> status == ASYNCHRONOUS_EXTERNAL ? 0x16 : 0x08;
            case 0x20 -> status == DEBUG ? 0x02 : 0x01;
            default -> throw new IllegalArgumentException("fault status " + Integer.toHexString(status));
        };
    }

    /** DFSR for a Data Abort taken to PL1 (DDI 0406C B4.1.52). */
    public static int dfsr(Fault f, boolean longFormat) {
        int common = (f.write ? WNR : 0) | (f.external ? EXT : 0) | (f.cacheMaintenance ? CM : 0);
        if (longFormat) {
            return common | LPAE | f.status;
        }
        int fs = shortStatus(f.status);
        return common | (fs & 15) | (fs >> 4) << 10 | f.domain << 4;
    }

    /** IFSR for a Prefetch Abort taken to PL1 (DDI 0406C B4.1.96). */
    public static int ifsr(Fault f, boolean longFormat) {
        int ext = f.external ? EXT : 0;
        if (longFormat) {
            return ext | LPAE | f.status;
        }
        int fs = shortStatus(f.status);
        return ext | (fs & 15) | (fs >> 4) << 10;
    }

    /** HSR.ISS bits 9 and 8 to 0 of a Data Abort taken to Hyp mode, without the instruction syndrome. */
    public static int dataAbortIss(Fault f) {
        return (f.external ? 1 << 9 : 0)
                | (f.cacheMaintenance ? 1 << 8 : 0)
                | (f.stage1Walk ? 1 << 7 : 0)
                | (f.write ? 1 << 6 : 0)
                | f.status;
    }

    /** HSR.ISS of a Prefetch Abort taken to Hyp mode. */
    public static int prefetchAbortIss(Fault f) {
        return (f.external ? 1 << 9 : 0) | (f.stage1Walk ? 1 << 7 : 0) | f.status;
    }
}
