package dev.trapline.emu.timer;

/**
 * The generic timer registers of one pCPU as CP15 sees them (DDI 0406C B8). Who may access which is the caller's
 * business; values pass through unmasked, reserved bits are the timer's.
 */
public interface TimerRegisters {
    /** PL1 physical timer, CNTP. */
    int PHYSICAL = 0;
    /** Virtual timer, CNTV. */
    int VIRTUAL = 1;
    /** PL2 physical timer, CNTHP. */
    int HYP = 2;

    /** CNTPCT. */
    long physicalCount();

    /** CNTVCT: the physical count less CNTVOFF. */
    long virtualCount();

    /** CNTFRQ. Writing changes what is read, and nothing else. */
    int frequency();

    void setFrequency(int value);

    long virtualOffset();

    void setVirtualOffset(long value);

    /** CNTKCTL: event stream and access from PL0. */
    int kernelControl();

    void setKernelControl(int value);

    /** CNTHCTL: event stream and access from PL1 and PL0. */
    int hypControl();

    void setHypControl(int value);

    /** CTL of a timer, with ISTATUS as of now. */
    int control(int timer);

    void setControl(int timer, int value);

    /** CVAL of a timer. */
    long compareValue(int timer);

    void setCompareValue(int timer, long value);

    /** TVAL of a timer, as of now. */
    int timerValue(int timer);

    void setTimerValue(int timer, int value);
}
