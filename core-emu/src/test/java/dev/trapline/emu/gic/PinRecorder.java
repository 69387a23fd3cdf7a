package dev.trapline.emu.gic;

/** The levels of one pCPU's interrupt inputs, a bit each: IRQ, FIQ, virtual IRQ, virtual FIQ. */
final class PinRecorder implements CpuPins {
    static final int IRQ = 1;
    static final int FIQ = 2;
    static final int VIRQ = 4;
    static final int VFIQ = 8;

    int levels;
    /** How often any input was driven. */
    int calls;

    @Override
    public void irq(boolean high) {
        set(IRQ, high);
    }

    @Override
    public void fiq(boolean high) {
        set(FIQ, high);
    }

    @Override
    public void virtualIrq(boolean high) {
        set(VIRQ, high);
    }

    @Override
    public void virtualFiq(boolean high) {
        set(VFIQ, high);
    }

    private void set(int pin, boolean high) {
        calls++;
        levels = high ? levels | pin : levels & ~pin;
    }
}
