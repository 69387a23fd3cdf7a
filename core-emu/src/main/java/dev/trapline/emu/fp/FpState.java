package dev.trapline.emu.fp;

/**
 * The controls that an operation obeys and the cumulative exception flags that it sets: the part of
 * FPSCR that arithmetic sees.
 *
 * <p>A CPU keeps two: one that follows FPSCR, for floating-point instructions, and one that holds the
 * standard FPSCR value, for Advanced SIMD. Each gathers flags of its own; FPSCR as the guest reads it
 * is the union of both, see {@link #fpscrFlags(FpState, FpState)}.
 *
 * @arm DDI 0406C B4.1.58 "FPSCR"
 */
public final class FpState {
    /** FPSCR.RMode values. */
    public static final int ROUND_TO_NEAREST = 0;

    public static final int ROUND_TOWARDS_PLUS_INFINITY = 1;
    public static final int ROUND_TOWARDS_MINUS_INFINITY = 2;
    public static final int ROUND_TOWARDS_ZERO = 3;

    /** Cumulative exception bits, at their places in FPSCR: Invalid Operation. */
    public static final int IOC = 1;

    /** Division by Zero. */
    public static final int DZC = 1 << 1;

    /** Overflow. */
    public static final int OFC = 1 << 2;

    /** Underflow: tiny before rounding and inexact, or flushed to zero. */
    public static final int UFC = 1 << 3;

    /** Inexact. */
    public static final int IXC = 1 << 4;

    /** Input Denormal: an operand was flushed to zero. */
    public static final int IDC = 1 << 7;

    /** All cumulative exception bits. */
    public static final int FLAGS = IOC | DZC | OFC | UFC | IXC | IDC;

    private static final int RMODE_SHIFT = 22;
    private static final int FZ = 1 << 24;
    private static final int DN = 1 << 25;
    private static final int AHP = 1 << 26;

    /** FPSCR.RMode, 0 to 3. */
    public int roundingMode;

    /** FPSCR.FZ. */
    public boolean flushToZero;

    /** FPSCR.DN: every NaN result is the default NaN. */
    public boolean defaultNan;

    /** FPSCR.AHP: half precision is the alternative format, without infinities and NaNs. */
    public boolean ahp;

    /** Cumulative flags set so far, a subset of {@link #FLAGS}; operations only add to it. */
    public int flags;

    /** Controls as FPSCR is at reset: round to nearest, everything else off. */
    public FpState() {}

    /**
     * Takes the controls (RMode, FZ, DN, AHP) of an FPSCR value and leaves the flags alone.
     *
     * @param fpscr a whole FPSCR value
     */
    public void setControls(int fpscr) {
        roundingMode = (fpscr >>> RMODE_SHIFT) & 3;
        flushToZero = (fpscr & FZ) != 0;
        defaultNan = (fpscr & DN) != 0;
        ahp = (fpscr & AHP) != 0;
    }

    /**
     * Takes the controls of Advanced SIMD, which follow FPSCR in AHP only, and leaves the flags alone.
     *
     * @param fpscr a whole FPSCR value
     * @arm DDI 0406C A2.7 StandardFPSCRValue()
     */
    public void setStandardControls(int fpscr) {
        setControls((fpscr & AHP) | DN | FZ);
    }

    /** The controls as bits of FPSCR; all other bits are zero. */
    public int controls() {
        return (roundingMode << RMODE_SHIFT) | (flushToZero ? FZ : 0) | (defaultNan ? DN : 0) | (ahp ? AHP : 0);
    }

    /** The cumulative bits of FPSCR when both kinds of instruction have gathered flags. */
    public static int fpscrFlags(FpState fpscrControlled, FpState standard) {
        return fpscrControlled.flags | standard.flags;
    }

    /** Adds flags. */
    void raise(int exceptions) {
        flags |= exceptions;
    }
}
