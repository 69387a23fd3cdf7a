package dev.trapline.emu.timer;

/** Where timers drive their interrupt lines: {@link dev.trapline.emu.gic.Gic#setPpi}. */
@FunctionalInterface
public interface PpiLines {
    /** Sets the level of private interrupt {@code intid} of a pCPU; setting it to what it is does nothing. */
    void setPpi(int cpu, int intid, boolean high);
}
