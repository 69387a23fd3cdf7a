package dev.trapline.emu.state;

/** Bits of HCR (DDI 0406C B4.1.65). */
public final class Hcr {
    public static final int VM = 1;
    public static final int SWIO = 1 << 1;
    public static final int PTW = 1 << 2;
    public static final int FMO = 1 << 3;
    public static final int IMO = 1 << 4;
    public static final int AMO = 1 << 5;
    public static final int VF = 1 << 6;
    public static final int VI = 1 << 7;
    public static final int VA = 1 << 8;
    public static final int FB = 1 << 9;
    public static final int DC = 1 << 12;
    public static final int TWI = 1 << 13;
    public static final int TWE = 1 << 14;
    public static final int TID0 = 1 << 15;
    public static final int TID1 = 1 << 16;
    public static final int TID2 = 1 << 17;
    public static final int TID3 = 1 << 18;
    public static final int TSC = 1 << 19;
    public static final int TIDCP = 1 << 20;
    public static final int TAC = 1 << 21;
    public static final int TSW = 1 << 22;
    public static final int TPC = 1 << 23;
    public static final int TPU = 1 << 24;
    public static final int TTLB = 1 << 25;
    public static final int TVM = 1 << 26;
    public static final int TGE = 1 << 27;

    private Hcr() {}
}
