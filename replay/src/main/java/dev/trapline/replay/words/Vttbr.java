package dev.trapline.replay.words;

/** The fields of VTTBR (DDI 0406C B4.1.155). */
public final class Vttbr {
    private Vttbr() {}

    public static int vmid(long vttbr) {
        return (int) (vttbr >>> 48) & 0xff;
    }

    /** BADDR, with its lowest bits taken to be 0. */
    public static long table(long vttbr) {
        return vttbr & 0xff_ffff_fff0L;
    }
}
